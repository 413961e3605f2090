"""The public names of the packages: each exists, and what is not a module of theirs is listed."""

import importlib
import pkgutil
from types import ModuleType

import pytest

import sanudo
import sanudo_schema


def modules() -> list[str]:
    found = []
    for package in (sanudo, sanudo_schema):
        found.append(package.__name__)
        found += [module.name for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return [name for name in found if not name.endswith("__main__")]


@pytest.mark.parametrize("name", [name for name in modules() if "ray" not in name])
def test_every_listed_name_exists_and_the_module_says_what_it_is(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, f"{name} has no docstring"
    for exported in getattr(module, "__all__", ()):
        assert hasattr(module, exported), f"{name}.__all__ lists {exported}, which is not there"


@pytest.mark.parametrize("package", [sanudo, sanudo_schema])
def test_the_packages_list_all_they_offer(package: ModuleType) -> None:
    offered = {
        name
        for name, value in vars(package).items()
        if not name.startswith("_")
        and callable(value)
        and getattr(value, "__module__", package.__name__).split(".")[0] == package.__name__
    }
    assert offered <= set(package.__all__), f"not in __all__: {sorted(offered - set(package.__all__))}"
