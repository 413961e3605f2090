"""The examples of docs/codes.md."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "codes.md"


def test_the_page_tells_the_truth():
    found = doctest.testfile(str(PAGE), module_relative=False)
    assert found.attempted >= 6
    assert not found.failed
