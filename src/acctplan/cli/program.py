"""The group of commands: found by folder, built one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from acctplan import registry

from . import everywhere
from .plain import read_plainly

PACKAGE = "acctplan.cli.commands"
PANELS = ("Every day", "Review", "Look", "Data", "Book")


class Commands(TyperGroup):
    """Commands by name; a module is imported when its command is asked for, or help lists them all."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(registry.names(PACKAGE))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        from .assemble import command_of

        if cmd_name not in registry.names(PACKAGE):
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = command_of(registry.load(PACKAGE, cmd_name), cmd_name)
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in registry.names(PACKAGE) and not args[0].startswith("-"):
            from acctplan.errors import ValueRefused
            from acctplan.nearest import nearest

            near = nearest(args[0], registry.names(PACKAGE), most=3, at_least=50)
            hint = f"Did you mean {' or '.join(near)}?" if near else "All commands are listed by `acctplan --help`."
            raise ValueRefused(f"there is no command “{args[0][:40]}”", hint)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.meta["acctplan"], rest = everywhere.taken(args)
        return super().parse_args(ctx, rest)

    def perform(self, arguments: Sequence[str]) -> Any:
        """One run, without Typer's own boundary: what goes wrong is for `exits` alone to tell."""
        self._main_shell_completion({}, "acctplan", None)
        with self.make_context("acctplan", list(arguments)) as context:
            context.meta["acctplan.words"] = arguments
            return self.invoke(context)

    def get_params(self, ctx: Any) -> list[Any]:
        return [read_plainly(parameter) for parameter in super().get_params(ctx)]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        modules = list(registry.members(PACKAGE))
        for panel in PANELS:
            rows = [
                (name, (module.__doc__ or "").strip().partition("\n")[0].rstrip(".")) for name, module in modules if panel == module.PANEL
            ]
            if rows:
                with formatter.section(panel):
                    formatter.write_dl(sorted(rows, key=lambda row: row[0]))
        with formatter.section("Before any command"):
            formatter.write_dl(everywhere.HELP)


app = typer.Typer(cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True, add_completion=True)


def _version(wanted: bool) -> None:
    if wanted:
        from acctplan import __version__

        typer.echo(f"acctplan {__version__}")
        raise typer.Exit


@app.callback(epilog="Start with `acctplan demo demo-book`, or `acctplan init` in a folder of your own.")
def _program(
    version: bool = typer.Option(False, "--version", help="Show the version and end.", is_eager=True, callback=_version),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of a bug."),
) -> None:
    """Account plans as plain files that stay alive: a book of business in git."""


def perform(arguments: Sequence[str]) -> Any:
    """Run the program with these arguments; what its command returned."""
    group = typer.main.get_command(app)
    assert isinstance(group, Commands)
    return group.perform(arguments)
