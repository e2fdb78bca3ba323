"""What changed between two states: account by account, in sentences."""

from __future__ import annotations

from itertools import groupby

from acctplan.analysis.difference import BookDifference, PlanDifference
from acctplan.model.change import Change
from acctplan.report import Cell, Code, Column, Heading, Listing, Piece, Prose, Report, Table, Tone

from ._sentences import Sentence, sentences

_MOST_KINDS = 8
_GRAVEST: tuple[Tone, ...] = ("bad", "warn", "good")


def view(result: BookDifference) -> Report:
    """The accounts by how much they moved, where there are several, a section for each, then the counts."""
    pieces: list[Piece] = [Heading("What changed", 1), Prose(spans(result), "dim")]
    if len(result.plans) > 1:
        rows = tuple((Cell(plan.account), Cell(str(len(plan.changes))), Cell(kinds(plan), "dim")) for plan in result.plans)
        pieces.append(Table((Column("account", least=16), Column("changes", right=True), Column("in")), rows))
    for plan in result.plans:
        pieces += [Heading(f"{plan.account} ({plan.plan})"), Listing(points(plan, result))]
    return Report("diff", "What changed", (*pieces, *ending(result)), result.events())


def spans(result: BookDifference) -> str:
    """Which two states are compared."""
    return f"From {result.old_said} to {result.new_said}."


def points(plan: PlanDifference, result: BookDifference) -> tuple[Cell, ...]:
    """One point for each thing that changed: neighbouring sentences about the same are joined, the gravest gives the tone."""
    points = []
    for about, group in groupby(said(plan, result), key=lambda line: line.about):
        lines = list(group)
        words = "; ".join(line.said for line in lines)
        tone = next((grave for grave in _GRAVEST if any(line.tone == grave for line in lines)), lines[0].tone)
        points.append(Cell(f"{about} {words}.", tone))
    return tuple(points)


def said(plan: PlanDifference, result: BookDifference) -> list[Sentence]:
    """The changes of an account in words, in their order."""
    return sentences(plan.changes, plan.old, plan.new, result.team, result.fiscal)


def kinds(plan: PlanDifference) -> str:
    """Where an account changed: its blocks, in the order they are told in."""
    found = list(dict.fromkeys(_block(change) for change in plan.changes))
    more = len(found) - _MOST_KINDS
    return ", ".join(found[:_MOST_KINDS]) + (f" and {more} more" if more > 0 else "")


def _block(change: Change) -> str:
    name = change.path[0] if change.path else "plan"
    word = {"body": "notes", "facts": "synced"}.get(name, name.replace("_", " "))
    return "layout" if change.source == "cosmetic" else word


def ending(result: BookDifference) -> list[Piece]:
    """The counts, and what could not be compared, line by line."""
    changes = [change for plan in result.plans for change in plan.changes]
    synced, cosmetic = (sum(change.source == source for change in changes) for source in ("synced", "cosmetic"))
    parts = [f"{number} {word}" for number, word in ((synced, "synced"), (cosmetic, "cosmetic")) if number]
    of_these = f" ({', '.join(parts)})" if parts else ""
    same = f", {result.same} unchanged" if result.same else ""
    noun = "plan" if all(plan.old or plan.new for plan in result.plans) else "account"
    pieces: list[Piece] = [Prose(f"{count(len(changes), 'change')}{of_these} in {count(len(result.plans), noun)}{same}.", "dim")]
    for reason in result.unreadable:
        pieces.append(Prose(f"Not compared: {reason}", "warn"))
    for text in result.texts:
        pieces.append(Heading(f"{text.file}, line by line"))
        pieces += [Code("\n".join(text.lines))] if text.lines else []
        pieces += [Prose(text.note, "dim")] if text.note else []
    return pieces


def count(number: int, noun: str) -> str:
    """A number of things."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
