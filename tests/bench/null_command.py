"""A Typer command with the parameters of one of ours that does nothing: the floor of that command."""

from __future__ import annotations

import sys

import typer

from acctplan import registry
from acctplan.cli import assemble
from acctplan.cli.program import PACKAGE


def nothing(**_values: object) -> None:
    """Nothing."""


app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
bound = assemble.bound(registry.load(PACKAGE, sys.argv[1]))
nothing.__signature__ = bound.__signature__  # type: ignore[attr-defined]
nothing.__annotations__ = bound.__annotations__
app.command(sys.argv[1])(nothing)


@app.callback()
def _program(version: bool = False, debug: bool = False) -> None:
    """The same flags as the program's."""


app()
