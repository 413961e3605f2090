"""Write docs/cli.md from the help of the commands; `make docs` runs it, and a test compares."""

from pathlib import Path

from typer.testing import CliRunner

from sanudo.cli import COMMANDS, app

PAGE = Path(__file__).with_name("cli.md")
OPENING = """\
# The command line

What each command says with `--help`; written by `make docs`, not by hand.

A command ends with 0 where all went well, 1 where some input failed (the rest was done), 2 where the call itself was
wrong, and 130 where it was interrupted. Errors are one line: where, what, and what to do; `sanudo --debug COMMAND`
shows where in the code they arose. `sanudo` and `python -m sanudo` are the same.
"""


def reference() -> str:
    """The text of docs/cli.md."""
    parts = [OPENING, section("sanudo", [])]
    parts += [section(f"sanudo {command}", [command]) for command in COMMANDS]
    return "\n".join(parts)


def section(title: str, arguments: list[str]) -> str:
    """One command: its name and its help."""
    result = CliRunner().invoke(
        app, [*arguments, "--help"], prog_name="sanudo", terminal_width=100, env={"SANUDO_MODEL": None}
    )
    if result.exit_code:
        raise SystemExit(f"{title} --help failed: {result.output}")
    lines = [line.rstrip() for line in result.output.strip().splitlines()]
    return f"## {title}\n\n```text\n" + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
