"""A Typer program of one command with the parameters of one of ours, and another body."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from acctplan import registry
from acctplan.cli import assemble
from acctplan.cli.program import PACKAGE


def run(body: Callable[..., None]) -> None:
    """Run the body as the command that the first argument names."""
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    bound = assemble.bound(registry.load(PACKAGE, sys.argv[1]))
    body.__signature__ = bound.__signature__  # type: ignore[attr-defined]
    body.__annotations__ = bound.__annotations__
    app.command(sys.argv[1])(body)

    @app.callback()
    def _program(version: bool = False, debug: bool = False) -> None:
        """The same flags as the program's."""

    app()
