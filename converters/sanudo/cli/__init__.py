"""The command line: one module a command, loaded when that command is called.

A command is a function in the module of its own name, written for typer. To add one, write the module and put its name
in `COMMANDS`. Modules load their heavy imports inside the function, so that `sanudo --help` answers at once.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sanudo import __version__
from sanudo.errors import SanudoError

__all__ = ["COMMANDS", "app", "main"]

COMMANDS = (
    "convert",
    "show",
    "explain",
    "merge",
    "report",
    "evaluate",
    "articles",
    "query",
    "codes",
    "load",
    "stats",
    "serve",
    "push",
    "validate",
    "schema",
)
"""The commands, in the order in which the help lists them."""

INTERRUPTED = 130


class Commands(TyperGroup):
    """The group of all commands; it also turns Sanudo's errors into one line and an exit code."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, its module loaded now; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        function: Callable[..., None] = getattr(import_module(f"sanudo.cli.{cmd_name}"), cmd_name)
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cmd_name, no_args_is_help=True)(function)
        return typer.main.get_command(single)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; exit with the error's code, or 130 where the user interrupted it."""
        try:
            return super().invoke(ctx)
        except SanudoError as error:
            if ctx.params.get("debug"):
                raise
            typer.echo(f"sanudo: {error}", err=True)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            typer.echo(f"sanudo: interrupted{f'; {error}' if str(error) else ''}", err=True)
            raise typer.Exit(INTERRUPTED) from error


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sanudo {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the code an error arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """News articles in, typed political-event records out.

    Exit codes: 0 all well, 1 some input failed, 2 the call was wrong, 130 interrupted.
    """


def main() -> None:
    """Run the command line."""
    app(prog_name="sanudo")
