"""What `fmt` did, in words; and a plan from stdin to stdout."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from acctplan.errors import ValueRefused
from acctplan.model.book import Book, Entry
from acctplan.planfile.limits import FILE_BYTES
from acctplan.planfile.parse import parse_bytes
from acctplan.planfile.reform import reform

from .exits import OK, UNTRUSTED
from .mechanical import readable

if TYPE_CHECKING:
    from acctplan.planfile.replacement import Form

    from .context import Session

_KINDS = {
    "actions": ("action", "actions"), "health": ("health dimension", "health dimensions"), "goals": ("key result", "key results"),
    "opportunities": ("signal", "signals"), "purchase": ("challenge", "challenges"), "swot": ("SWOT point", "SWOT points"),
    "success_criteria": ("success criterion", "success criteria"), "our_goals": ("goal of ours", "goals of ours"),
    "insights": ("insight", "insights"), "questions": ("question", "questions"), "milestones": ("milestone", "milestones"),
    "competitors": ("competitor", "competitors"), "research": ("research note", "research notes"),
    "touchpoints": ("touchpoint", "touchpoints"),
}  # fmt: skip


def words_of(places: Iterable[tuple[str, ...]], form: str) -> str:
    """How many items of which kind are in a form now.

    >>> words_of([("actions", "a"), ("actions", "b"), ("goals", "g", "key_results", "k")], "short")
    '2 actions and 1 key result in short form'
    """
    counts = Counter(place[0] for place in places)
    said = [f"{count} {_KINDS[block][count > 1]}" for block, count in counts.items()]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{listed} in {form} form"


def kept_long(count: int) -> str:
    """What is told of the items that stay long."""
    return f"{count} item{'s stay' if count > 1 else ' stays'} long: short form cannot hold all {'they say' if count > 1 else 'it says'}."


def filtered(session: Session, form: Form) -> int:
    """The plan from stdin in a form, to stdout; nothing where it cannot be trusted. Raises ValueRefused for options of files."""
    if any(session.options.get(name) for name in ("commit", "message", "diff", "dry_run")):
        raise ValueRefused("a plan from stdin has no file to write", "Leave out --commit, -m, --diff and --dry-run.")
    data = sys.stdin.buffer.read(FILE_BYTES + 1)
    parsed = parse_bytes(data, "stdin", session.team, session.settings.fiscal)
    entry = Entry("stdin", "stdin", data.decode("utf-8", "replace"), parsed.plan, parsed.faults)
    sound, _ = readable(session, Book(session.settings, session.team, {entry.id: entry}))
    for one in sound:
        sys.stdout.write(reform(one.text, form, session.team).text)
    return OK if sound else UNTRUSTED
