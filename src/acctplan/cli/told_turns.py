"""Turns of plans as they are told, by a format or to people; what was told before is not read again."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from acctplan.report import Cell

if TYPE_CHECKING:
    from acctplan.analysis.book_history import Turn
    from acctplan.store.book_history import BookHistory
    from acctplan.store.told_turns import Told, ToldTurns
    from acctplan.views.book_history import Row

    from .context import Session

Placed = tuple[int, str, Any]
"""Where a turn stands among others: in the order of commits, then of plans; and what is told of it."""


class Telling:
    """Tells the turns of a book's plans: packed entries for machines, rows for people. `kept` is what was told before."""

    def __init__(self, session: Session, past: BookHistory, *, machine: bool) -> None:
        from acctplan.formats import json
        from acctplan.report import Written
        from acctplan.views.book_history import row

        team, fiscal = session.desk.team, session.desk.settings.fiscal
        self.past = past
        self.machine = machine
        self.row: Callable[[Turn], Row] = lambda turn: row(turn, team, fiscal)
        self.entry: Callable[[Turn], bytes] = lambda turn: Written.pack(json.entry(turn.data()))
        self.kept = None if session.options.get("no_cache") or past.here is not None else _kept(session)

    def part(self, ids: list[str]) -> list[Placed]:
        """What is told of some plans."""
        if self.kept is None:
            tell = self.entry if self.machine else self.row
            return [(turn.at, turn.plan, tell(turn)) for turn in self.past.turns(ids) if not turn.silent]
        return self._remembered(ids, self.kept)

    def _remembered(self, ids: list[str], kept: ToldTurns) -> list[Placed]:
        """The same, of which only what was not told before is read; both ways of telling are kept."""
        from acctplan.store.told_turns import marks

        found: list[Placed] = []
        all_marks = {key: marks(self.past.steps(key)) for key in ids}
        known = {key: _holding(told, all_marks[key]) for key, told in kept.get(ids).items()}
        for key, told in known.items():
            for step, (_, _, row, entry) in zip(self.past.steps(key), told, strict=False):
                if row is not None:
                    found.append((self.past.order[step.revision.commit], key, self._again(row, entry)))
        passed = {key: (len(told), told[-1][1]) for key, told in known.items() if told}
        fresh: dict[str, Told] = {}
        unsure: set[str] = set()
        for turn in self.past.turns(ids, passed):
            row, entry = (None, None) if turn.silent else (self.row(turn), self.entry(turn))
            if row is not None:
                found.append((turn.at, turn.plan, entry if self.machine else row))
            if turn.event.unreadable:
                unsure.add(turn.plan)
            elif turn.event.revision:
                told = fresh.setdefault(turn.plan, list(known.get(turn.plan, ())))
                packed = b2a_base64(entry, newline=False).decode("ascii") if entry else None
                told.append([all_marks[turn.plan][len(told)], turn.account, row, packed])
        kept.put({key: told for key, told in fresh.items() if key not in unsure})
        return found

    def _again(self, row: list[list[Any]], entry: str) -> Any:
        return a2b_base64(entry) if self.machine else tuple(Cell(text, tone) for text, tone in row)


def _holding(told: Told, now: list[str]) -> Told:
    """As much of what was told as led to what there is now."""
    number = next((place for place, one in enumerate(told) if place >= len(now) or one[0] != now[place]), len(told))
    return told[:number]


def _kept(session: Session) -> ToldTurns:
    from acctplan.store.told_turns import told_turns

    from .stamp import stamp

    return told_turns(session.desk.team, stamp(), repr(session.desk.settings.fiscal))
