"""Show one plan.

Everything the plan says, with names for ids, what is late and how old each block is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Look"
TAKES = ("report", "read")
RECALLS = "plan"
EXAMPLE = "acctplan show larchfield-outfitters --as-of 2026-06-30"


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    brief: Annotated[bool, typer.Option("--brief", help="Only the head and the five blocks.")] = False,
) -> int:
    from acctplan import registry
    from acctplan.cli.exits import OK, UNTRUSTED
    from acctplan.cli.reading import doubted, plan_view_of

    session.say_state()
    result = plan_view_of(session, plan)
    session.emit(registry.load("acctplan.views", "five-block" if brief else "plan").view(result))
    return UNTRUSTED if doubted(session, plan) else OK
