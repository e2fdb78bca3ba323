"""A Typer command with the parameters of `set` that only reads a plan and writes it again: the floor of an edit."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from acctplan import registry
from acctplan.cli import assemble
from acctplan.cli.program import PACKAGE


def again(**values: object) -> None:
    """Read the plan and write it."""
    path = Path("plans", f"{values['plan']}.md")
    path.write_bytes(path.read_bytes())


app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
bound = assemble.bound(registry.load(PACKAGE, sys.argv[1]))
again.__signature__ = bound.__signature__  # type: ignore[attr-defined]
again.__annotations__ = bound.__annotations__
app.command(sys.argv[1])(again)


@app.callback()
def _program(version: bool = False, debug: bool = False) -> None:
    """The same flags as the program's."""


app()
