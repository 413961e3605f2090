"""The wheel: it holds both packages with all their data, and works from where it is installed."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = {"sanudo": ROOT / "converters/sanudo", "sanudo_schema": ROOT / "schema/sanudo_schema"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for name, folder in PACKAGES.items():
        files = {
            f"{name}/{path.relative_to(folder).as_posix()}"
            for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert f"{name}/py.typed" in files
        assert files <= held, f"not in the wheel: {sorted(files - held)}"


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in held} == {"sanudo", "sanudo_schema"}


def test_an_installed_copy_converts_a_text(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "import sanudo, sys\n"
        f"assert sanudo.__file__.startswith({str(tmp_path)!r}), sanudo.__file__\n"
        "print([record.type for record in sanudo.convert('Lavrov visited Pyongyang on 16 January 2024.')])"
    )
    settings = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=settings, capture_output=True, text=True, timeout=120
    )
    assert (done.stdout, done.stderr) == ("['Visit']\n", "")
