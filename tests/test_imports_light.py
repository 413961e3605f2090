"""What is imported when: the schema alone is light, and the command line answers before anything heavy loads."""

import subprocess
import sys

import pytest

HEAVY = ("spacy", "thinc", "rdflib", "lxml", "pyoxigraph", "pyarrow", "trafilatura", "numpy", "onnxruntime", "torch")


def loaded_after(code: str) -> set[str]:
    """The top-level modules in memory after the code ran in a fresh interpreter."""
    report = (
        f"import sys\n{code}\nprint(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_the_schema_needs_pydantic_and_the_standard_library_alone() -> None:
    loaded = loaded_after("import sanudo_schema, sanudo_schema.codes\nsanudo_schema.codes.is_cameo('042')")
    assert "pydantic" in loaded
    assert not loaded & {*HEAVY, "sanudo", "typer", "rich"}


@pytest.mark.parametrize("code", ["import sanudo", "import sanudo.formats, sanudo.errors, sanudo.cli"])
def test_importing_sanudo_loads_nothing_heavy(code: str) -> None:
    assert not loaded_after(code) & {*HEAVY, "pydantic"}


@pytest.mark.parametrize("arguments", [["--help"], ["convert", "--help"], ["codes", "042"], ["--version"]])
def test_a_command_loads_only_what_it_needs(arguments: list[str]) -> None:
    code = f"from sanudo.cli import app\ntry:\n    app({arguments!r})\nexcept SystemExit as e:\n    assert not e.code"
    assert not loaded_after(code) & set(HEAVY)
