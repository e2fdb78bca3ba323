"""What git asks for while it merges or shows a plan: files in, a file or a text out, no settings read."""

from __future__ import annotations

import sys
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from acctplan.errors import BookNotFound, FileRefused, ValueRefused
from acctplan.model.finding import Fault
from acctplan.pattern import Pattern
from acctplan.planfile.decode import decode
from acctplan.store import files

_PERSON = Pattern(r"(?m)^([a-z0-9][a-z0-9-]*):")
_TEAM_BYTES = 2**20
_LARGEST = 1000


def merge_in_place(words: list[str]) -> int:
    """Merge base, ours and theirs (files that git names) into the file of ours; how many places need a person.

    `words` are the three files, the size of a mark and the plan's path, as gitattributes(5) has them. Where the plan cannot be
    merged by field, the file holds git's own merge by lines. Raises ValueRefused for other words, FileRefused, GitFailed.
    """
    if len(words) != 5 or not words[3].isdecimal() or not 0 < int(words[3]) < _LARGEST:
        raise ValueRefused("git calls this with three files, the size of a mark and a path", "Set it up with `acctplan git setup`.")
    base, ours, theirs = paths = [Path(word) for word in words[:3]]
    versions = [_contents(path) for path in paths]
    from acctplan.store.line_merge import merge_files

    size = int(words[3])
    data, conflicts = _by_field(versions, size, _people(Path(words[4]))) or merge_files(Path.cwd(), [ours, base, theirs], size)
    if data != versions[1]:
        files.write(ours, data, versions[1])
    return conflicts


def _by_field(versions: list[bytes], size: int, people: Container[str]) -> tuple[bytes, int] | None:
    """The merge of three versions and how many conflicts are in it; None where git's own is the better one."""
    texts = [text for text in map(decode, versions) if not isinstance(text, Fault)]
    if len(texts) != len(versions):
        return None
    from acctplan.planfile.marks import marked
    from acctplan.planfile.merge import merge
    from acctplan.store.line_merge import merge_lines

    base, ours, theirs = texts
    merged = merge(base, ours, theirs, people=people, lines=merge_lines, size=size)
    if merged.doubt == "unreadable":
        return None
    if merged.doubt and any(region.agreed is None for region in merge_lines(base, ours, theirs)):
        return None
    text, conflicts = marked(ours, theirs, size) if merged.doubt else (merged.text, merged.conflicts)
    return text.encode("utf-8"), conflicts


def show_long(path: Path) -> str:
    """A plan as `git diff` shows it: each item in long form. The text itself where it is no plan that can be read."""
    from acctplan.errors import PlanUnreadable
    from acctplan.formats._inert import inert
    from acctplan.planfile.reform import reform

    text = decode(_contents(path))
    if isinstance(text, Fault):
        raise PlanUnreadable(text.message)
    with suppress(PlanUnreadable):
        text = reform(text, "long", _people(Path.cwd())).text
    return inert(text.replace("\r\n", "\n"))


def print_long(path: Path) -> None:
    """Print a plan in long form."""
    sys.stdout.write(show_long(path))


def _contents(path: Path) -> bytes:
    data = files.read(path)
    if data is None:
        raise FileRefused(f"{path.name} is not there", "Set it up with `acctplan git setup`.")
    return data


def _people(place: Path) -> Container[str]:
    """Ids of ours, in the team of the book around a place; read line by line, for a merge may be open in it too."""
    from acctplan.store.root import TEAM, find_root

    try:
        text = files.read(find_root(place.absolute()) / TEAM, _TEAM_BYTES) or b""
    except (BookNotFound, FileRefused):
        return ()
    return frozenset(found[1] for found in _PERSON.finditer(text.decode("utf-8", "replace")))
