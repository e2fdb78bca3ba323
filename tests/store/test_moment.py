"""What a person calls a time, and the state of the book it is: format.md section 6, row by row."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from acctplan.errors import AcctplanError, HistoryShallow, RevisionUnknown, ValueRefused
from acctplan.model.settings import Settings
from acctplan.planfile.config import parse_settings
from acctplan.store.git import Repository, discover
from acctplan.store.moment import day_of, first_parents, merge_base, resolve
from acctplan.store.snapshots import create, snapshots
from acctplan.store.state import State
from tests.conftest import Ran, commit_all, git, make_book

TODAY = date(2026, 11, 20)
BERLIN = "time_zone: Europe/Berlin\n"
FEBRUARY = BERLIN + "fiscal_year: {starts: february, named_by: end}\n"
STARTS = BERLIN + "fiscal_year: {starts: july, named_by: start}\n"


def settings(text: str = FEBRUARY) -> Settings:
    read = parse_settings(text.encode())
    assert not read.faults
    return read.value


def repository(folder: Path) -> Repository:
    found = discover(folder)
    assert found is not None
    return found


def step(folder: Path, when: str, words: str = "Step") -> str:
    """An empty commit made and written at an instant."""
    git(folder, "commit", "-q", "--allow-empty", "-m", words, GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def line(book: Path) -> Callable[..., dict[str, str]]:
    """A line of commits, one at each instant; hashes by instant. The first is of 2026-11-02."""

    def made(*instants: str) -> dict[str, str]:
        return {when: step(book, when) for when in instants}

    return made


def at(book: Path, words: str, said: str = FEBRUARY, today: date = TODAY) -> State:
    return resolve(words, repository(book), settings(said), today)


# --- dates


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        ("2026-11-09", "2026-11-09T12:00:00+01:00"),
        ("2026-11-10", "2026-11-10T23:59:59+01:00"),
        ("2026-11-11", "2026-11-11T23:59:59+01:00"),
        ("2026-11-12", "2026-11-12T00:00:00+01:00"),
        ("2026-11-13", "2026-11-13T22:59:59+00:00"),
        ("2026-11-14", "2026-11-15T05:00:00+09:00"),
        ("2026-11-15", "2026-11-15T05:00:00+09:00"),
    ],
)
def test_a_date_is_a_day_of_the_books_zone(book: Path, line: Callable[..., dict[str, str]], day: str, instant: str) -> None:
    hashes = line(
        "2026-11-09T12:00:00+01:00", "2026-11-10T23:59:59+01:00", "2026-11-11T00:00:00+01:00", "2026-11-11T23:59:59+01:00",
        "2026-11-12T00:00:00+01:00", "2026-11-13T22:59:59+00:00", "2026-11-13T23:00:00+00:00", "2026-11-15T05:00:00+09:00",
        "2026-11-16T00:00:00+01:00",
    )  # fmt: skip
    state = at(book, day)
    assert state.commit == hashes[instant]
    assert day_of(state, repository(book), settings()) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ("2026-03-28", "2026-03-28T22:59:59+00:00"),
        ("2026-03-29", "2026-03-29T21:59:59+00:00"),
        ("2026-10-24", "2026-10-24T21:59:59+00:00"),
        ("2026-10-25", "2026-10-25T22:59:59+00:00"),
    ],
)
def test_the_days_on_which_clocks_change(tmp_path: Path, day: str, hour: str) -> None:
    """The day ends at the zone's own midnight: 23 or 25 hours after it began."""
    book = make_book(tmp_path / "book", commit=False)
    git(book, "init", "-q", "-b", "main")
    commit_all(book, "Start", "2026-01-01T00:00:00+00:00")
    last = step(book, hour)
    midnight = datetime.fromisoformat(hour) + timedelta(seconds=1)
    assert midnight.astimezone(ZoneInfo("Europe/Berlin")).hour == 0
    step(book, midnight.isoformat())
    assert at(book, day).commit == last


def test_an_hour_that_comes_twice_before_midnight_is_in_its_day(book: Path) -> None:
    """In Chile clocks go back as the day ends: 23:30 comes twice, and both are of that day."""
    second = step(book, "2027-04-03T23:30:00-04:00")
    step(book, "2027-04-04T00:00:00-04:00")
    state = at(book, "2027-04-03", "time_zone: America/Santiago\n", date(2027, 5, 1))
    assert (state.commit, state.said[-10:]) == (second, "2027-04-03")


@pytest.mark.parametrize(("zone", "taken"), [("UTC", 1), ("Pacific/Auckland", 0), ("America/Los_Angeles", 2)])
def test_the_zone_decides(book: Path, line: Callable[..., dict[str, str]], zone: str, taken: int) -> None:
    hashes = list(line("2026-11-10T10:00:00+00:00", "2026-11-10T12:00:00+00:00", "2026-11-11T07:00:00+00:00").values())
    assert at(book, "2026-11-10", f"time_zone: {zone}\n").commit == hashes[taken]


def test_a_zone_nobody_knows(book: Path) -> None:
    for name in ("Europe/Berlim", "../../etc/passwd", "/etc/localtime", ""):
        with pytest.raises(ValueRefused, match="no time zone"):
            at(book, "2026-11-10", f'time_zone: "{name}"\n')


def test_a_quiet_day_is_the_last_commit_before_it(book: Path, line: Callable[..., dict[str, str]]) -> None:
    (commit,) = line("2026-11-05T10:00:00+01:00").values()
    for day in ("2026-11-05", "2026-11-06", "2026-11-20", "2026-12-31", "9999-12-31"):
        state = at(book, day)
        assert state.commit == commit
        ahead = ", which is still to come" if day > TODAY.isoformat() else ""
        assert state.said == f"{day}{ahead} → {commit[:8]} of 2026-11-05"


def test_a_day_before_the_book_began(book: Path) -> None:
    for day in ("2026-11-01", "0001-01-01"):
        with pytest.raises(RevisionUnknown, match="before the book began, on 2026-11-02") as refused:
            at(book, day)
        assert refused.value.hint == "Ask for 2026-11-02 or later."


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "2026-00-10", "2027-02-29", "0000-01-01"])
def test_a_day_no_calendar_has(book: Path, day: str) -> None:
    with pytest.raises(RevisionUnknown, match=f"the calendar has no {day}"):
        at(book, day)


def test_a_date_wins_over_a_branch_of_that_name(book: Path, line: Callable[..., dict[str, str]]) -> None:
    first, second = line("2026-11-05T10:00:00+01:00", "2026-11-06T10:00:00+01:00").values()
    for name in ("2026-11-06", "prev", "FY2027", "WORKTREE", "INDEX", "last-snapshot"):
        git(book, "update-ref", f"refs/heads/{name}", first)
        assert at(book, f"git:{name}").commit == first
    assert at(book, "2026-11-06").commit == second
    assert at(book, "WORKTREE").kind == "worktree"
    assert at(book, "INDEX").kind == "index"


# --- the walk along first parents


def test_a_branch_counts_from_the_day_it_was_merged(book: Path) -> None:
    step(book, "2026-11-03T10:00:00+01:00")
    git(book, "checkout", "-q", "-b", "side")
    side = step(book, "2026-11-05T10:00:00+01:00", "On the side")
    git(book, "checkout", "-q", "main")
    main = step(book, "2026-11-04T10:00:00+01:00")
    when = "2026-11-09T10:00:00+01:00"
    git(book, "merge", "-q", "--no-ff", "side", "-m", "Merge", GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)
    merge = git(book, "rev-parse", "HEAD")
    assert [at(book, f"2026-11-0{day}").commit for day in (4, 5, 8, 9)] == [main, main, main, merge]
    assert side not in [commit for commit, _ in first_parents(repository(book))]


def test_committer_dates_count_not_author_dates(book: Path) -> None:
    git(
        book,
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "Late",
        GIT_AUTHOR_DATE="2026-11-03T10:00:00Z",
        GIT_COMMITTER_DATE="2026-11-09T10:00:00Z",
    )
    assert at(book, "2026-11-08").commit == git(book, "rev-parse", "HEAD~1")


def test_skewed_clocks_order_by_topology(book: Path, line: Callable[..., dict[str, str]]) -> None:
    """A commit dated after its child: from the tip back, the first that is not after the day."""
    early, future, late = line("2026-11-04T10:00:00+01:00", "2029-01-01T10:00:00+01:00", "2026-11-06T10:00:00+01:00").values()
    assert at(book, "2026-11-06").commit == late
    assert at(book, "2026-11-05").commit == early
    assert at(book, "2029-01-02").commit == late
    assert future == git(book, "rev-parse", "HEAD~1")


def test_only_what_is_behind_head_counts(book: Path) -> None:
    step(book, "2026-11-03T10:00:00+01:00")
    git(book, "checkout", "-q", "HEAD~1")
    assert at(book, "2026-11-10").commit == git(book, "rev-parse", "main~1")


# --- periods

PERIODS = [
    ("2026-Q3", FEBRUARY, "FY2026-Q3", "2025-10-31"),
    ("FY2026-Q3", FEBRUARY, "FY2026-Q3", "2025-10-31"),
    ("CY2026-Q3", FEBRUARY, "CY2026-Q3", "2026-09-30"),
    ("2026", FEBRUARY, "FY2026", "2026-01-31"),
    ("FY2026", FEBRUARY, "FY2026", "2026-01-31"),
    ("CY2025", FEBRUARY, "CY2025", "2025-12-31"),
    ("FY2027-Q3", FEBRUARY, "FY2027-Q3", "2026-10-31"),
    ("2026-02", FEBRUARY, "2026-02", "2026-02-28"),
    ("2024-02", FEBRUARY, "2024-02", "2024-02-29"),
    ("2026-10", BERLIN, "2026-10", "2026-10-31"),
    ("2026-Q3", BERLIN, "CY2026-Q3", "2026-09-30"),
    ("FY2026-Q3", BERLIN, "FY2026-Q3", "2026-09-30"),
    ("2025", BERLIN, "CY2025", "2025-12-31"),
    ("2026-Q1", STARTS, "FY2026-Q1", "2026-09-30"),
    ("2025", STARTS, "FY2025", "2026-06-30"),
    ("FY2025-Q4", STARTS, "FY2025-Q4", "2026-06-30"),
]


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with one commit on the first day of each month from 2024 on, one a minute after midnight."""
    mark = pytest.MonkeyPatch()
    for who in ("AUTHOR", "COMMITTER"):
        mark.setenv(f"GIT_{who}_NAME", "Dana Kim")
        mark.setenv(f"GIT_{who}_EMAIL", "dana@northpeak.example")
    mark.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    book = make_book(tmp_path_factory.mktemp("years") / "book", commit=False)
    git(book, "init", "-q", "-b", "main")
    months = [(year, month) for year in (2024, 2025, 2026) for month in range(1, 13)][:-1]
    commit_all(book, "2023-12", "2023-12-31T10:00:00+01:00")
    for year, month in months:
        moment = datetime(year, month, 1, 0, 1, tzinfo=ZoneInfo("Europe/Berlin"))
        step(book, moment.isoformat(), f"{year}-{month:02d}")
    mark.undo()
    return book


@pytest.mark.parametrize(("words", "said", "name", "ends"), PERIODS)
def test_a_period_is_its_last_day(years: Path, words: str, said: str, name: str, ends: str) -> None:
    state = at(years, words, said)
    assert state.commit is not None
    assert git(years, "log", "-1", "--format=%s", state.commit) == ends[:7]
    assert state.said == f"{words} → no snapshot; {ends}, {state.commit[:8]}"
    assert day_of(state, repository(years), settings(said)) == date.fromisoformat(ends)


@pytest.mark.parametrize(
    ("words", "said", "name", "ends"),
    [
        ("2026-Q4", BERLIN, "CY2026-Q4", "2026-12-31"),
        ("2026-11", BERLIN, "2026-11", "2026-11-30"),
        ("FY2027-Q4", FEBRUARY, "FY2027-Q4", "2027-01-31"),
        ("2027", FEBRUARY, "FY2027", "2027-01-31"),
        ("CY2026", FEBRUARY, "CY2026", "2026-12-31"),
    ],
)
def test_an_open_period_is_now_and_says_so(years: Path, words: str, said: str, name: str, ends: str) -> None:
    state = at(years, words, said)
    assert (state.kind, state.commit) == ("worktree", None)
    assert state.said == f"{words} → {name} is open until {ends}: the work tree"


def test_the_last_day_of_a_period_is_still_open(years: Path) -> None:
    assert at(years, "2026-10", today=date(2026, 10, 31)).kind == "worktree"
    assert at(years, "2026-10", today=date(2026, 11, 1)).kind == "commit"


@pytest.mark.parametrize("words", ["2026-12", "FY2028", "CY2027-Q1", "FY2028-Q1", "9999"])
def test_a_future_period_is_not_known(years: Path, words: str) -> None:
    with pytest.raises(RevisionUnknown, match="nothing is known of it yet"):
        at(years, words)


@pytest.mark.parametrize("words", ["0002", "CY1900", "2000-01"])
def test_a_period_before_the_book(years: Path, words: str) -> None:
    with pytest.raises(RevisionUnknown, match="before the book began"):
        at(years, words)


@pytest.mark.parametrize("words", ["0000", "FY0000", "FY0001", "FY9999-Q4", "CY9999", "9999-12", "FY0001-Q1"])
def test_the_edges_of_the_calendar_are_no_crash(years: Path, words: str) -> None:
    for said in (FEBRUARY, STARTS, BERLIN):
        with pytest.raises(RevisionUnknown):
            at(years, words, said)


# --- snapshots


@pytest.fixture
def tagged(tmp_path: Path) -> tuple[Path, list[str]]:
    """Three quarters, each with a snapshot made on another commit than its last day's."""
    book, commits = make_book(tmp_path / "book", commit=False), []
    git(book, "init", "-q", "-b", "main")
    commit_all(book, "Start", "2026-01-02T10:00:00+01:00")
    for period, when in (("FY2026-Q4", "2026-01-28"), ("FY2027-Q1", "2026-04-20"), ("FY2027-Q2", "2026-07-15")):
        commits.append(step(book, f"{when}T10:00:00+01:00"))
        create(repository(book), "plan", period, f"Snapshot {period}", commits[-1])
        step(book, f"{when[:8]}30T10:00:00+01:00")
    return book, commits


@pytest.mark.parametrize(("words", "place"), [("FY2026-Q4", 0), ("2026-Q4", 0), ("FY2027-Q1", 1), ("2027-Q2", 2)])
def test_a_snapshot_comes_before_the_last_day(tagged: tuple[Path, list[str]], words: str, place: int) -> None:
    book, commits = tagged
    state = at(book, words)
    assert state.commit == commits[place]
    assert state.said.startswith(f"{words} → snapshot plan/")
    assert commits[place][:8] in state.said


@pytest.mark.parametrize("said", [BERLIN, BERLIN + "fiscal_year: {starts: january, named_by: end}\n"])
@pytest.mark.parametrize("kept", ["CY2026-Q1", "FY2026-Q1"])
def test_both_names_of_a_year_from_january_find_its_snapshot(book: Path, said: str, kept: str) -> None:
    commit = step(book, "2026-11-04T10:00:00+01:00")
    step(book, "2026-11-05T10:00:00+01:00")
    git(book, "tag", f"plan/{kept}", commit)
    for words in ("2026-Q1", "FY2026-Q1", "CY2026-Q1"):
        assert at(book, words, said).said == f"{words} → snapshot plan/{kept}, {commit[:8]}"
    with pytest.raises(RevisionUnknown):
        at(book, "CY2026-Q1" if kept == "FY2026-Q1" else "FY2026-Q1", FEBRUARY)


WEEKS = BERLIN + "fiscal_year: {weeks: {FY2026: 2025-02-02, FY2027: 2026-02-01, FY2028: 2027-01-31}}\n"


@pytest.mark.parametrize(
    ("words", "ends", "month"),
    [
        ("FY2026", "2026-01-31", "2026-01"),
        ("2027-Q2", "2026-08-01", "2026-08"),
        ("FY2027-Q2", "2026-08-01", "2026-08"),
        ("FY2027-Q3", "2026-10-31", "2026-10"),
        ("CY2026-Q2", "2026-06-30", "2026-06"),
        ("2026-10", "2026-10-31", "2026-10"),
    ],
)
def test_a_period_by_the_table_of_52_and_53_weeks(years: Path, words: str, ends: str, month: str) -> None:
    state = at(years, words, WEEKS)
    assert state.said == f"{words} → no snapshot; {ends}, {str(state.commit)[:8]}"
    assert git(years, "log", "-1", "--format=%s", str(state.commit)) == month
    assert day_of(state, repository(years), settings(WEEKS)) == date.fromisoformat(ends)


def test_a_period_that_the_table_has_not(years: Path) -> None:
    for words in ("FY2025", "FY2028-Q1", "2030"):
        with pytest.raises(RevisionUnknown, match=f"the table of fiscal years has no {words}; it runs from 2025-02-02 to 2027-01-30"):
            at(years, words, WEEKS)
    assert at(years, "FY2027", WEEKS).said == "FY2027 → FY2027 is open until 2027-01-30: the work tree"


def test_without_a_snapshot_the_last_day_counts(tagged: tuple[Path, list[str]]) -> None:
    book, commits = tagged
    assert at(book, "2026-07").commit == git(book, "rev-parse", f"{commits[2]}") or at(book, "2026-07").commit == git(
        book, "rev-parse", "HEAD"
    )
    assert "no snapshot" in at(book, "2026-07").said


def test_the_last_snapshot_and_the_one_before(tagged: tuple[Path, list[str]]) -> None:
    book, commits = tagged
    assert at(book, "last-snapshot").commit == commits[2]
    assert at(book, "prev").commit == commits[1]
    assert at(book, "last-snapshot").said == f"last-snapshot → snapshot plan/FY2027-Q2, {commits[2][:8]}"


def test_a_light_tag_counts_too(book: Path) -> None:
    commit = step(book, "2026-11-04T10:00:00+01:00")
    git(book, "tag", "plan/CY2026-Q1", commit)
    assert at(book, "CY2026-Q1").commit == commit
    assert [snapshot.commit for snapshot in snapshots(repository(book), "plan")] == [commit]


def test_a_snapshot_of_a_future_period_is_there_if_somebody_made_it(book: Path) -> None:
    commit = step(book, "2026-11-04T10:00:00+01:00")
    git(book, "tag", "plan/CY2027-Q1", commit)
    assert at(book, "CY2027-Q1").commit == commit


def test_a_tag_of_a_tag_counts_too(book: Path) -> None:
    commit = step(book, "2026-11-04T10:00:00+01:00")
    git(book, "tag", "-a", "-m", "Told", "told")
    git(book, "tag", "-a", "-m", "Of a tag", "plan/CY2026-Q1", "told")
    assert at(book, "CY2026-Q1").commit == at(book, "last-snapshot").commit == commit
    assert snapshots(repository(book), "plan")[0].committed_on == date(2026, 11, 4)


def test_another_prefix(book: Path) -> None:
    commit = step(book, "2026-11-04T10:00:00+01:00")
    git(book, "tag", "book-x/CY2026-Q1", commit)
    assert at(book, "CY2026-Q1", BERLIN + "snapshots: {prefix: book-x}\n").commit == commit


@pytest.mark.parametrize("prefix", ["-x", "../heads", "a b", "", "a..b", "refs/*"])
def test_an_odd_prefix_is_no_option_and_no_crash(book: Path, prefix: str) -> None:
    said = BERLIN + f'snapshots: {{prefix: "{prefix}"}}\n'
    for words in ("CY2026-Q1", "last-snapshot"):
        with pytest.raises(AcctplanError):
            at(book, words, said)


@pytest.mark.parametrize(("words", "count"), [("last-snapshot", 0), ("prev", 0), ("prev", 1)])
def test_too_few_snapshots(book: Path, words: str, count: int) -> None:
    if count:
        git(book, "tag", "plan/CY2026-Q1")
    with pytest.raises(RevisionUnknown, match=f"there (is|are) {count} snapshot"):
        at(book, words)


def test_a_tag_of_a_tree_is_no_snapshot(book: Path) -> None:
    git(book, "tag", "plan/CY2026-Q1", "HEAD^{tree}")
    git(book, "tag", "plan/CY2026-Q2", "HEAD:acctplan.yaml")
    for words in ("last-snapshot", "prev", "git:plan/CY2026-Q1"):
        with pytest.raises(RevisionUnknown):
            at(book, words)
    assert "no snapshot" in at(book, "2026-11", today=date(2026, 12, 1)).said


def test_snapshots_stand_in_the_order_of_their_commits(tagged: tuple[Path, list[str]]) -> None:
    book, commits = tagged
    assert [snapshot.period for snapshot in snapshots(repository(book), "plan")] == ["FY2026-Q4", "FY2027-Q1", "FY2027-Q2"]
    create(repository(book), "plan", "FY2025-Q1", "Made late", commits[0] + "~1")
    assert [snapshot.period for snapshot in snapshots(repository(book), "plan")][-1] == "FY2027-Q2"
    assert at(book, "last-snapshot").commit == commits[2]


# --- git's own names


@pytest.fixture
def named(book: Path) -> tuple[Path, list[str]]:
    commits = [git(book, "rev-parse", "HEAD"), *(step(book, f"2026-11-0{day}T10:00:00+01:00", f"Day {day}") for day in (3, 4, 5))]
    git(book, "branch", "review/2026", commits[1])
    git(book, "tag", "-a", "-m", "Annotated", "told", commits[1])
    git(book, "tag", "-a", "-m", "Of a tag", "told-twice", "told")
    git(book, "tag", "light", commits[2])
    return book, commits


@pytest.mark.parametrize(
    ("words", "place"),
    [("HEAD", 3), ("HEAD~2", 1), ("HEAD^", 2), ("main", 3), ("main~3", 0), ("review/2026", 1), ("told", 1), ("told-twice", 1), ("light", 2),
     ("told^{commit}", 1), ("refs/heads/review/2026", 1), ("git:HEAD~1", 2), ("git:told", 1), ("@", 3), ("@~1", 2)],
)  # fmt: skip
def test_names_of_git(named: tuple[Path, list[str]], words: str, place: int) -> None:
    book, commits = named
    state = at(book, words)
    assert (state.kind, state.commit) == ("commit", commits[place])
    assert state.said == f"{words} → {commits[place][:8]}"
    assert day_of(state, repository(book), settings()) == date(2026, 11, 2 + place)


@pytest.mark.parametrize("length", [40, 12, 7])
def test_hashes(named: tuple[Path, list[str]], length: int) -> None:
    book, commits = named
    assert at(book, commits[1][:length]).commit == commits[1]
    assert at(book, f"git:{commits[1][:length]}").commit == commits[1]


def test_a_hash_that_looks_like_a_year(book: Path) -> None:
    """Our own grammar first: four digits are a year, whatever hash begins with them."""
    assert "FY2026" in (at(book, "2026", today=date(2025, 12, 1)).said)


def test_trees_and_blobs_are_refused(named: tuple[Path, list[str]]) -> None:
    book, _ = named
    blob, tree = git(book, "rev-parse", "HEAD:acctplan.yaml"), git(book, "rev-parse", "HEAD^{tree}")
    git(book, "tag", "-a", "-m", "x", "of-blob", blob)
    for words in (blob, tree, "HEAD^{tree}", "HEAD:plans", "HEAD:acctplan.yaml", "of-blob", f"git:{tree}"):
        with pytest.raises(RevisionUnknown, match="nothing here is called"):
            at(book, words)


REFUSED = [
    "-", "--", "-h", "--help", "--all", "--output=/tmp/written", "-Gx", "--exec=touch x",
    "@{1}", "HEAD@{0}", "HEAD@{1}", "HEAD@{1000 years ago}", "main@{yesterday}",
    "@{-1}", "@{u}", "@{upstream}", "@{push}", "HEAD@{now}",
    ":0:x", ":/Start", ":acctplan.yaml", ":", ":1:plans/harbour.md",
    "^HEAD",
    "^main", "HEAD^@", "HEAD^!", "HEAD^-", "main..HEAD", "main...HEAD", "HEAD HEAD", "HEAD ", " HEAD", "HEAD\n", "HE\0AD",
    "\x1b[31m",
    "git:",
    "git:-h", "git:--all", "git::/Start", "git:HEAD@{1}", "git:^HEAD", "git:git:HEAD",
    "nowhere", "HEAD~999", "0000000000000000000000000000000000000000", "deadbeef", "*", "ma?n", "refs/heads/*", "../HEAD", "x" * 5000,
    "worktree", "index", "Head", "today", "yesterday", "now", "last week", "tomorrow", "HEAD~99999999999999999999",
]  # fmt: skip


@pytest.mark.parametrize("words", REFUSED, ids=[repr(words[:24]) for words in REFUSED])
def test_what_is_refused(named: tuple[Path, list[str]], tmp_path: Path, words: str) -> None:
    book, _ = named
    with pytest.raises(RevisionUnknown) as refused:
        at(book, words)
    assert len(refused.value.message) < 200
    assert refused.value.hint
    assert not Path("/tmp/written").exists()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("30.06.2026", "2026-06-30"),
        ("30/06/2026", "2026-06-30"),
        ("6/30/2026", "2026-06-30"),
        ("2026/06/30", "2026-06-30"),
        ("2026.06.30", "2026-06-30"),
        ("2026-6-1", "2026-06-01"),
        ("2026-6-30", "2026-06-30"),
        ("1.6.26", "2026-06-01"),
        ("03/04/2026", "2026-04-03 or 2026-03-04"),
        ("20260630", "2026-06-30"),
        ("30 June 2026", "2026-06-30"),
        ("June 30, 2026", "2026-06-30"),
        ("Q2-26", "Write FY2026-Q2 or CY2026-Q2."),
        ("Q2 2026", "Write FY2026-Q2 or CY2026-Q2."),
        ("q2-2026", "Write FY2026-Q2 or CY2026-Q2."),
        ("26Q2", "Write FY2026-Q2 or CY2026-Q2."),
        ("2026Q2", "Write FY2026-Q2 or CY2026-Q2."),
        ("Q2'26", "Write FY2026-Q2 or CY2026-Q2."),
        ("FY26", "FY2026"),
        ("FY26-Q2", "FY2026-Q2"),
        ("FY26Q2", "FY2026-Q2"),
        ("fy2026-q2", "FY2026-Q2"),
        ("FY2026Q2", "FY2026-Q2"),
        ("Q2 FY26", "FY2026-Q2"),
        ("CY26-Q1", "CY2026-Q1"),
        ("2026-6", "2026-06"),
        ("06/2026", "2026-06"),
        ("June 2026", "2026-06"),
    ],
)
def test_other_spellings_are_refused_with_the_one_to_write(book: Path, words: str, hint: str) -> None:
    with pytest.raises(RevisionUnknown) as refused:
        at(book, words)
    assert hint in refused.value.hint, refused.value.hint
    assert words in refused.value.message


def test_the_hint_can_be_followed(years: Path) -> None:
    """What a hint says to write is understood."""
    for words in ("Q2-26", "30.06.2026", "2026-6-1", "FY26-Q2", "June 2026"):
        with pytest.raises(RevisionUnknown) as refused:
            at(years, words)
        for said in refused.value.hint.removeprefix("Write ").rstrip(".").split(" or "):
            assert at(years, said).said


def test_empty_words_are_the_work_tree_only_where_nothing_was_asked(acct: Callable[..., Ran], book: Path) -> None:
    with pytest.raises(RevisionUnknown):
        at(book, "")
    assert acct("show", "harbour", "--as-of", "", cwd=book).code == 2


# --- states that are no commit


def test_the_work_tree_needs_no_git() -> None:
    assert resolve("WORKTREE", None, settings(), TODAY).kind == "worktree"


@pytest.mark.parametrize("words", ["HEAD", "INDEX", "2026-06-30", "FY2026", "prev", "git:main"])
def test_without_git_there_is_no_past(words: str) -> None:
    with pytest.raises(RevisionUnknown, match="no git history here") as refused:
        resolve(words, None, settings(), TODAY)
    assert "git init" in refused.value.hint


def test_an_empty_repository_has_no_past(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", commit=False)
    git(book, "init", "-q")
    for words in ("HEAD", "main", "2026-06-30", "CY2025", "last-snapshot"):
        with pytest.raises(RevisionUnknown):
            at(book, words)
    assert at(book, "INDEX").kind == "index"
    assert at(book, "2026-11").kind == "worktree"


def test_the_index_is_what_is_staged(acct: Callable[..., Ran], book: Path) -> None:
    plan = book / "plans" / "harbour.md"
    text = plan.read_text()
    plan.write_text(text.replace("owner: dana\nlifecycle", "owner: lee\nlifecycle"))
    git(book, "add", "plans")
    plan.write_text(text.replace("owner: dana\nlifecycle", "owner: priya\nlifecycle"))

    def owner(*words: str) -> str:
        return acct("list", "plans", "--columns", "owner", "--format", "concise", *words, cwd=book).out.strip()

    assert [owner("--as-of", "HEAD"), owner("--as-of", "INDEX"), owner("--as-of", "WORKTREE"), owner()] == ["dana", "lee", "priya", "priya"]


# --- clones without the whole history


@pytest.fixture
def shallow(named: tuple[Path, list[str]], tmp_path: Path) -> tuple[Path, list[str]]:
    book, commits = named
    git(tmp_path, "clone", "-q", "--depth=2", book.as_uri(), "shallow")
    return tmp_path / "shallow", commits


@pytest.mark.parametrize("words", ["HEAD~2", "HEAD~3", "2026-11-03", "2026-10-01", "2026-10", "CY2025", "main^^", "git:HEAD~2"])
def test_a_time_before_a_shallow_clone(shallow: tuple[Path, list[str]], words: str) -> None:
    book, _ = shallow
    with pytest.raises(HistoryShallow, match="before this clone's history") as refused:
        at(book, words)
    assert "git fetch --unshallow" in refused.value.hint
    assert "fetch-depth: 0" in refused.value.hint


def test_a_hash_before_a_shallow_clone(shallow: tuple[Path, list[str]]) -> None:
    book, commits = shallow
    for length in (40, 8):
        with pytest.raises(HistoryShallow):
            at(book, commits[0][:length])


def test_what_a_shallow_clone_holds(shallow: tuple[Path, list[str]]) -> None:
    book, commits = shallow
    assert at(book, "HEAD~1").commit == commits[2]
    assert at(book, "2026-11-04").commit == commits[2]
    assert at(book, "2026-11-30").commit == commits[3]


def test_a_shallow_clone_knows_names_it_lacks_from_words_that_name_nothing(shallow: tuple[Path, list[str]]) -> None:
    book, _ = shallow
    with pytest.raises(RevisionUnknown):
        at(book, "nowhere")


@pytest.mark.parametrize("command", [("show", "harbour"), ("list",), ("status",), ("render", "harbour")])
def test_commands_say_that_the_clone_is_shallow(
    acct: Callable[..., Ran], shallow: tuple[Path, list[str]], command: tuple[str, ...]
) -> None:
    book, _ = shallow
    ran = acct(*command, "--as-of", "2026-10-01", cwd=book)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "acctplan: 2026-10-01 is before this clone's history.\n  Fetch all of it: git fetch --unshallow (in CI: fetch-depth: 0).\n"
    )


def test_a_snapshot_whose_tag_is_there_and_whose_commit_is_not(named: tuple[Path, list[str]], tmp_path: Path) -> None:
    book, commits = named
    git(book, "tag", "-a", "-m", "x", "plan/CY2026-Q1", commits[0])
    git(tmp_path, "clone", "-q", "--depth=1", "--no-tags", book.as_uri(), "clone")
    clone = tmp_path / "clone"
    git(clone, "fetch", "-q", "--depth=1", "origin", "tag", "plan/CY2026-Q1")
    assert at(clone, "CY2026-Q1").commit == commits[0]


def test_history_that_was_replaced_is_told_as_it_was_committed(acct: Callable[..., Ran], named: tuple[Path, list[str]]) -> None:
    """`git replace` changes what commands show; what was committed counts."""
    book, commits = named
    plan = book / "plans" / "harbour.md"
    plan.write_text(plan.read_text().replace("owner: dana\nlifecycle", "owner: lee\nlifecycle"))
    forged = commit_all(book, "Forged", "2026-11-06T10:00:00+01:00")
    git(book, "reset", "-q", "--hard", commits[3])
    git(book, "replace", commits[3], forged)
    out = acct("list", "plans", "--columns", "owner", "--format", "concise", "--as-of", "HEAD", cwd=book).out
    assert out.strip() == "dana"


# --- two states


def test_the_base_of_two_branches(named: tuple[Path, list[str]]) -> None:
    book, commits = named
    git(book, "checkout", "-q", "-b", "side", commits[1])
    side = step(book, "2026-11-07T10:00:00+01:00")
    first, second = at(book, "main"), at(book, "side")
    base = merge_base(first, second, repository(book))
    assert (base.commit, second.commit) == (commits[1], side)
    assert base.said == f"where main and side part, {commits[1][:8]}"


def test_histories_that_share_nothing(named: tuple[Path, list[str]]) -> None:
    book, _ = named
    git(book, "checkout", "-q", "--orphan", "other")
    commit_all(book, "Other", "2026-11-07T10:00:00+01:00")
    with pytest.raises(RevisionUnknown, match="share no history"):
        merge_base(at(book, "main"), at(book, "other"), repository(book))


@pytest.mark.parametrize(
    "words", ["HEAD~2..HEAD", "HEAD~2", "HEAD~2..", "git:HEAD~2..git:main", "review/2026...main", "2026-11-03..2026-11-05"]
)
def test_a_diff_understands_two_states(acct: Callable[..., Ran], named: tuple[Path, list[str]], words: str) -> None:
    book, _ = named
    ran = acct("diff", words, cwd=book)
    assert ran.code == 0, ran.err
    assert "0 changes in 0 plans, 1 unchanged" in ran.out


@pytest.mark.parametrize("words", ["HEAD..-h", "--output=x..HEAD", "HEAD@{1}..HEAD", "nowhere..HEAD", "HEAD....HEAD", "a..b..c"])
def test_a_diff_refuses_as_everywhere(acct: Callable[..., Ran], named: tuple[Path, list[str]], words: str) -> None:
    book, _ = named
    ran = acct("diff", "--", words, cwd=book)
    assert ran.code == 2
    assert ran.out == ""
    assert "bug" not in ran.err


def test_the_state_is_always_told(acct: Callable[..., Ran], named: tuple[Path, list[str]]) -> None:
    book, commits = named
    for command in (("show", "harbour"), ("list",), ("status",), ("render", "harbour"), ("lint", "--fail-on", "never")):
        ran = acct(*command, "--as-of", "2026-11-04", cwd=book)
        assert ran.err.startswith(f"as of 2026-11-04 → {commits[2][:8]} of 2026-11-04\n"), command
    assert f"From told → {commits[1][:8]} to HEAD → {commits[3][:8]}." in acct("diff", "told..HEAD", cwd=book).out


def test_git_is_never_asked_for_the_reflog(named: tuple[Path, list[str]]) -> None:
    book, commits = named
    git(book, "reset", "-q", "--hard", "HEAD~2")
    subprocess.run(["rm", "-rf", str(book / ".git" / "logs")], check=True)
    assert at(book, "2026-11-30").commit == commits[1]
