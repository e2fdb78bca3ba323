"""The agenda of a planning day, and one account of it."""

from __future__ import annotations

from acctplan.analysis.agenda import Agenda, Topic
from acctplan.analysis.difference import BookDifference
from acctplan.report import Cell, Column, Heading, Listing, Piece, Prose, Report, Table

from .diff import points


def view(result: Agenda) -> Report:
    """The accounts in order."""
    rows = tuple(
        (
            Cell(str(place)),
            Cell(topic.account, "dim" if topic.done else ""),
            Cell(topic.owner or "nobody"),
            Cell(str(topic.reviewed_on or "never")),
            Cell(str(len(topic.findings)), "warn" if topic.findings else "good"),
            Cell("done" if topic.done else "to do", "good" if topic.done else ""),
        )
        for place, topic in enumerate(result.topics, 1)
    )
    columns = (
        Column("", right=True, least=2),
        Column("account", least=16),
        Column("owner"),
        Column("last review", least=10),
        Column("findings", right=True),
        Column("state"),
    )
    pieces = (
        Heading(f"Planning day {result.on}", 1),
        Table(columns, rows, "No plan to look at."),
        Prose(f"{len(result.left)} of {len(result.topics)} to do.", "dim"),
    )
    return Report("review", "Planning day", pieces, result)


def topic_view(topic: Topic, place: str, since: BookDifference | None) -> Report:
    """One account: what changed since its last review, and its findings."""
    pieces: list[Piece] = [Heading(f"{place}  {topic.account} ({topic.plan})", 1)]
    if since is not None:
        pieces += [Heading(f"Since the review of {topic.reviewed_on}")]
        pieces += [Listing(points(plan, since)) for plan in since.plans] or [Prose("Nothing changed.", "dim")]
    else:
        pieces.append(Prose("This plan was never reviewed.", "dim"))
    pieces.append(Heading("Findings"))
    pieces.append(
        Listing(tuple(Cell(line, "bad" if line.startswith("error") else "warn") for line in topic.findings))
        if topic.findings
        else Prose("None.", "good")
    )
    return Report("review", topic.account, tuple(pieces), topic)
