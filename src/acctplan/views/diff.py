"""What changed between two states: account by account, in sentences."""

from __future__ import annotations

from itertools import groupby

from acctplan.analysis.difference import BookDifference, PlanDifference
from acctplan.report import Cell, Heading, Listing, Piece, Prose, Report

from ._sentences import sentence


def view(result: BookDifference) -> Report:
    """A section for each plan that changed, then the counts."""
    pieces: list[Piece] = [Heading("What changed", 1), Prose(f"From {result.old_said} to {result.new_said}.", "dim")]
    for plan in result.plans:
        pieces += [Heading(f"{plan.account} ({plan.plan})"), Listing(points(plan, result))]
    count = sum(len(plan.changes) for plan in result.plans)
    same = f", {result.same} unchanged" if result.same else ""
    pieces.append(Prose(f"{_count(count, 'change')} in {_count(len(result.plans), 'plan')}{same}.", "dim"))
    pieces += [Prose(f"Not compared: {reason}", "warn") for reason in result.unreadable]
    return Report("diff", "What changed", tuple(pieces), result.events())


def points(plan: PlanDifference, result: BookDifference) -> tuple[Cell, ...]:
    """One point for each thing that changed: neighbouring sentences about the same are joined, the gravest gives the tone."""
    said = [sentence(change, plan.old, plan.new, result.team, result.fiscal) for change in plan.changes]
    points = []
    for about, group in groupby(said, key=lambda line: line.about):
        lines = list(group)
        words = "; ".join(line.said for line in lines)
        tone = next((grave for grave in ("bad", "warn", "good") if any(line.tone == grave for line in lines)), lines[0].tone)
        points.append(Cell(f"{about} {words}.", tone))
    return tuple(points)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
