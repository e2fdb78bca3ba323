"""From what a person calls a time to a state of the book: our own grammar first, then git's. Never the reflog."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from math import inf

from acctplan.errors import HistoryShallow, RevisionUnknown
from acctplan.model.period import ADD_YEARS, Period, beyond, names_of, parse_period
from acctplan.model.settings import Settings
from acctplan.pattern import Pattern
from acctplan.planfile.dates import readings

from .git import Repository
from .git_process import run
from .instant import instant
from .snapshots import snapshots
from .state import WORKTREE, State, zone

_ODD = Pattern(
    r"q[1-4][- /]?'?(\d{2}|\d{4})|(\d{2}|\d{4})[- /]?q[1-4]"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{4}-\d{1,2}-\d{1,2}",
    re.IGNORECASE,
)
_ODD_YEAR = Pattern(
    r"(?P<kind>[fc]y)[ -]?'?(?P<year>\d{4}|\d\d)(?:[ -]?q(?P<quarter>[1-4]))?"
    r"|q(?P<first>[1-4])[ -](?P<last>[fc]y)[ -]?'?(?P<end>\d{4}|\d\d)",
    re.IGNORECASE,
)
_HINT = "Write a date (2026-06-30), a period (FY2026-Q2), a snapshot, a branch or a commit."


def resolve(words: str, repository: Repository | None, settings: Settings, today: date) -> State:
    """The state that words name. Raises RevisionUnknown, or HistoryShallow where the clone does not reach that far."""
    if words == "WORKTREE":
        return WORKTREE
    if not words:
        raise RevisionUnknown("no time was given", _HINT)
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
        state = on_day(words, day, repository, settings)
        return state if day <= today else state._replace(said=f"{words}, which is still to come{state.said.removeprefix(words)}")
    period = parse_period(words, settings.fiscal)
    if period is not None:
        return _in_period(words, period, repository, settings, today)
    unknown = beyond(words, settings.fiscal)
    if unknown:
        raise RevisionUnknown(unknown, ADD_YEARS)
    if _ODD.fullmatch(words):
        raise _misspelt(words, settings)
    try:
        return _named(words, words, repository)
    except RevisionUnknown:
        if repository.head is None:
            raise RevisionUnknown("the book has no commit yet", "Commit it first.") from None
        raise _misspelt(words, settings) from None


def _misspelt(words: str, settings: Settings) -> RevisionUnknown:
    """The refusal of words that name nothing, with the spelling of the date or period they may mean."""
    likely = [name for said in (*_full_years(words), *(readings(words) or ())) for name in _canonical(said, settings)]
    if not likely:
        return _unknown(words)
    return RevisionUnknown(f"“{words}” is not how a date or period is written here", f"Write {' or '.join(dict.fromkeys(likely))}.")


def _full_years(words: str) -> list[str]:
    """A fiscal or calendar period with its year in four digits, if the words are one in other spelling."""
    match = _ODD_YEAR.fullmatch(words)
    if match is None:
        return []
    kind, year, quarter = (match["kind"] or match["last"]).upper(), match["year"] or match["end"], match["quarter"] or match["first"]
    return [f"{kind}{year if len(year) == 4 else '20' + year}" + (f"-Q{quarter}" if quarter else "")]


def _canonical(said: str, settings: Settings) -> list[str]:
    """A date as it is; a period under its full name, in the book's year and in the calendar's."""
    found = (parse_period(said, settings.fiscal), parse_period(said))
    return [period.name for period in found if period] or [said]


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
        raise _unknown(words)
    return State("commit", words, commit, f"{words} → {commit[:8]}")


def _unknown(words: str) -> RevisionUnknown:
    return RevisionUnknown(f"nothing here is called “{words[:80]}”", _HINT)


def first_parents(repository: Repository) -> list[tuple[str, int]]:
    """Commits from HEAD along first parents, newest first, with their committer times in Unix seconds."""
    if repository.head is None:
        return []
    output = run(repository.top, "log", "--first-parent", "--no-show-signature", "--format=%H %ct", repository.head).stdout.decode()
    return [(commit, int(seconds)) for commit, _, seconds in (line.partition(" ") for line in output.splitlines())]


def on_day(words: str, day: date, repository: Repository, settings: Settings) -> State:
    """The last commit along first parents at or before the end of a day in the book's time zone."""
    over = _over(day, zone(settings))
    line = first_parents(repository)
    for commit, seconds in line:
        if seconds < over:
            made = instant(seconds, zone(settings)).date()
            return State("commit", words, commit, f"{words} → {commit[:8]} of {made}")
    if repository.shallow:
        raise HistoryShallow(f"{words} is before this clone's history", "Fetch all of it: git fetch --unshallow (in CI: fetch-depth: 0).")
    if not line:
        raise RevisionUnknown("the book has no commit yet", "Commit it first.")
    first = instant(line[-1][1], zone(settings)).date()
    raise RevisionUnknown(f"{words} is before the book began, on {first}", f"Ask for {first} or later.")


def _over(day: date, of: tzinfo) -> float:
    """The Unix seconds when a day of a zone is over: when the next begins there, be it at midnight or, as clocks change, at one."""
    return datetime.combine(day + timedelta(days=1), time(), of).timestamp() if day < date.max else inf


def _in_period(words: str, period: Period, repository: Repository, settings: Settings, today: date) -> State:
    for name in names_of(period, settings.fiscal):
        tag = f"{settings.prefix}/{name}"
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
    known = snapshots(repository, settings.prefix)
    back = 1 if words == "last-snapshot" else 2
    if len(known) < back:
        count = "is 1 snapshot" if len(known) == 1 else f"are {len(known)} snapshots"
        raise RevisionUnknown(f"there {count}", "Make one with `acctplan snapshot create`.")
    chosen = known[-back]
    return State("commit", words, chosen.commit, f"{words} → snapshot {chosen.tag}, {chosen.commit[:8]}")


def day_of(state: State, repository: Repository, settings: Settings) -> date:
    """The day a state stands for, in the book's time zone: the date or period's end if words name one, else the commit's day."""
    period = parse_period(state.words, settings.fiscal)
    named = period.ends_on if period else _day(state.words)
    if named is not None:
        return named
    seconds = run(repository.top, "log", "-1", "--no-show-signature", "--format=%ct", state.commit or "HEAD").stdout.decode().strip()
    return instant(seconds, zone(settings)).date()


def merge_base(first: State, second: State, repository: Repository) -> State:
    """The commit two states grew from. Raises RevisionUnknown if they share none."""
    names = [state.commit or repository.head or "HEAD" for state in (first, second)]
    done = run(repository.top, "merge-base", *names, check=False)
    commit = done.stdout.decode().strip()
    if not commit:
        raise RevisionUnknown(f"{first.words} and {second.words} share no history", "Compare them with two dots.")
    return State("commit", f"{first.words}...{second.words}", commit, f"where {first.words} and {second.words} part, {commit[:8]}")
