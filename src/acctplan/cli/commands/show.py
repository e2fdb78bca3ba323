"""Show one plan.

Everything the plan says, with names for ids, what is late and how old each block is. --ids gives the ids of its items in place of it:
what `set`, `done`, `move`, `remove` and `history` are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    import typer

    from acctplan.cli import complete
    from acctplan.cli.context import Session

PANEL = "Look"
TAKES = ("report", "read")
RECALLS = "plan"
EXAMPLE = "acctplan show larchfield-outfitters --brief"


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    brief: Annotated[bool, typer.Option("--brief", help="Only the head and the five blocks.")] = False,
    ids: Annotated[bool, typer.Option("--ids", help="The ids of its items.")] = False,
) -> int:
    from acctplan import registry
    from acctplan.cli.exits import OK, UNTRUSTED
    from acctplan.cli.reading import doubted, plan_view_of
    from acctplan.errors import ValueRefused

    if ids and brief:
        raise ValueRefused("--ids and --brief show different things", "Give one of the two.")
    session.say_state()
    result = plan_view_of(session, plan)
    if ids:
        from acctplan.cli.items import every_item, words_at
        from acctplan.views.ids import Named, view

        session.emit(view(Named(result, tuple((path, words_at(result.plan, path)) for path in every_item(result.plan)))))
    else:
        session.emit(registry.load("acctplan.views", "five-block" if brief else "plan").view(result))
    return UNTRUSTED if doubted(session, plan) else OK
