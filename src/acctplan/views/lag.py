"""How long plans take: owners, plans, and what waited longest."""

from __future__ import annotations

from textwrap import shorten

from acctplan.analysis.lag import Wait
from acctplan.analysis.lag_over_book import BookLag, Pace
from acctplan.report import Cell, Column, Heading, Listing, Piece, Prose, Report, Table

_LONGEST, _TITLE = 10, 90


def view(result: BookLag) -> Report:
    """Two tables of medians, then the longest waits; what was answered the same day did not wait."""
    pieces: list[Piece] = [
        Heading("How long plans take", 1),
        Prose("Medians in days; what still waits counts with its days so far.", "dim"),
        Heading("By owner"),
        Table(_columns("owner"), tuple(_row(pace) for pace in result.owners), "No plan yet: `acctplan new` makes one."),
        Heading("By plan"),
        Table(_columns("plan"), tuple(_row(pace) for pace in result.plans), "No plan yet: `acctplan new` makes one."),
    ]
    waits = [wait for wait in result.waits if wait.days or wait.open][:_LONGEST]
    if waits:
        names = {pace.key: pace.name for pace in result.plans}
        pieces += [Heading("Longest waits"), Listing(tuple(_told(wait, names[wait.plan]) for wait in waits))]
    unknown = sum(pace.unknown for pace in result.plans)
    if result.cut:
        pieces.append(Prose("This clone's history is cut short: edits and days of actions before it are not counted.", "warn"))
    if unknown:
        word = "movement or red flag" if unknown == 1 else "movements and red flags"
        pieces.append(Prose(f"Left out: {unknown} {word} of before the known history.", "warn"))
    return Report("lag", "How long plans take", tuple(pieces), result.data())


def _columns(first: str) -> tuple[Column, ...]:
    return (
        Column(first, least=12),
        Column("to answer", right=True, least=6),
        Column("unanswered", right=True, least=10),
        Column("to raise", right=True, least=6),
        Column("not raised", right=True, least=6),
        Column("edits on review days", right=True, least=11, drop=2),
        Column("action with us", right=True, least=7, drop=1),
        Column("with them", right=True, least=5, drop=1),
    )


def _row(pace: Pace) -> tuple[Cell, ...]:
    share = f"{pace.on_review_days} of {pace.edits}, {pace.on_review_days / pace.edits:.0%}".replace("%", " %") if pace.edits else "–"
    return (
        Cell(pace.name),
        Cell(_days(pace.to_answer)),
        Cell(str(pace.unanswered), "bad" if pace.unanswered else ""),
        Cell(_days(pace.to_raise)),
        Cell(str(pace.not_raised), "bad" if pace.not_raised else ""),
        Cell(share),
        Cell(_days(pace.with_us)),
        Cell(_days(pace.with_them)),
    )


def _days(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _told(wait: Wait, account: str) -> Cell:
    answered, waiting = ("raised", "not raised") if wait.kind == "red-flag" else ("answered", "unanswered")
    days = f"{wait.days} day{'' if wait.days == 1 else 's'}"
    about = f"{account}: “{shorten(wait.title, _TITLE, placeholder='…')}” of {wait.since}"
    if wait.until:
        return Cell(f"{about} {answered} after {days}, on {wait.until}.")
    if wait.open:
        return Cell(f"{about} {waiting} for {days}.", "bad")
    return Cell(f"{about} ended after {days}, {waiting}.", "warn")
