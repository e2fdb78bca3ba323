"""Every field of a plan with its age and who said it in the margin."""

from __future__ import annotations

from typing import Any

from acctplan.analysis.blame import Belief, Blame
from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table, Tone

from ._words import author


def view(result: Blame) -> Report:
    """The oldest first in words, then a row for each field in the plan's order."""
    about = f"{result.account}: {result.path}" if result.path else result.account
    pieces: list[Piece] = [Heading(f"Beliefs of {about}", 1)]
    oldest = result.oldest
    if oldest is not None and len(result.beliefs) > 1:
        old = sum(result.is_old(belief) for belief in result.beliefs)
        pieces.append(
            Prose(
                f"The oldest is {'.'.join(oldest.path)}, {_age(oldest, result)}. "
                f"{old} of {len(result.beliefs)} {'is' if old == 1 else 'are'} older than {result.stale_after} days."
            )
        )
    columns = (
        Column("age", right=True, least=8), Column("who", least=10), Column("since", least=10, drop=2), Column("commit", least=8, drop=1),
        Column("field", least=16), Column("says", least=24),
    )  # fmt: skip
    pieces.append(Table(columns, tuple(_row(belief, result) for belief in result.beliefs), "The plan says nothing here."))
    if not result.complete:
        pieces.append(Prose("This clone's history is cut short: ages are at most as old as it.", "warn"))
    return Report("blame", f"Beliefs of {about}", tuple(pieces), result.data())


def _row(belief: Belief, result: Blame) -> tuple[Cell, ...]:
    tone: Tone = "warn" if result.is_old(belief) else ""
    since = str(belief.on) if belief.on else "unknown"
    return (
        Cell(f"{_age(belief, result)}{', confirmed' if belief.confirmed else ''}", tone),
        Cell(author(belief.by or "unknown"), tone),
        Cell(since, "dim"),
        Cell(belief.commit[:8] if belief.commit else "–", "dim"),
        Cell(".".join(belief.path), tone),
        Cell(_words(belief.said), tone),
    )


def _age(belief: Belief, result: Blame) -> str:
    days = belief.days(result.today)
    return "unknown" if days is None else "today" if days == 0 else f"{days} day{'' if days == 1 else 's'}"


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value)
    return " ".join(str(value).split())
