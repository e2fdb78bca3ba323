"""Which plans differ between two states, told by git's names for their contents: what is byte for byte the same is not read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from acctplan.model.book import Book, Entry
from acctplan.model.facts import Facts
from acctplan.model.finding import Fault
from acctplan.model.plan import Plan
from acctplan.named_tuple import NamedTuple
from acctplan.planfile.config import parse_facts
from acctplan.planfile.decode import decode
from acctplan.planfile.events import Refused
from acctplan.planfile.parse import parse_bytes
from acctplan.planfile.sections import BODY, key_of, read_section, sections

from .git import Repository, blob_id
from .root import FACTS
from .shelf import Desk, plan_files
from .source import Source, Tree

_BATCH = 512
_TOLD_BY = ("account", "stakeholders")
"""Fields that changes elsewhere are told with: whose plan it is, and people's names."""


class Differing(NamedTuple):
    """Ids of plans whose files differ or stand on one side only, and how many are the same."""

    ids: tuple[str, ...]
    same: int


def differing(old: Source, new: Source, repository: Repository | None, only: Collection[str] = ()) -> Differing:
    """The plans that two states do not hold alike, or in different places; of `only` these, where some are named."""
    sides = [{key: paths[0] for key, paths in plan_files(source).items() if not only or key in only} for source in (old, new)]
    return _apart((old, new), sides, repository)


def facts_apart(old: Source, new: Source, repository: Repository | None, only: Collection[str] = ()) -> Differing:
    """The accounts whose facts two states do not hold alike; of `only` these, where some are named."""
    found = [{PurePosixPath(path).stem: path for path in source.paths(FACTS, ".yaml")} for source in (old, new)]
    sides = [{key: path for key, path in files.items() if (not only or key in only) and not key.startswith(".")} for files in found]
    return _apart((old, new), sides, repository)


def _apart(sources: tuple[Source, Source], sides: list[dict[str, str]], repository: Repository | None) -> Differing:
    """Ids of files, by id on each side, that differ in their bytes, stand in another place or on one side only."""
    long = len((repository.head if repository else None) or "") > 40
    names = [_names(source, files.values(), long=long) for source, files in zip(sources, sides, strict=True)]
    first, second = ({key: (path, held.get(path)) for key, path in files.items()} for held, files in zip(names, sides, strict=True))
    ids = {*first, *second}
    apart = sorted(key for key in ids if first.get(key) != second.get(key) or first[key][1] is None)
    return Differing(tuple(apart), len(ids) - len(apart))


def _names(source: Source, paths: Iterable[str], *, long: bool) -> dict[str, str]:
    """Git's name for each file's content; a file that cannot be read has none."""
    if isinstance(source, Tree):
        return source.listed
    return {path: blob_id(data, long=long) for path in paths for data in source.read([path]).values() if isinstance(data, bytes)}


def read_apart(old: Source, new: Source, desk: Desk, pairs: Iterable[tuple[str, str]]) -> tuple[Book, Book]:
    """Both sides of plans, by their ids on each: of two that can be told apart field by field only what differs is read.

    Values are not judged; what may not be read raises FileRefused.
    """
    sides: tuple[dict[str, Entry], dict[str, Entry]] = {}, {}
    files = plan_files(old), plan_files(new)
    waiting = iter(pairs)
    while batch := list(islice(waiting, _BATCH)):
        held = [_read(source, files[side], [pair[side] for pair in batch]) for side, source in enumerate((old, new))]
        for pair in batch:
            for side, entry in enumerate(_entries(pair, [held[side].get(key) for side, key in enumerate(pair)], desk)):
                if entry:
                    sides[side][entry.id] = entry._replace(file=files[side][entry.id][0])
    return Book(desk.settings, desk.team, sides[0]), Book(desk.settings, desk.team, sides[1])


def _read(source: Source, files: Mapping[str, list[str]], ids: Iterable[str]) -> dict[str, bytes]:
    paths = {files[key][0]: key for key in ids if key in files}
    contents = {}
    for path, data in source.read(paths).items():
        if not isinstance(data, bytes):
            raise data
        contents[paths[path]] = data
    return contents


def _entries(pair: tuple[str, str], data: list[bytes | None], desk: Desk) -> Iterator[Entry | None]:
    first, second = data
    apart = narrowed(pair, first, second, desk) if first is not None and second is not None else None
    for side, (key, content) in enumerate(zip(pair, data, strict=True)):
        if content is None:
            yield None
        elif apart:
            yield Entry(key, plan=apart[side])
        else:
            parsed = parse_bytes(content, key, desk.team, desk.settings.fiscal, ("account",))
            yield Entry(key, text=content.decode("utf-8", "backslashreplace"), plan=parsed.plan, faults=parsed.faults)


def read_facts(source: Source, ids: Iterable[str]) -> tuple[dict[str, Facts], list[str]]:
    """Facts by account, and the files that cannot be read. Raises FileRefused for one that may not be."""
    found: dict[str, Facts] = {}
    unreadable = []
    for path, data in source.read(f"{FACTS}/{key}.yaml" for key in ids).items():
        if not isinstance(data, bytes):
            raise data
        read = parse_facts(data)
        if read.faults and not read.value.groups:
            unreadable.append(path)
        found[PurePosixPath(path).stem] = read.value
    return found, unreadable


def texts_of(source: Source, ids: Iterable[str]) -> dict[str, str]:
    """The texts of plans by id, without those that are no text."""
    texts = {key: decode(data) for key, data in _read(source, plan_files(source), ids).items()}
    return {key: text for key, text in texts.items() if not isinstance(text, Fault)}


def narrowed(
    pair: tuple[str, str], first: bytes, second: bytes, desk: Desk, read: Callable[..., Any] = read_section
) -> tuple[Plan, Plan] | None:
    """Two plans with the fields that differ and those that tell of them; None where only whole plans can be compared.

    `read` reads one field of a plan's parts.
    """
    old, new = parts_of(first), parts_of(second)
    if old is None or new is None:
        return None
    same = same_fields(old, new)
    try:
        trees = [{name: read(parts, name, desk.team) for name in fields_but(same, parts)} for parts in (old, new)]
    except Refused:
        return None
    return in_part(pair[0], old, trees[0], same), in_part(pair[1], new, trees[1], same)


def parts_of(data: bytes) -> dict[str, str] | None:
    """The lines of each field of a version; None where only a parser can tell them apart."""
    text = decode(data)
    return None if isinstance(text, Fault) else sections(text)


def same_fields(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    """Fields, and the body, whose lines say the same in two versions of a plan; never those that tell whose it is."""
    return {name for name in old if name in new and name not in _TOLD_BY and key_of(old, name) == key_of(new, name)}


def fields_but(same: Collection[str], parts: Mapping[str, str]) -> list[str]:
    """The other fields of a version, in its order."""
    return [name for name in parts if name != BODY and name not in same]


def in_part(key: str, parts: Mapping[str, str], tree: Mapping[str, Any], same: Collection[str]) -> Plan:
    """A version of which only these fields were read."""
    account = tree.get("account")
    return Plan(id=key, tree=tree, body="" if BODY in same else parts[BODY], account=account if isinstance(account, str) else "")
