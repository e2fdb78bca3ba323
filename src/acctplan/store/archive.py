"""Old versions of plans and facts as the rules that look into the past ask for them, and what was found out about them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from acctplan.analysis.past_values import Archive
from acctplan.model.facts import Facts
from acctplan.planfile.config import parse_facts
from acctplan.planfile.events import Refused
from acctplan.planfile.parse import parse_tree

from .root import FACTS
from .versions import Versions


class GitArchive(Archive):
    """The archive of a repository, through the process and the cache of its versions. `parsed` counts the blocks parsed for it."""

    def __init__(self, versions: Versions, prefix: str) -> None:
        self.versions = versions
        self.prefix = prefix
        self.parsed = 0

    def holds(self, blob: str) -> bool:
        return self.versions.data(blob) is not None

    def lines(self, blob: str, block: str) -> str | None:
        return (self.versions.sections(blob) or {}).get(block)

    def tree(self, blob: str, block: str) -> Mapping[str, Any] | None:
        data = self.versions.data(blob)
        if data is None:
            return None
        self.parsed += 1
        parts, people = self.versions.sections(blob), self.versions.desk.team
        with suppress(Refused):
            if parts is not None:
                return {block: self.versions.field(parts, block, people)} if block in parts else {}
        read = parse_tree(data, people)
        return read[0] if read else None

    def facts_text(self, commit: str, account: str) -> str | None:
        name = f"{commit}:{self.prefix}{FACTS}/{account}.yaml"
        if self.versions.here is not None or not name.isprintable() or " " in name or not name.isascii():
            return None
        data = self.versions.reader.get(name)
        return data.decode("utf-8", "replace") if data is not None else None

    def facts(self, data: str) -> Facts:
        return parse_facts(data.encode()).value

    def recall(self, key: str) -> Mapping[str, str] | None:
        name = f"past:{key}"
        found, known = (True, self.versions.fresh[name]) if name in self.versions.fresh else self.versions.known.get(name)
        return known if found else None

    def keep(self, key: str, found: Mapping[str, str]) -> None:
        self.versions.fresh[f"past:{key}"] = found
