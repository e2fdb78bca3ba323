"""When a plan changed, who changed it, from what to what, and why."""

from __future__ import annotations

from acctplan.analysis.biography import Biography
from acctplan.report import Cell, Column, Heading, Piece, Prose, Report, Table, Trend

from ._sentences import sentence
from ._words import author, purpose


def view(result: Biography) -> Report:
    """A picture where the value is a number or stands on a scale, then one row an event."""
    about = f"{result.account}: {result.path}" if result.path else result.account
    pieces: list[Piece] = [Heading(f"History of {about}", 1)]
    if result.samples:
        pieces.append(
            Trend(result.path, tuple((sample.label, Cell(sample.words, sample.tone), sample.height) for sample in result.samples))
        )
    elif result.turns:
        pieces.append(
            Trend(result.path, tuple((turn.label, Cell(turn.words, turn.tone), turn.height) for turn in result.turns), brief=True)
        )
    rows = []
    for event in result.timeline.events:
        when = str(event.revision.day) if event.revision else "not committed"
        who = author(event.revision.author) if event.revision else "you"
        why = purpose(event.revision.subject) if event.revision else ""
        said = [sentence(change, event.old, event.new, result.team, result.fiscal) for change in event.changes]
        lines = [Cell(line.text, line.tone) for line in said] or [Cell("The file could not be read on one side", "warn")]
        for place, line in enumerate(lines):
            rows.append((Cell(when if place == 0 else ""), Cell(who if place == 0 else ""), line, Cell(why if place == 0 else "", "dim")))
    columns = (Column("when", least=10), Column("who", least=8), Column("what changed", least=30), Column("why", drop=1, least=20))
    if not result.samples or result.every_change:
        pieces.append(Table(columns, tuple(rows), "Nothing here has changed since the plan began."))
    if result.uncovered:
        spans = " and ".join(f"{first} to {last}" for first, last in result.uncovered)
        why = f"the table of fiscal years runs from {result.fiscal.reach}"
        pieces.append(Prose(f"Not shown, as {why}: {spans}. Add years to see them.", "warn"))
    if not result.timeline.complete:
        pieces.append(Prose("This clone's history is cut short: what is older is not shown.", "warn"))
    return Report("history", f"History of {about}", tuple(pieces), result.data())
