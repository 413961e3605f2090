"""What event records depend on beside the article: the version, the coder's own files, and the settings of a run."""

import os
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sanudo import __version__
from sanudo.errors import ModelError

__all__ = ["coding_settings"]

PROGRAM = ("sanudo.coding", "sanudo.articles", "sanudo_schema")
"""The packages whose code and data decide what records an article gives."""


def coding_settings(
    model: str, base: str, min_confidence: float = 0.0, actors: Iterable[str] = (), coder: str = "reader"
) -> dict[str, str]:
    """The settings by name; where one differs, what was coded before is stale.

    ModelError where the language model is not installed.
    """
    return {
        "sanudo": __version__,
        "program": _program(),
        "model": f"{model} {_model_version(model)}",
        "coder": coder,
        "base": base,
        "min_confidence": str(min_confidence),
        "actors": " ".join(blake2b(Path(name).read_bytes(), digest_size=8).hexdigest() for name in actors),
    }


def _model_version(model: str) -> str:
    try:
        return version(model)
    except PackageNotFoundError as error:
        if not os.path.isdir(model):
            raise ModelError(f"the language model {model!r} is not installed", advice=f"pip install {model}") from error
    import spacy

    return str(spacy.util.get_model_meta(model).get("version"))


@cache
def _program() -> str:
    digest = blake2b(digest_size=8)
    for package in PROGRAM:
        _add(files(package), digest)
    return digest.hexdigest()


def _add(folder: Traversable, digest: blake2b) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            _add(entry, digest)
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
