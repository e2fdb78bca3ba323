"""The past of a snippet's plan: what it said before each change that its comments tell, newest first.

`# change: DAY OLD => NEW` put NEW where OLD stood (nothing, where OLD is empty; `\\n` is a line's end); `# mechanical: …` is the same by
a mechanical commit; `# began: DAY` is the first version; `# fact then: …` are the facts as they were at each of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from acctplan.analysis.past_values import NO_PAST, Archive, Past
from acctplan.model.facts import Facts
from acctplan.model.revision import FileChange, Revision
from acctplan.model.team import Team
from acctplan.planfile.config import parse_facts
from acctplan.planfile.parse import parse_tree
from acctplan.planfile.sections import sections

_CHANGE = re.compile(r"^\s*# (change|mechanical): (\d{4}-\d{2}-\d{2}) (.*?) ?=> ?(.*)$", re.MULTILINE)
_BEGAN = re.compile(r"^\s*# began: (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_FACT = re.compile(r"^\s*# fact then: (.+)$", re.MULTILINE)
_SCENE = re.compile(r"^# .*\n", re.MULTILINE)


class Shelf(Archive):
    """Versions by their place; `asked` are those of which a block was read."""

    def __init__(self, texts: list[str], facts: str, team: Team) -> None:
        self.texts = texts
        self.facts_then = facts
        self.team = team
        self.kept: dict[str, Mapping[str, str]] = {}
        self.asked: list[str] = []

    def holds(self, blob: str) -> bool:
        return int(blob) < len(self.texts)

    def lines(self, blob: str, block: str) -> str | None:
        return (sections(self.texts[int(blob)]) or {}).get(block)

    def tree(self, blob: str, block: str) -> Mapping[str, Any] | None:
        self.asked.append(f"{blob} {block}")
        read = parse_tree(self.texts[int(blob)].encode(), self.team)
        return read[0] if read else None

    def facts_text(self, commit: str, account: str) -> str | None:
        return f"account: {account}\n{self.facts_then}" if self.facts_then else None

    def facts(self, data: str) -> Facts | None:
        return parse_facts(data.encode()).value

    def recall(self, key: str) -> Mapping[str, str] | None:
        return self.kept.get(key)

    def keep(self, key: str, found: Mapping[str, str]) -> None:
        self.kept[key] = found


def past_of(snippet: str, text: str, team: Team, today: date) -> Past:
    """The past that a snippet tells; none where it tells of no change and no beginning."""
    text = _SCENE.sub("", text)
    changes, texts = [], [text]
    for place, (kind, day, old, new) in enumerate(_CHANGE.findall(snippet)):
        before, after = (words.replace("\\n", "\n") for words in (old, new))
        assert texts[-1].count(after) == 1, f"{after!r} stands {texts[-1].count(after)} times"
        texts.append(texts[-1].replace(after, before))
        changes.append(_change(day, str(place), (str(place + 1),), mechanical=kind == "mechanical"))
    began = _BEGAN.search(snippet)
    if began:
        changes.append(_change(began[1], str(len(texts) - 1), (None,)))
    if not changes:
        return NO_PAST
    read = parse_tree(text.encode(), team)
    assert read
    shelf = Shelf(texts, "\n".join(_FACT.findall(snippet)), team)
    return Past(("example", read[0], lambda block: shelf.lines("0", block)), "0", shelf, lambda _day: changes, today=today)


def _change(day: str, blob: str, before: tuple[str | None, ...], *, mechanical: bool = False) -> FileChange:
    at = datetime.combine(date.fromisoformat(day), time(9), UTC)
    revision = Revision(f"{blob:0>40}", "Dana Kim", "Dana Kim", "dana@northpeak.example", at, at, "Change", mechanical)
    return FileChange(revision, "plans/example.md", ("plans/example.md",), before, blob)
