"""Render a plan as a page: one HTML file, Markdown or text.

--view full is the whole plan, five-block one page for busy people. Views of the book's own lie in templates/views/ as
NAME.html.j2, NAME.md.j2 or NAME.txt.j2; they see plain data only and run apart, with limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Look"
TAKES = ("report", "read")
EXAMPLE = "acctplan render larchfield-outfitters --view five-block --format html -o larchfield.html"
VIEWS = {"full": "plan", "five-block": "five-block"}


def command(
    session: Session,
    plan: Annotated[str, typer.Argument(help="The plan's id.", autocompletion=complete.plans)],
    view: Annotated[
        str, typer.Option("--view", metavar="VIEW", help="full, five-block or the book's own.", autocompletion=complete.views)
    ] = "full",
) -> int:
    from acctplan import registry
    from acctplan.cli.exits import OK, UNTRUSTED
    from acctplan.cli.own_views import own_views, render_own
    from acctplan.cli.pick import pick
    from acctplan.cli.reading import doubted, plan_view_of

    session.say_state()
    result = plan_view_of(session, plan)
    pick(view, [*VIEWS, *own_views(session.book)], "view")
    if view in VIEWS:
        session.emit(registry.load("acctplan.views", VIEWS[view]).view(result))
    else:
        render_own(session, view, result)
    return UNTRUSTED if doubted(session, plan) else OK
