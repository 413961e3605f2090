"""Write docs/cli.md from the commands' help, the demo's output into README.md, the figures into docs/accuracy.md."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from typer.testing import CliRunner

from sanudo.cli import COMMANDS, app

ROOT = Path(__file__).parents[1]
DEMO = re.compile(r"(<!-- demo.*?-->\n).*(<!-- /demo -->)", re.DOTALL)
FIGURES = re.compile(r"(<!-- figures.*?-->\n).*(<!-- /figures -->)", re.DOTALL)
OPENING = """\
# The command line

What each command says with `--help`; written by `make docs`, not by hand.

A command ends with 0 where all went well, 1 where some input failed (the rest was done), 2 where the call itself was
wrong, and 130 where it was interrupted. Errors are one line: where, what, and what to do; `sanudo --debug COMMAND`
shows where in the code they arose. `sanudo` and `python -m sanudo` are the same.
"""


def said(*arguments: object) -> str:
    """What a call of the command line prints, on a page 100 columns wide."""
    settings = {"SANUDO_MODEL": None, "COLUMNS": "100", "NO_COLOR": "1"}
    result = CliRunner().invoke(app, [*map(str, arguments)], prog_name="sanudo", terminal_width=100, env=settings)
    if result.exit_code:
        raise SystemExit(f"sanudo {arguments} failed: {result.output}")
    return "\n".join(line.rstrip() for line in result.output.strip("\n").splitlines())


def reference() -> str:
    """The text of docs/cli.md."""
    calls = [("sanudo", ["--help"]), *((f"sanudo {command}", [command, "--help"]) for command in COMMANDS)]
    return "\n".join([OPENING, *(f"## {title}\n\n```text\n{said(*call)}\n```\n" for title, call in calls)])


def demo() -> str:
    """What `make demo` prints; of the events, those of the first article."""
    with TemporaryDirectory() as folder:
        told = {
            "convert examples/articles -o demo": said("convert", ROOT / "examples/articles", "-o", folder),
            "show demo": said("show", folder).partition("\n\n")[0] + "\n[...]",
            "query demo --saved who-alleged-what": said("query", folder, "--saved", "who-alleged-what"),
        }
        parts = [f"$ sanudo {line}\n{output}".replace(folder, "demo") for line, output in told.items()]
    return "```text\n" + "\n\n".join(parts) + "\n```\n"


def figures() -> str:
    """What the coder reaches on the articles that the project coded by hand."""
    examples = ROOT / "examples"
    table = said("evaluate", examples / "gold.jsonl", examples / "articles", examples / "gold")
    return f"```text\n$ sanudo evaluate examples/gold.jsonl examples/articles examples/gold\n{table}\n```\n"


def filled(page: Path, marked: re.Pattern[str], text: str) -> None:
    """Put the text between the page's two marks."""
    page.write_text(marked.sub(lambda found: found[1] + text + found[2], page.read_text("utf-8")), encoding="utf-8")


def main() -> None:
    """Write the pages anew."""
    (ROOT / "docs" / "cli.md").write_text(reference(), encoding="utf-8")
    filled(ROOT / "README.md", DEMO, demo())
    filled(ROOT / "docs" / "accuracy.md", FIGURES, figures())


if __name__ == "__main__":
    main()
