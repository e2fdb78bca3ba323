"""What is new to a reader: account by account, in sentences, those that moved most first."""

from __future__ import annotations

from acctplan.analysis.news import News
from acctplan.report import Heading, Listing, Piece, Prose, Report

from .diff import points


def view(result: News) -> Report:
    """A section for each plan with something new, then the counts and what was left out."""
    team, told = result.told.team, result.told
    title = f"What is new to {team.name(result.reader)}"
    pieces: list[Piece] = [Heading(title, 1), Prose(f"From {told.old_said} to {told.new_said}.", "dim")]
    if result.whose:
        pieces.append(Prose(f"Accounts of {', '.join(team.name(person) for person in result.whose)}.", "dim"))
    for plan in told.plans:
        pieces += [Heading(f"{plan.account} ({plan.plan})"), Listing(points(plan, told))]
    count = sum(len(plan.changes) for plan in told.plans)
    said = f"{_count(count, 'change')} in {_count(len(told.plans), 'plan')}" if count else "Nothing is new"
    own = f" Left out: {_count(result.own, 'change')} {team.name(result.reader)} made." if result.own else ""
    pieces.append(Prose(f"{said}, nothing new in {told.same}.{own}" if count else f"{said}.{own}", "dim"))
    pieces += [Prose(f"Not compared: {reason}", "warn") for reason in told.unreadable]
    return Report("changes", title, tuple(pieces), result.data())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
