"""The command line as a whole: it starts fast, names its version, and says what went wrong in one line."""

import resource

import pytest

from sanudo import __version__


def test_the_help_lists_every_command_in_a_moment(sanudo) -> None:
    spent = []
    for _ in range(4):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        result = sanudo("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert result.returncode == 0
    for command in ("convert", "show", "explain", "query", "codes"):
        assert f"\n  {command} " in result.stdout
    assert min(spent) < 0.3


def test_the_version_is_the_package_s(sanudo) -> None:
    assert sanudo("--version").stdout == f"sanudo {__version__}\n"


@pytest.mark.parametrize("arguments", [["nonsense"], ["convert"], ["convert", "x"], ["codes", "--nonsense", "042"]])
def test_a_wrong_call_exits_with_2(sanudo, arguments: list[str]) -> None:
    result = sanudo(*arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stdout + result.stderr


def test_an_error_is_one_line_and_its_traceback_is_to_be_had(sanudo, tmp_path) -> None:
    result = sanudo("show", tmp_path)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"sanudo: {tmp_path}/events.jsonl: there is no such file of events. Write it with")
    assert "Traceback" in sanudo("--debug", "show", tmp_path).stderr
