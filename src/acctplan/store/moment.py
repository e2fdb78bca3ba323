"""From what a person calls a time to a state of the book: our own grammar first, then git's. Never the reflog."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from acctplan.errors import HistoryShallow, RevisionUnknown, ValueRefused
from acctplan.model.period import Period, parse_period
from acctplan.model.settings import Settings

from .git import Repository, run
from .snapshots import snapshots

_ODD_PERIOD = re.compile(r"Q([1-4])[- /]?'?(\d{2}|\d{4})|(\d{2}|\d{4})[- /]?Q([1-4])", re.IGNORECASE)
_LOCALE_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{4}-\d{1,2}-\d{1,2}")
_HINT = "Write a date (2026-06-30), a period (FY2026-Q2), a snapshot, or a commit."


class State(NamedTuple):
    """A state of the book. `commit` is None for the work tree and the index; `said` tells what the words were taken for."""

    kind: Literal["worktree", "index", "commit"]
    words: str
    commit: str | None = None
    said: str = ""


WORKTREE = State("worktree", "WORKTREE", said="the work tree")


def zone(settings: Settings) -> ZoneInfo:
    """The book's time zone. Raises ValueRefused for one this machine does not know."""
    try:
        return ZoneInfo(settings.time_zone)
    except (KeyError, ValueError, OSError):
        raise ValueRefused(
            f"acctplan.yaml: there is no time zone “{settings.time_zone[:40]}”", "Write one such as Europe/Berlin."
        ) from None


def resolve(words: str, repository: Repository | None, settings: Settings, today: date) -> State:
    """The state that words name. Raises RevisionUnknown, or HistoryShallow where the clone does not reach that far."""
    if words == "WORKTREE":
        return WORKTREE
    if repository is None:
        raise RevisionUnknown("there is no git history here", "Run `git init` in the book and commit, or install git.")
    if words == "INDEX":
        return State("index", words, said="what is staged")
    if words.startswith("git:"):
        return _named(words[4:], words, repository)
    if words in ("last-snapshot", "prev"):
        return _snapshot_back(words, repository, settings)
    day = _day(words)
    if day is not None:
        return on_day(words, day, repository, settings)
    period = parse_period(words, settings.fiscal)
    if period is not None:
        return _in_period(words, period, repository, settings, today)
    odd = _ODD_PERIOD.fullmatch(words)
    if odd:
        year, quarter = odd[2] or odd[3], odd[1] or odd[4]
        raise RevisionUnknown(
            f"“{words}” does not say which year's quarter", f"Write FY{year.rjust(4, '2') if len(year) == 4 else '20' + year}-Q{quarter}."
        )
    if _LOCALE_DATE.fullmatch(words):
        raise RevisionUnknown(f"“{words}” can be read as more than one date", "Write the year first: 2026-06-30.")
    return _named(words, words, repository)


def _day(words: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise RevisionUnknown(f"the calendar has no {words}", _HINT) from None


def _named(name: str, words: str, repository: Repository) -> State:
    commit = repository.hash_of(name)
    if commit is None:
        if repository.shallow and re.search(r"[~^]|^[0-9a-f]{7,40}$", name):
            raise HistoryShallow(
                f"{words} is before this clone's history", "Fetch all of it: git fetch --unshallow (in CI: fetch-depth: 0)."
            )
        raise RevisionUnknown(f"nothing here is called “{words[:80]}”", _HINT)
    return State("commit", words, commit, f"{words} → {commit[:8]}")


def first_parents(repository: Repository) -> list[tuple[str, int]]:
    """Commits from HEAD along first parents, newest first, with their committer times in Unix seconds."""
    if repository.head is None:
        return []
    output = run(repository.top, "log", "--first-parent", "--format=%H %ct", repository.head).stdout.decode()
    return [(commit, int(seconds)) for commit, _, seconds in (line.partition(" ") for line in output.splitlines())]


def on_day(words: str, day: date, repository: Repository, settings: Settings) -> State:
    """The last commit along first parents at or before the end of a day in the book's time zone."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone(settings))
    line = first_parents(repository)
    for commit, seconds in line:
        if seconds < midnight.timestamp():
            made = datetime.fromtimestamp(seconds, zone(settings)).date()
            return State("commit", words, commit, f"{words} → {commit[:8]} of {made}")
    if repository.shallow:
        raise HistoryShallow(f"{words} is before this clone's history", "Fetch all of it: git fetch --unshallow (in CI: fetch-depth: 0).")
    if not line:
        raise RevisionUnknown("the book has no commit yet", "Commit it first.")
    first = datetime.fromtimestamp(line[-1][1], zone(settings)).date()
    raise RevisionUnknown(f"{words} is before the book began, on {first}", f"Ask for {first} or later.")


def _in_period(words: str, period: Period, repository: Repository, settings: Settings, today: date) -> State:
    tag = f"{settings.snapshots.prefix}/{period.name}"
    commit = repository.hash_of(f"refs/tags/{tag}")
    if commit is not None:
        return State("commit", words, commit, f"{words} → snapshot {tag}, {commit[:8]}")
    if period.starts_on > today:
        raise RevisionUnknown(f"{period.name} begins on {period.starts_on}: nothing is known of it yet", _HINT)
    if period.ends_on >= today:
        return State("worktree", words, said=f"{words} → {period.name} is open until {period.ends_on}: the work tree")
    state = on_day(words, period.ends_on, repository, settings)
    return State("commit", words, state.commit, f"{words} → no snapshot; {period.ends_on}, {(state.commit or '')[:8]}")


def _snapshot_back(words: str, repository: Repository, settings: Settings) -> State:
    known = snapshots(repository, settings.snapshots.prefix)
    back = 1 if words == "last-snapshot" else 2
    if len(known) < back:
        raise RevisionUnknown(f"there are {len(known)} snapshots", "Make one with `acctplan snapshot create`.")
    chosen = known[-back]
    return State("commit", words, chosen.commit, f"{words} → snapshot {chosen.tag}, {chosen.commit[:8]}")


def day_of(state: State, repository: Repository, settings: Settings) -> date:
    """The day a state stands for, in the book's time zone: the date or period's end if words name one, else the commit's day."""
    period = parse_period(state.words, settings.fiscal)
    named = period.ends_on if period else _day(state.words)
    if named is not None:
        return named
    seconds = int(run(repository.top, "log", "-1", "--format=%ct", state.commit or "HEAD").stdout.decode().strip())
    return datetime.fromtimestamp(seconds, zone(settings)).date()


def merge_base(first: State, second: State, repository: Repository) -> State:
    """The commit two states grew from. Raises RevisionUnknown if they share none."""
    names = [state.commit or repository.head or "HEAD" for state in (first, second)]
    done = run(repository.top, "merge-base", *names, check=False)
    commit = done.stdout.decode().strip()
    if not commit:
        raise RevisionUnknown(f"{first.words} and {second.words} share no history", "Compare them with two dots.")
    return State("commit", f"{first.words}...{second.words}", commit, f"where {first.words} and {second.words} part, {commit[:8]}")
