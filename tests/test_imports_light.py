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
    loaded = loaded_after("from sanudo_schema import *\nassert Meeting.model_fields")
    assert "pydantic" in loaded
    assert not loaded & {*HEAVY, "sanudo", "typer", "rich"}


def test_codes_are_looked_up_without_pydantic() -> None:
    loaded = loaded_after("import sanudo_schema, sanudo_schema.codes\nsanudo_schema.codes.is_cameo('042')")
    assert not loaded & {*HEAVY, "pydantic", "sanudo"}


def test_every_name_of_the_schema_is_there() -> None:
    import sanudo_schema

    assert {name for name in sanudo_schema.__all__ if not hasattr(sanudo_schema, name)} == set()
    assert set(sanudo_schema.__all__) <= set(dir(sanudo_schema))
    with pytest.raises(AttributeError, match="no attribute 'Metting'"):
        sanudo_schema.Metting  # noqa: B018


@pytest.mark.parametrize("code", ["import sanudo", "import sanudo.formats, sanudo.errors, sanudo.cli"])
def test_importing_sanudo_loads_nothing_heavy(code: str) -> None:
    assert not loaded_after(code) & {*HEAVY, "pydantic"}


@pytest.mark.parametrize("arguments", [["--help"], ["convert", "--help"], ["codes", "042"], ["--version"]])
def test_a_command_loads_only_what_it_needs(arguments: list[str]) -> None:
    code = f"from sanudo.cli import app\ntry:\n    app({arguments!r})\nexcept SystemExit as e:\n    assert not e.code"
    assert not loaded_after(code) & {*HEAVY, "pydantic"}
