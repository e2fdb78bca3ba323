"""Tell what changed between two states of the plans, in sentences.

A state is a date, a period, a snapshot or a commit. FROM alone runs to now; FROM..TO or two states stand for both;
without any, what is not committed yet. An argument that is a plan's id narrows it to that plan; two files are compared
with each other. A book's worth of accounts is told in short; name one, or give --full, for all of it. What other systems
say is told as synced. --format patch gives a JSON patch (RFC 6902) of the plans' fields and words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    import typer

    from acctplan.cli import complete
    from acctplan.cli.context import Session

PANEL = "Review"
TAKES = ("difference", "remembered")
RECALLS = ""
REFERS = "states"
EXAMPLE = "acctplan diff FY2027-Q2..FY2027-Q3 larchfield-outfitters"


def command(
    session: Session,
    states: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FROM[..TO]] [PLAN...]", help="States and plans.", autocompletion=complete.times_and_plans, show_default=False
        ),
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 if anything differs.")] = False,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="PATH", help="Only goals, goals.ramp-up or *.*.owner.", show_default=False)
    ] = None,
    exclude: Annotated[list[str] | None, typer.Option("--exclude", metavar="PATH", help="All but this.", show_default=False)] = None,
    order: Annotated[bool, typer.Option("--order", help="Also what stands in another order.")] = False,
    cosmetic: Annotated[bool, typer.Option("--cosmetic", help="Also what is written anew and means the same.")] = False,
    summary: Annotated[bool, typer.Option("--summary", help="The whole in a dozen lines.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Every change of every account.")] = False,
    files: Annotated[bool, typer.Option("--files", help="The two arguments are files.")] = False,
) -> int:
    from acctplan.cli.compare import Wanted, compared
    from acctplan.cli.differences import show
    from acctplan.cli.exits import FOUND, OK, UNTRUSTED
    from acctplan.cli.two_files import compared_files, named_files

    wanted = Wanted(only or (), exclude or (), order=order, cosmetic=cosmetic)
    pair = named_files(session, states or [], said=files)
    result = compared_files(session, pair, wanted) if pair else compared(session, states or [], wanted)
    show(session, result, wanted, summary=summary, full=full or len(result.plans) == 1)
    if result.unreadable:
        return UNTRUSTED
    return FOUND if exit_code and result.plans else OK
