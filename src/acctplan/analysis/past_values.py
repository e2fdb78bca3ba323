"""What a plan said before: the values its fields held, told from as few old versions as answer the question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Protocol

from acctplan.model.place import value_at
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from .item_lines import item_lines

if TYPE_CHECKING:
    from acctplan.model.facts import Facts
    from acctplan.model.revision import FileChange

Path = tuple[str, ...]
_SLIGHT = Pattern(r"^\s*(?:current|status|due):[^\n,{}>]*\n|, (?:now|by) [^,\n}]*|\bcurrent: [^,}\n]*", re.MULTILINE)
"""What moves in a goal while baselines and targets stay."""


class Said(NamedTuple):
    """A value and the day from which the plan said it. `by_hand` is False where a mechanical commit brought it."""

    on: date
    value: Any
    by_hand: bool = True


class Version(NamedTuple):
    """A version of the plan and the day from which it stood; `commit` is None for what is not committed or not known."""

    on: date
    blob: str
    by_hand: bool = True
    commit: str | None = None


class Archive(Protocol):
    """Old versions by blob, and what was once found out about some of them: digests only."""

    def holds(self, blob: str) -> bool:
        """Whether the clone holds a version."""

    def lines(self, blob: str, block: str) -> str | None:
        """The lines in which a version says what a block holds; None where only a parser finds them."""

    def tree(self, blob: str, block: str) -> Mapping[str, Any] | None:
        """The fields of a version in long form, of which only one block is asked for; None where it cannot be read."""

    def facts_text(self, commit: str, account: str) -> str | None:
        """The facts file of an account as a commit has it."""

    def facts(self, data: str) -> Facts | None:
        """The facts a file holds."""

    def recall(self, key: str) -> Mapping[str, str] | None:
        """What was found out under a key."""

    def keep(self, key: str, found: Mapping[str, str]) -> None:
        """Remember it."""


class Past:
    """The past of a plan from its versions. `back_to` gives the changes, newest first, that tell which versions stood since a day.

    `plan` is its id, its tree and what gives the lines of a block as it stands, named `own`.
    """

    def __init__(
        self,
        plan: tuple[str, Mapping[str, Any], Callable[[str], str | None]],
        own: str,
        archive: Archive,
        back_to: Callable[[date], Sequence[FileChange]],
        *,
        today: date,
    ) -> None:
        self._id, self._now, self._own_lines = plan
        self._own = own
        self._archive = archive
        self._back_to = back_to
        self._today = today
        self._trees: dict[tuple[str, str], Mapping[str, Any] | None] = {}
        self._parts: dict[str, Mapping[str, str]] = {}
        self._without: dict[str, str] = {}

    def varied(self, paths: Mapping[Path, str], since: date, least: int = 2) -> Mapping[Path, Sequence[Said]]:
        """Paths that held at least so many values one after another, newest first, the last as of `since`.

        Words given with a path must stand in its item: an item without them is another one, and its past ends there.
        """
        versions = list(self._versions(since))
        if not paths or len(versions) < least:
            return {}
        key = _digest("varied", least, sorted(paths.items()), [version.blob for version in versions])
        if self._archive.recall(key) == {}:
            return {}
        lines = {path: tuple(self._line(path, words, versions)) for path, words in paths.items()}
        found = {path: line for path, line in lines.items() if len(line) >= least}
        self._archive.keep(key, {_digest(path): "" for path in found})
        return found

    def then(self, paths: Iterable[Path], day: date) -> Mapping[Path, bool]:
        """Paths that the plan had at the end of a day, and whether they said what they say now."""
        wanted = list(paths)
        version = next((version for version in self._versions(day) if version.on <= day), None) if wanted else None
        if version is None:
            return {}
        key = _digest("then", self._own, version.blob)
        known = dict(self._archive.recall(key) or {})
        fresh = {_digest(path): self._compared(path, version.blob) for path in wanted if _digest(path) not in known}
        if fresh:
            self._archive.keep(key, known | fresh)
        said = known | fresh
        return {path: said[_digest(path)] == "same" for path in wanted if said[_digest(path)]}

    def facts_then(self, day: date, worth: Callable[[str], bool]) -> Facts | None:
        """The facts beside the plan's first version of that day or later; None where they are unknown or not worth reading."""
        commits = [version.commit for version in self._versions(day) if version.commit and version.on >= day]
        data = self._archive.facts_text(commits[-1], self._id) if commits else None
        return self._archive.facts(data) if data is not None and worth(data) else None

    def _versions(self, day: date) -> Iterator[Version]:
        """Versions newest first, back to the one that stood at the end of a day; fewer where the plan, or what is known, begins later."""
        changes = self._back_to(day)
        wanted = changes[0].after if changes else None
        if wanted != self._own:
            yield Version(self._today, self._own)
        for change in changes:
            if wanted is None or change.after != wanted:
                continue
            yield Version(change.revision.day, wanted, not change.revision.mechanical, change.revision.commit)
            if change.revision.day <= day:
                return
            wanted = change.before[0] if change.before else None
        if wanted is not None:
            yield Version(day, wanted)

    def _line(self, path: Path, words: str, versions: Sequence[Version]) -> Iterator[Said]:
        """The values of a path through the versions, newest first."""
        newest = versions[0]
        said = Said(newest.on, value_at(self._tree(newest.blob, path[0]), path), newest.by_hand)
        part = self._part(newest.blob, path)
        for version in versions[1:]:
            if not self._archive.holds(version.blob):
                break
            older = self._part(version.blob, path)
            if older is None or older != part:
                if words and words not in (older or ""):
                    break
                tree = self._tree(version.blob, path[0])
                if tree is None:
                    continue
                if value_at(tree, path[:2]) is None:
                    break
                value, part = value_at(tree, path), older
                if value != said.value:
                    yield said
                    said = Said(version.on, value, version.by_hand)
                    continue
            said = said._replace(on=version.on, by_hand=version.by_hand)
        yield said

    def _compared(self, path: Path, blob: str) -> str:
        """Whether a version says the same under a path as the plan does now (`same`), something else (`other`) or nothing."""
        part, now = self._part(blob, path), value_at(self._now, path)
        if part is not None and part == self._part(self._own, path):
            return "same" if now is not None else ""
        before = value_at(self._tree(blob, path[0]), path)
        return "" if before is None else "same" if before == now else "other"

    def _part(self, blob: str, path: Path) -> str | None:
        """The lines a path's value stands in, at least, without what may move beside it; None where they are not found."""
        lines = self._own_lines(path[0]) if blob == self._own else self._archive.lines(blob, path[0])
        if lines is None:
            return None
        if lines not in self._parts:
            self._parts[lines] = item_lines(lines)
        part = (self._parts[lines].get(path[1]) if len(path) > 1 else None) or lines
        return self._steady(part) if part and path[-1] in ("target", "baseline") else part

    def _steady(self, part: str) -> str:
        if part not in self._without:
            self._without[part] = _SLIGHT.sub("", part)
        return self._without[part]

    def _tree(self, blob: str, block: str) -> Mapping[str, Any] | None:
        if blob == self._own:
            return self._now
        if (blob, block) not in self._trees:
            self._trees[blob, block] = self._archive.tree(blob, block)
        return self._trees[blob, block]


class _Nothing(Archive):
    """An archive that holds nothing."""


NO_PAST = Past(("", {}, lambda _block: None), "", _Nothing(), lambda _day: (), today=date.max)  # type: ignore[abstract]
"""The past of a plan of which nothing is known."""


def _digest(*parts: object) -> str:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
