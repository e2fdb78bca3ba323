"""What changed in a book's worth of accounts, in no more than three lines each."""

from __future__ import annotations

from math import ceil

from acctplan.analysis.difference import BookDifference, PlanDifference
from acctplan.report import Cell, Heading, Listing, Piece, Prose, Report, Tone

from ._sentences import Sentence
from ._words import clipped
from .diff import count, ending, points, said, spans
from .diff import view as in_full

_COLUMNS = 76
"""Columns of a line of a list in a terminal of eighty."""
_LINES_EACH, _ROOM = 3, 50
_MOST_SAID = 130


def view(result: BookDifference) -> Report:
    """Accounts by how much they moved, each with what is most consequential; all of it where that takes no more lines."""
    if _fits(result):
        return in_full(result)
    pieces: list[Piece] = [Heading("What changed", 1), Prose(spans(result), "dim")]
    moved = [plan for plan in result.plans if any(change.source == "human" for change in plan.changes)]
    synced = [plan for plan in result.plans if plan not in moved]
    cells: list[Cell] = []
    room = _ROOM - 2 * bool(synced)
    for plan in moved:
        cell = _told(plan, result)
        if sum(_lines(told.text) for told in (*cells, cell)) > room:
            break
        cells.append(cell)
    rest = moved[len(cells) :]
    cells += [Cell(clipped(f"{count(len(rest), 'account')} moved less: {_names(rest)}", 2 * _COLUMNS - 8) + ".", "dim")] if rest else []
    cells += [Cell(clipped(f"Nothing but synced figures: {_names(synced)}", 2 * _COLUMNS - 8) + ".", "dim")] if synced else []
    more = Prose("--full tells everything, a plan's name all of that plan, --summary the whole in a dozen lines.", "dim")
    return Report("diff", "What changed", (*pieces, Listing(tuple(cells)), *ending(result), more), result.events())


def _fits(result: BookDifference) -> bool:
    """Whether all of it takes no more lines than a terminal's page of a book may."""
    lines = 0
    for plan in result.plans:
        lines += 3 + sum(_lines(point.text) for point in points(plan, result))
        if lines > _ROOM:
            return False
    return True


def _told(plan: PlanDifference, result: BookDifference) -> Cell:
    """An account in at most three lines: first what is for the better or the worse, each in the order of consequence."""
    lines = [line for line in said(plan, result) if line.about != "Synced:"]
    ordered = [*(line for line in lines if line.tone in ("bad", "good")), *(line for line in lines if line.tone not in ("bad", "good"))]
    text = f"{plan.account} ({count(len(plan.changes), 'change')}):"
    shown, about = 0, ""
    for line in ordered:
        put = f"{text}{';' if shown else ''} {clipped(line.said if line.about == about else line.text, _MOST_SAID)}"
        if shown and _lines(f"{put}; and {len(plan.changes)} more.") > _LINES_EACH:
            break
        text, shown, about = put, shown + 1, line.about
    left = len(plan.changes) - shown
    return Cell(f"{text}; and {left} more." if left else f"{text}.", _tone(ordered[:shown]))


def _tone(lines: list[Sentence]) -> Tone:
    return "bad" if any(line.tone == "bad" for line in lines) else ""


def _names(plans: list[PlanDifference]) -> str:
    return ", ".join(plan.account for plan in plans)


def _lines(text: str) -> int:
    """Lines that a point takes in a terminal of eighty columns, words that do not fit at their ends counted in."""
    return ceil(len(text) / (_COLUMNS - 4))
