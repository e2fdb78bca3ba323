"""A source's files to a Book: settings, team, plans and facts, each parsed once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from itertools import islice

from acctplan.errors import AcctplanError, FileRefused, PlanUnreadable
from acctplan.model.book import Book, Entry
from acctplan.model.facts import Facts
from acctplan.model.finding import Fault, Position
from acctplan.model.settings import Settings
from acctplan.model.team import NOBODY, Team
from acctplan.named_tuple import NamedTuple
from acctplan.planfile.config import Read, parse_facts, parse_settings, parse_team
from acctplan.planfile.parse import parse_bytes

from .root import FACTS, PLANS, SETTINGS, TEAM
from .source import Source, Tree

_BATCH = 256


class Desk(NamedTuple):
    """What every command needs of a book before it looks at a plan."""

    settings: Settings
    team: Team
    faults: tuple[tuple[str, Fault], ...] = ()


def read_desk(source: Source) -> Desk:
    """Settings and team of a state; a file that is absent stands for its defaults. Raises FileRefused."""
    held = source.read([SETTINGS, TEAM])
    settings = parse_settings(_bytes(held.get(SETTINGS, b"")))
    team: Read[Team] = parse_team(_bytes(held[TEAM])) if TEAM in held else Read(NOBODY, ())
    faults = [*((SETTINGS, fault) for fault in settings.faults), *((TEAM, fault) for fault in team.faults)]
    return Desk(settings.value, team.value, tuple(faults))


def sound(desk: Desk) -> Desk:
    """The desk if its files are without fault. Raises PlanUnreadable with file:line:col of the first one."""
    for file, fault in desk.faults:
        raise PlanUnreadable(_told(file, fault), "Correct the file; every command needs it.")
    return desk


def _told(file: str, fault: Fault) -> str:
    at = fault.at or Position()
    return f"{file}:{at.line}:{at.column}: {fault.code} {fault.message}"


def _bytes(held: bytes | AcctplanError) -> bytes:
    if isinstance(held, AcctplanError):
        raise held
    return held


def plan_files(source: Source) -> dict[str, list[str]]:
    """Plan files of a state by plan id; two files of one id are both listed."""
    found: dict[str, list[str]] = {}
    for path in source.paths(PLANS, ".md"):
        found.setdefault(_stem(path, ".md"), []).append(path)
    return found


def _stem(path: str, suffix: str) -> str:
    """A file's name without its suffix; ten times faster than asking for a path's parts, and asked for each file of a book."""
    name = path[path.rfind("/") + 1 :]
    return name.removesuffix(suffix) or name


def register(source: Source) -> Shelf:
    """The shelf of a state of which only the names are asked: who the people are and what is set matters to none of them."""
    return Shelf(source, Desk(Settings(), NOBODY))


def account_ids(source: Source) -> list[str]:
    """Every account on the register, planned or not, sorted."""
    return register(source).ids()


class Shelf:
    """The accounts of a state, read one after another, none held. `closed` tells of files met that may not be read or trusted.

    With `typed`, only the values of these blocks are read; the plans' trees are whole in any case. `files` are the plans' files by
    id, where they were listed already.
    """

    def __init__(self, source: Source, desk: Desk, typed: Container[str] | None = None, files: dict[str, list[str]] | None = None) -> None:
        self.source = source
        self.desk = desk
        self.typed = typed
        self.files = plan_files(source) if files is None else files
        self.closed: list[AcctplanError] = []

    def ids(self) -> list[str]:
        """Every account on the register, sorted."""
        return list(self._ids)

    @cached_property
    def _ids(self) -> list[str]:
        return sorted({*self.files, *(_stem(path, ".yaml") for path in self.source.paths(FACTS, ".yaml"))})

    def entries(self, ids: Iterable[str]) -> Iterator[Entry]:
        """The accounts of these ids that are there; a name nobody has is left out."""
        waiting = iter(ids)
        while batch := list(islice(waiting, _BATCH)):
            paths = [path for key in batch for path in self.files.get(key, ())[:1]]
            held = self.source.read([*paths, *(f"{FACTS}/{key}.yaml" for key in batch)])
            self.closed += [refusal for refusal in held.values() if isinstance(refusal, FileRefused)]
            contents = {path: data for path, data in held.items() if isinstance(data, bytes)}
            for key in batch:
                entry = _entry(key, (self.files.get(key) or [""])[0], contents, self.facts(key, contents), self.desk, self.typed)
                if entry.file or entry.facts:
                    yield entry

    def file(self, key: str) -> Entry | None:
        """An account's file and text, of which nothing is read; None for one without a plan."""
        paths = self.files.get(key)
        source = self.source
        data = None if not paths else source.one(paths[0]) if isinstance(source, Tree) else source.read(paths[:1]).get(paths[0])
        return Entry(key, paths[0], data.decode("utf-8", "replace")) if paths and isinstance(data, bytes) else None

    def facts(self, key: str, contents: dict[str, bytes]) -> Facts | None:
        """The facts of an account; faults in them are told of, but not those of the past."""
        file = f"{FACTS}/{key}.yaml"
        if file not in contents:
            return None
        read = parse_facts(contents[file])
        if read.faults and not isinstance(self.source, Tree):
            self.closed.append(PlanUnreadable(_told(file, read.faults[0]), "Correct the file, or fetch it again."))
        return read.value

    def twins(self, ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Plan files whose id another has: (id, file)."""
        return tuple((key, path) for key in ids for path in self.files.get(key, ())[1:])


def read_book(
    source: Source, desk: Desk, only: Iterable[str] | None = None, *, lenient: bool = False, typed: Container[str] | None = None
) -> Book:
    """The book, or the accounts of these ids in it. A file that may not be read raises FileRefused, or is told of as `closed`."""
    shelf = Shelf(source, desk, typed)
    wanted = shelf.ids() if only is None else list(only)
    entries = {}
    for entry in shelf.entries(wanted):
        entries[entry.id] = entry
        if shelf.closed and not lenient:
            break
    if shelf.closed and not lenient:
        raise shelf.closed[0]
    return Book(desk.settings, desk.team, entries, shelf.twins(wanted), tuple(closed.message for closed in shelf.closed))


def _entry(key: str, file: str, held: dict[str, bytes], facts: Facts | None, desk: Desk, typed: Container[str] | None) -> Entry:
    data = held.get(file)
    if data is None:
        return Entry(key, facts=facts)
    parsed = parse_bytes(data, key, desk.team, desk.settings.fiscal, typed)
    text = data.decode("utf-8", "replace")
    return Entry(key, file, text, parsed.plan, parsed.faults, facts)
