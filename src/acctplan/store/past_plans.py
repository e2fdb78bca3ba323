"""Versions of one plan, whole or of one field alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from acctplan.model.change import Change
from acctplan.model.plan import Plan
from acctplan.model.revision import FileChange
from acctplan.planfile.cosmetic import rewritten
from acctplan.planfile.decode import decode
from acctplan.planfile.events import Refused
from acctplan.planfile.parse import parse_bytes
from acctplan.planfile.sections import BODY, ReadOnce, sections

from .git import Repository
from .shelf import Desk


class PastPlans:
    """The versions that some changes of a plan lead through, by blob: all fetched at once, each read once."""

    def __init__(self, repository: Repository, changes: Iterable[FileChange], plan_id: str, desk: Desk) -> None:
        self.repository = repository
        self.blobs = sorted({blob for change in changes for blob in (*change.before, change.after) if blob})
        self.plan_id = plan_id
        self.desk = desk
        self.whole: dict[str, Plan | None] = {}
        self.parts: dict[tuple[str, tuple[str, ...]], Plan | None] = {}
        self.lines: dict[str, dict[str, str] | None] = {}
        self.field = ReadOnce()

    @cached_property
    def here(self) -> list[str]:
        """The versions that the clone holds; git is never asked for one it would have to fetch."""
        held = self.repository.objects() if self.repository.partial else None
        return [blob for blob in self.blobs if held is None or blob in held]

    @property
    def complete(self) -> bool:
        """Whether the clone holds the whole history, with every version."""
        return not self.repository.shallow and len(self.here) == len(self.blobs)

    @cached_property
    def contents(self) -> dict[str, bytes]:
        """The bytes of every version that is here."""
        return self.repository.blobs(self.here)

    def load(self, blob: str) -> Plan | None:
        """A version; None if it cannot be read or is not here."""
        if blob not in self.whole:
            data = self.contents.get(blob)
            parsed = parse_bytes(data, self.plan_id, self.desk.team, self.desk.settings.fiscal) if data is not None else None
            self.whole[blob] = parsed.plan if parsed else None
        return self.whole[blob]

    def glimpse(self, blob: str, *fields: str) -> Plan | None:
        """A version of which only some fields need be there, in long form and not judged; None if it cannot be read."""
        if (blob, fields) not in self.parts:
            self.parts[blob, fields] = self._glimpse(blob, fields) or self.load(blob)
        return self.parts[blob, fields]

    def rewritten(self, before: str, after: str | None, meant: Collection[str], *, now: str) -> list[Change]:
        """What two versions write in another way and mean alike; of the fields in `meant`, comments alone. None is the text `now`."""
        old, new = (self._text(blob) if blob else now for blob in (before, after))
        return [] if old is None or new is None else rewritten(self.plan_id, old, new, meant)

    def _text(self, blob: str) -> str | None:
        data = self.contents.get(blob)
        text = decode(data) if data is not None else None
        return text if isinstance(text, str) else None

    def _glimpse(self, blob: str, fields: tuple[str, ...]) -> Plan | None:
        parts = self._sections(blob)
        if parts is None or BODY in fields:
            return None
        try:
            tree = {field: self.field(parts, field, self.desk.team) for field in fields if field in parts}
        except Refused:
            return None
        return Plan(id=self.plan_id, tree=tree, body="")

    def _sections(self, blob: str) -> dict[str, str] | None:
        if blob not in self.lines:
            text = self._text(blob)
            self.lines[blob] = sections(text) if text is not None else None
        return self.lines[blob]
