"""A source's files to a Book: settings, team, plans and facts, each parsed once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from acctplan.errors import AcctplanError, FileRefused, PlanUnreadable
from acctplan.model.book import Book, Entry
from acctplan.model.facts import Facts
from acctplan.model.finding import Fault, Position
from acctplan.model.settings import Settings
from acctplan.model.team import NOBODY, Team
from acctplan.planfile.config import Read, parse_facts, parse_settings, parse_team
from acctplan.planfile.parse import parse_bytes

from .root import FACTS, PLANS, SETTINGS, TEAM
from .source import Source, Tree


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
        found.setdefault(PurePosixPath(path).stem, []).append(path)
    return found


def account_ids(source: Source) -> list[str]:
    """Every account on the register, planned or not, sorted."""
    facts = [PurePosixPath(path).stem for path in source.paths(FACTS, ".yaml")]
    return sorted({*plan_files(source), *facts})


def read_book(source: Source, desk: Desk, only: Iterable[str] | None = None, *, lenient: bool = False) -> Book:
    """The book, or the accounts of these ids in it. A file that may not be read raises FileRefused, or is told of as `closed`."""
    files = plan_files(source)
    wanted = account_ids(source) if only is None else list(only)
    paths = [path for key in wanted for path in files.get(key, ())[:1]]
    held = source.read([*paths, *(f"{FACTS}/{key}.yaml" for key in wanted)])
    closed = [refusal for refusal in held.values() if isinstance(refusal, FileRefused)]
    if closed and not lenient:
        raise closed[0]
    contents = {path: data for path, data in held.items() if isinstance(data, bytes)}
    facts = {key: parse_facts(contents[path]) for key in wanted if (path := f"{FACTS}/{key}.yaml") in contents}
    doubted = (
        [] if isinstance(source, Tree) else [_told(f"{FACTS}/{key}.yaml", read.faults[0]) for key, read in facts.items() if read.faults]
    )
    if doubted and not lenient:
        raise PlanUnreadable(doubted[0], "Correct the file, or fetch it again.")
    entries = {key: _entry(key, (files.get(key) or [""])[0], contents, facts.get(key), desk) for key in wanted}
    twins = tuple((key, path) for key in wanted for path in files.get(key, ())[1:])
    known = {key: entry for key, entry in entries.items() if entry.file or entry.facts}
    return Book(desk.settings, desk.team, known, twins, (*(refusal.message for refusal in closed), *doubted))


def _entry(key: str, file: str, held: dict[str, bytes], read: Read[Facts] | None, desk: Desk) -> Entry:
    facts = read.value if read is not None else None
    data = held.get(file)
    if data is None:
        return Entry(key, facts=facts)
    parsed = parse_bytes(data, key, desk.team, desk.settings.fiscal)
    text = data.decode("utf-8", "replace")
    return Entry(key, file, text, parsed.plan, parsed.faults, facts)
