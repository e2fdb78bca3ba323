"""The composition root: the only place that knows the folder, the clock, the terminal and the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acctplan.errors import GitFailed, PlanNotFound, PlanUnreadable, ValueRefused

if TYPE_CHECKING:
    from acctplan.analysis.belief_age import Ages
    from acctplan.model.book import Book, Entry
    from acctplan.model.finding import Fault
    from acctplan.model.plan import Plan
    from acctplan.model.settings import Settings
    from acctplan.model.team import Team
    from acctplan.report import Report
    from acctplan.store.aging import Chronicle
    from acctplan.store.git import Repository
    from acctplan.store.git_process import Begun
    from acctplan.store.shelf import Desk, Shelf
    from acctplan.store.source import Source
    from acctplan.store.state import State
    from acctplan.store.versions import Versions

    from .recording import Recording


class Session:
    """One run of one command: what it may ask of the book, the clock and the terminal, each found when first needed."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = options
        self.zone_name: str | None = None
        self.recording: Recording | None = None
        self._asked: Begun | GitFailed | None = None

    @cached_property
    def book(self) -> Path:
        """The book's root."""
        from acctplan.store.root import find_root

        named = self.options.get("book") or os.environ.get("ACCTPLAN_BOOK")
        return find_root(Path(named), named=True) if named else find_root(Path.cwd())

    @cached_property
    def repository(self) -> Repository | None:
        """The git repository around the book, if any."""
        from acctplan.store.git import discover

        asked, self._asked = self._asked, None
        return discover(self.book, asked)

    @cached_property
    def listing(self) -> bytes | None:
        """What git's index says of the book's files as this run begins; None where it cannot."""
        from acctplan.store.contents import listing_of

        return listing_of(self.repository) if self.repository else None

    def ask_git(self) -> None:
        """Let git look for the repository while something else is done."""
        from acctplan.store.git import asked_for

        self._asked = asked_for(self.book)

    @cached_property
    def today(self) -> date:
        """The day to reckon from: --today, ACCTPLAN_TODAY, else the clock in the book's time zone."""
        said = self.options.get("today") or os.environ.get("ACCTPLAN_TODAY")
        if said:
            return self.day(said, "--today")
        from acctplan.store.state import zone_named

        return datetime.now(zone_named(self.zone_name or self.settings.time_zone)).date()

    @property
    def day_is_said(self) -> bool:
        """Whether the day to reckon from was given, so that no clock and no time zone is asked."""
        return bool(self.options.get("today") or os.environ.get("ACCTPLAN_TODAY"))

    def day(self, said: str, option: str) -> date:
        """The day that words given to an option name. Raises ValueRefused."""
        from acctplan.model.day import read_day

        try:
            return read_day(said)
        except ValueError as error:
            raise ValueRefused(f"{option} must be {error}, not “{said[:40]}”", "Write it as 2026-11-30.") from None

    @cached_property
    def desk(self) -> Desk:
        """Settings and team as they are now, whatever time is asked about."""
        from acctplan.store.shelf import read_desk, sound
        from acctplan.store.source import WorkTree

        return sound(read_desk(WorkTree(self.book)))

    @property
    def settings(self) -> Settings:
        return self.desk.settings

    @property
    def team(self) -> Team:
        return self.desk.team

    def state(self, words: str = "") -> State:
        """The state that words name; without words, the one of --as-of, else the work tree."""
        said = words or self.options.get("as_of")
        if said is None or said == "WORKTREE":
            from acctplan.store.state import WORKTREE

            return WORKTREE
        from acctplan.store.moment import resolve

        return resolve(said, self.repository, self.settings, self.today)

    @cached_property
    def now(self) -> State:
        """The state this command reads."""
        return self.state()

    @cached_property
    def reckoned(self) -> date:
        """The day questions are asked on: that of --as-of where it names a past commit, else today."""
        if self.now.commit is None or self.repository is None or self.options.get("today"):
            return self.today
        from acctplan.store.moment import day_of

        return min(day_of(self.now, self.repository, self.settings), self.today)

    @cached_property
    def register(self) -> Shelf:
        """The names of the accounts and their plans' files in the state that is asked about, listed once."""
        from acctplan.store.shelf import register

        return register(self.source())

    def source(self, state: State | None = None) -> Source:
        """The files of a state."""
        from acctplan.store.source import source_of

        return source_of(state or self.now, self.book, self.repository)

    def read(
        self, state: State | None = None, only: list[str] | None = None, *, lenient: bool = False, typed: Container[str] | None = None
    ) -> Book:
        """The book, or some accounts of it, in a state. A closed file raises FileRefused, or is told of where that is asked."""
        from acctplan.store.shelf import read_book

        from .waiting import working

        with working("Reading the plans"):
            return read_book(self.source(state), self.desk, only, lenient=lenient, typed=typed)

    def entry(self, plan_id: str, state: State | None = None, *, typed: Container[str] | None = None) -> Entry:
        """One account; with `typed`, the values of these blocks only. Raises PlanNotFound with the nearest ids."""
        from acctplan.store.shelf import account_ids

        key = plan_id.removeprefix("plans/").removesuffix(".md")
        if not key.isascii():
            import unicodedata

            same = unicodedata.normalize("NFC", key)
            key = next((known for known in account_ids(self.source(state)) if unicodedata.normalize("NFC", known) == same), key)
        found = self.read(state, [key], typed=typed).entries.get(key) if "/" not in key and key not in ("", ".", "..") else None
        if found is None:
            from .targets import likely

            near = likely(key, account_ids(self.source(state)))
            when = f" at {(state or self.now).words}" if (state or self.now).kind == "commit" else ""
            hint = f"Did you mean {' or '.join(near)}?" if near else "`acctplan status` lists the accounts."
            raise PlanNotFound(f"no account is called “{key[:60]}”{when}", hint)
        return found

    def plan(self, entry: Entry) -> Plan:
        """The plan of an account. Raises PlanNotFound without one, PlanUnreadable with file:line:col where it cannot be read."""
        if not entry.planned:
            raise PlanNotFound(f"{entry.account} has no plan yet", f"Write one with `acctplan new {entry.id}`.")
        if entry.plan is None:
            raise PlanUnreadable(located(entry), "Correct the file; `acctplan lint` shows all of it.")
        return entry.plan

    def ages(self, book: Book) -> dict[str, Ages]:
        """Ages of the plans of a book, by id, found as they are asked for. Without git nothing is known, and says so."""
        from acctplan.analysis.belief_age import NO_AGES
        from acctplan.store.aging import ages_of

        from .waiting import working

        if self.repository is None:
            return {entry.id: NO_AGES for entry in book.entries.values() if entry.plan is not None}
        until = self.now.commit or self.repository.head or "HEAD"
        with working("Reading the history"):
            return ages_of(self.repository, book.entries.values(), self.versions, today=self.reckoned, until=until)

    def chronicle(self, files: Mapping[str, str], among: int = 0) -> Chronicle | None:
        """What tells the ages of accounts; `files` are their plans' files with their ids, `among` so many. None without git."""
        if self.repository is None:
            return None
        from acctplan.store.aging import Chronicle

        until = self.now.commit or self.repository.head or "HEAD"
        return Chronicle(self.repository, self.versions, files, today=self.reckoned, until=until, among=among)

    @cached_property
    def versions(self) -> Versions:
        """The versions of the plans that git holds; open until the end of the run."""
        from acctplan.store.versions import Versions

        assert self.repository is not None
        return Versions(self.repository, self.desk, cached=not self.options.get("no_cache"))

    def close(self) -> None:
        """Let go of what is open, and keep what was found out."""
        if "versions" in vars(self):
            self.versions.close()

    @cached_property
    def me(self) -> str | None:
        """Who runs this, by id of team.yaml: --as, ACCTPLAN_ME, else the person with git's e-mail."""
        if self.recording:
            self.recording.whole = False
        said = self.options.get("me") or os.environ.get("ACCTPLAN_ME")
        if said:
            return self.person(said)
        from acctplan.store.git import identity

        mail = identity(self.book)
        return self.team.by_email(mail) if mail else None

    def person(self, word: str) -> str:
        """The person a word names; `me` is who runs this. Raises ValueRefused for nobody we know."""
        if word == "me":
            if self.me is None:
                raise ValueRefused("nobody in team.yaml has the e-mail git knows you by", "Add it to team.yaml, or use --as PERSON.")
            return self.me
        if self.team.members and word not in self.team:
            from acctplan.nearest import nearest

            near = nearest(word, self.team, most=3, at_least=0)
            raise ValueRefused(f"nobody in team.yaml is called “{word[:40]}”", f"People are {', '.join(near)}.")
        return word

    @property
    def interactive(self) -> bool:
        """Whether somebody sits at a terminal."""
        return sys.stdin.isatty() and sys.stdout.isatty() and not self.options.get("no_input")

    @property
    def width(self) -> int:
        """Columns of the terminal, or of COLUMNS; 80 where nothing says it."""
        from .terminal import columns

        return max(columns() or 80, 40)

    @property
    def color(self) -> bool:
        """Whether to colour: --color, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, then what the terminal is."""
        from .terminal import shows_color

        return shows_color(self.options.get("color") or "auto")

    def say(self, line: str) -> None:
        """One line for the person, beside the data: to stderr."""
        from .exits import say

        if self.recording:
            self.recording.note(line)
        say(line)

    def say_state(self) -> None:
        """Tell what --as-of was taken for."""
        if self.options.get("as_of"):
            self.say(f"as of {self.now.said}")

    def emit(self, report: Report) -> None:
        """Write a report as asked: format, file, pager."""
        from .emit import emit

        emit(self, report)


def located(entry: Entry, fault: Fault | None = None) -> str:
    """A fault of a plan, else the first that makes it unreadable, as file:line:col: CODE message."""
    from acctplan.planfile.locate import Places

    fault = fault or next((fault for fault in entry.faults if fault.code != "AP118"), entry.faults[0])
    at = Places(entry.text).of(fault)
    return f"{entry.file}:{at.line}:{at.column}: {fault.code} {fault.message}"


def open_session(options: Mapping[str, Any]) -> Session:
    """The session of one command."""
    return Session(dict(options))
