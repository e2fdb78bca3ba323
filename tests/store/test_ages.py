"""How old what a plan says is, told by git: only a person's change of meaning refreshes anything."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from acctplan.analysis.belief_age import NOT_A_BELIEF, Ages, meaning_of
from acctplan.analysis.changes import changes
from acctplan.model.book import Entry
from acctplan.planfile.parse import parse
from acctplan.store import aging
from acctplan.store.aging import Chronicle
from acctplan.store.git import Repository, discover
from acctplan.store.shelf import Desk, read_book, read_desk
from acctplan.store.source import WorkTree
from acctplan.store.versions import Versions
from tests.conftest import LITE, Ran, git, make_book

from .ordinary import ordinary_folder

Acct = Callable[..., Ran]
PLAN = "plans/harbour.md"
TODAY = date(2026, 11, 20)
BORN, LATER, LAST = date(2026, 1, 5), date(2026, 6, 1), date(2026, 8, 3)
OTHER = "---\naccount: Other\nowner: lee\nintent: {now: Nothing like the first plan}\n---\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book with two plans, both written by Dana on 2026-01-05."""
    folder = make_book(tmp_path / "book", commit=False)
    (folder / "plans" / "other.md").write_text(OTHER)
    git(folder, "init", "-q", "-b", "main")
    return save(folder, BORN, words="Start")


def save(folder: Path, day: date | str, by: str = "Dana Kim <dana@northpeak.example>", words: str = "Change", **more: str) -> Path:
    """Commit everything as somebody on a day."""
    when = day if isinstance(day, str) else f"{day}T10:00:00+01:00"
    git(folder, "add", "-A")
    git(
        folder,
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        words,
        f"--author={by}",
        **{"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, **more},
    )
    return folder


def put(folder: Path, *changes: tuple[str, str], path: str = PLAN) -> Path:
    """Replace texts of a plan, each of which must stand there once."""
    text = (folder / path).read_text()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / path).write_text(text)
    return folder


def ages(folder: Path, plan: str = "harbour", today: date = TODAY) -> Ages:
    """Ages of a plan, reckoned alone, with all others, and again from the cache: always the same."""
    repository, source = discover(folder), WorkTree(folder)
    desk = read_desk(source)
    assert repository is not None
    told: list[Ages] = []
    for only in ([plan], None, None):
        entries = read_book(source, desk, only).entries.values()
        told.append(_read(repository, entries, desk, plan, today, cached=len(told) != 1))
    entries = read_book(source, desk).entries.values()
    for days in (0, 120):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(aging, "_MANY", 0)
            patch.setattr(aging, "_FIRST_DAYS", days)
            told.append(_read(repository, entries, desk, plan, today, cached=True))
    assert all(found == told[0] for found in told)
    return told[0]


def _read(repository: Repository, entries: Iterable[Entry], desk: Desk, plan: str, today: date, *, cached: bool) -> Ages:
    """Ages with every question asked in one order; those asked in another, or alone, must be the same."""
    kept = {entry.id: entry for entry in entries if entry.plan is not None}
    with closing(Versions(repository, desk, cached=cached)) as versions:
        chronicle = Chronicle(repository, versions, {entry.file: key for key, entry in kept.items()}, today=today)

        def unasked() -> Ages:
            return chronicle.ages(kept[plan])

        asked = []
        for order in (("plan", "blocks", "began_on", "authors", "complete"), ("authors", "blocks", "began_on", "plan", "complete")):
            found = unasked()
            values = {name: getattr(found, name) for name in order}
            asked.append(Ages(**values))
            assert {block: unasked().of(block) for block in values["blocks"]} == dict(values["blocks"])
        for day in (LATER, LAST, today):
            assert list(unasked().authors_since(day)) == [name for on, name in asked[0].authors if on >= day]
            assert unasked().hands_since(day) >= set(unasked().authors_since(day))
            assert {block: unasked().changed_since(block, day) for block in asked[0].blocks} == {
                block: age.on >= day for block, age in asked[0].blocks.items()
            }
            assert not unasked().changed_since("nothing-of-the-plan", day)
            assert unasked().began_by(day) == (asked[0].began_on is not None and asked[0].began_on <= day)
    assert asked[0] == asked[1]
    return asked[0]


def days(folder: Path, plan: str = "harbour") -> dict[str, date]:
    """The day of each block, and of the plan under its own name."""
    found = ages(folder, plan)
    assert found.plan is not None
    return {"plan": found.plan.on, **{name: age.on for name, age in found.blocks.items()}}


def fresh(folder: Path, since: date = BORN) -> set[str]:
    """Blocks, and `plan`, that are younger than a day."""
    return {name for name, day in days(folder).items() if day > since}


# --- what refreshes nothing

LONG = """  tom:
    name: Tom Baker
    title: Head of Retail
    decision_role: [decision-maker]
    influence: high
    support: champion
    known_by: [dana]
"""
SAME: dict[str, tuple[str, str]] = {
    "comment": ("owner: dana\nlifecycle", "owner: dana  # since May\n# a line of its own\nlifecycle"),
    "comment taken away": ("          # the group, not the shops", ""),
    "double quotes": ("account: Harbour Bakery Group", 'account: "Harbour Bakery Group"'),
    "single quotes": ("    cause: The export ignores shifts over midnight", "    cause: 'The export ignores shifts over midnight'"),
    "folded text": ("    cause: The export ignores shifts over midnight",
                    "    cause: >-\n      The export ignores\n      shifts over midnight"),
    "flow to block": ("team: {dana: csm, lee: am}", "team:\n  dana: csm\n  lee: am"),
    "short to long: people": (LITE[LITE.index("  tom:") : LITE.index("goals:")], LONG),
    "short to long: health": ("  usage: amber, four new shops have not logged in",
                              "  usage:\n    band: amber\n    cause: four new shops have not logged in"),
    "short to long: action": (
        "  fix-export: Get a date for the fix from product (dana, 2026-11-30, payroll-export)",
        "  fix-export:\n    do: Get a date for the fix from product\n    owner: dana\n    due: 2026-11-30\n    because: [payroll-export]",
    ),
    "order of fields": ("owner: dana\nlifecycle: adoption\nposture: retain\n", "posture: retain\nlifecycle: adoption\nowner: dana\n"),
    "order in a record": ("    severity: medium\n    owner: dana\n", "    owner: dana\n    severity: medium\n"),
    "blank lines": ("risks:\n", "\n\nrisks:\n\n"),
    "indentation": ("  now: Four new shops on rosters before Easter\n  next: Renew in June with the night kitchens\n  how: Train",
                    "    now: Four new shops on rosters before Easter\n    next: Renew in June with the night kitchens\n    how: Train"),
    "list around one": ("decision_role: decision-maker", "decision_role: [decision-maker]"),
    "blank in an item": ("    severity: medium\n", "    severity: medium\n    category:\n    blocks: []\n"),
    "blank field": ("posture: retain\n", "posture: retain\nstory:\nunits: {}\nvoice: []\n"),
    "template": ("owner: dana\nlifecycle", "template: lite@1\nformat: 1\nowner: dana\nlifecycle"),
    "lint_ignore": ("posture: retain\n", "posture: retain\nlint_ignore:\n  - {rule: AP301, until: 2026-12-31, reason: on hold}\n"),
    "white space in the body": ("They bake at night and sell by day.", "They bake   at night\n\nand sell\nby day.  "),
    "no final newline": ("by day.\n", "by day."),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_what_means_the_same_refreshes_nothing(book: Path, old: str, new: str) -> None:
    before = days(book)
    save(put(book, (old, new)), LATER)
    assert days(book) == before
    assert set(before.values()) == {BORN}


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_and_back_again(book: Path, old: str, new: str) -> None:
    save(put(book, (old, new)), LATER)
    (book / PLAN).write_text(LITE)
    save(book, LAST)
    assert fresh(book) == set()


def test_diff_and_ages_agree_on_what_is_a_change() -> None:
    for cases, changed in ((SAME.values(), False), ([(old, new) for _, old, new in CHANGES.values()], True)):
        for old, new in cases:
            before, after = (parse(text, "harbour", ("dana", "lee")).plan for text in (LITE, LITE.replace(old, new)))
            assert before
            assert after
            told = [change for change in changes(before, after) if change.path[0] not in NOT_A_BELIEF]
            assert (bool(told), meaning_of(before.tree, before.body) != meaning_of(after.tree, after.body)) == (changed, changed), (
                old,
                new,
            )


@pytest.mark.parametrize("codec", ["crlf", "bom", "executable"])
def test_the_bytes_around_the_words_refresh_nothing(book: Path, codec: str) -> None:
    data = (book / PLAN).read_bytes()
    if codec == "executable":
        (book / PLAN).chmod(0o755)
    else:
        (book / PLAN).write_bytes(data.replace(b"\n", b"\r\n") if codec == "crlf" else b"\xef\xbb\xbf" + data)
    save(book, LATER)
    assert fresh(book) == set()


def test_facts_settings_and_other_plans_refresh_nothing(book: Path) -> None:
    (book / "facts").mkdir()
    (book / "facts" / "harbour.yaml").write_text("account: Harbour Bakery Group\ncrm: {source: crm, owner: lee, arr: 9000 EUR}\n")
    save(book, LATER, by="sync <sync@northpeak.example>", words="Sync 1 account")
    (book / "acctplan.yaml").write_text("currency: USD\n")
    (book / "plans" / "other.md").write_text(OTHER.replace("lee", "dana"))
    (book / "plans" / "third.md").write_text(OTHER.replace("Other", "Third"))
    save(book, LAST)
    assert fresh(book) == set()
    assert days(book, "other")["owner"] == LAST


@pytest.mark.parametrize(
    "trailer", ["Acctplan-Mechanical: yes", "acctplan-mechanical: YES", "Reviewed-by: X <x@y>\nAcctplan-Mechanical: yes"]
)
def test_a_mechanical_commit_refreshes_nothing(book: Path, trailer: str) -> None:
    save(
        put(book, ("severity: medium", "severity: high"), ("owner: dana\nlifecycle", "owner: lee\nlifecycle")),
        LATER,
        words=f"Mass edit\n\n{trailer}",
    )
    assert fresh(book) == set()
    assert [name for _, name in ages(book).authors] == ["Dana Kim"]


@pytest.mark.parametrize(
    "trailer", ["Acctplan-Mechanical: no", "Acctplan-Mechanical:", "Mechanical: yes", "We say Acctplan-Mechanical: yes in a sentence."]
)
def test_other_words_are_no_mechanical_trailer(book: Path, trailer: str) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER, words=f"Edit\n\n{trailer}")
    assert fresh(book) == {"plan", "risks"}


def test_a_mechanical_commit_between_two_human_ones(book: Path) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER, by="Lee Wong <lee@northpeak.example>")
    save(put(book, ("severity: high", "severity: low")), LAST, words="Mass edit\n\nAcctplan-Mechanical: yes")
    assert days(book)["risks"] == LATER
    assert ages(book).blocks["risks"].by == "Lee Wong"


def test_a_plan_that_began_mechanically_began_then(book: Path) -> None:
    """What nobody ever changed is as old as its file: never unknown, never fresh."""
    (book / "plans" / "third.md").write_text(OTHER.replace("Other", "Third"))
    save(book, LATER, words="Import\n\nAcctplan-Mechanical: yes")
    assert set(days(book, "third").values()) == {LATER}


def test_git_blame_ignore_revs(book: Path) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER)
    reformat = git(book, "rev-parse", "HEAD")
    assert fresh(book) == {"plan", "risks"}
    (book / ".git-blame-ignore-revs").write_text(f"# the great edit\n\n{reformat}  # of June\n0123\n")
    assert fresh(book) == set()
    (book / ".git-blame-ignore-revs").write_bytes(b"\xff\xfe" + reformat.encode())
    assert fresh(book) == {"plan", "risks"}


def test_git_blame_ignore_revs_of_a_past_state(acct: Acct, book: Path) -> None:
    """The list as it stands today says what is mechanical, whatever time is asked about."""
    save(put(book, ("severity: medium", "severity: high")), LATER)
    (book / ".git-blame-ignore-revs").write_text(git(book, "rev-parse", "HEAD"))
    save(book, LAST)
    shown = json.loads(acct("show", "harbour", "--json", "--as-of", str(LATER), cwd=book).out)
    assert shown["age_days"]["risks"] == (LATER - BORN).days


# --- what refreshes

CHANGES: dict[str, tuple[str, str, str]] = {
    "owner": ("owner", "owner: dana\nlifecycle", "owner: lee\nlifecycle"),
    "word of a title": ("goals", "title: Every shop publishes", "title: Each shop publishes"),
    "a number": ("goals", "now 9", "now 11"),
    "a due date": ("goals", "due: 2027-03-31", "due: 2027-04-30"),
    "a band": ("health", "  finance: green", "  finance: amber"),
    "a cause": ("health", "four new shops have", "five new shops have"),
    "a person": ("stakeholders", "support: champion", "support: supporter"),
    "a new field": ("risks", "    severity: medium\n", "    severity: medium\n    category: product\n"),
    "a field gone": ("risks", "    severity: medium\n", ""),
    "a new item": ("actions", "actions:\n", "actions:\n  new-one: Call Tom (dana, 2026-12-01, rosters)\n"),
    "an item gone": ("actions", "  price-night: Send the night kitchen price (lee, 2026-12-05, night-kitchens)\n", ""),
    "an id": ("actions", "  train-leads:", "  teach-leads:"),
    "a signal": ("opportunities", "2026-10-28 Tom asked", "2026-10-29 Tom asked"),
    "a new block": ("pulse", "posture: retain\n", "posture: retain\npulse: {renew_today: unsure}\n"),
    "letter case": ("account", "account: Harbour Bakery Group", "account: Harbour bakery group"),
    "a role": ("team", "{dana: csm, lee: am}", "{dana: csm, lee: ae}"),
    "order of a list": ("team", "{dana: csm, lee: am}", "{dana: [csm, se], lee: am}"),
    "a quoted word": ("risks", "cause: The export", 'cause: The "export"'),
}


@pytest.mark.parametrize(("block", "old", "new"), CHANGES.values(), ids=CHANGES)
def test_a_changed_field_refreshes_its_block_and_the_plan(book: Path, block: str, old: str, new: str) -> None:
    save(put(book, (old, new)), LATER, by="Lee Wong <lee@northpeak.example>")
    assert fresh(book) == {"plan", block}
    assert days(book)[block] == days(book)["plan"] == LATER
    found = ages(book)
    assert (found.blocks[block].by, found.plan and found.plan.by, found.blocks["intent"].by) == ("Lee Wong", "Lee Wong", "Dana Kim")


@pytest.mark.parametrize(("block", "old", "new"), CHANGES.values(), ids=CHANGES)
def test_a_change_taken_back_was_a_change(book: Path, block: str, old: str, new: str) -> None:
    save(put(book, (old, new)), LATER)
    (book / PLAN).write_text(LITE)
    save(book, LAST)
    assert fresh(book) == {"plan", block} - {"pulse"}
    assert days(book)["plan"] == LAST


def test_a_block_that_went_away_refreshes_the_plan_alone(book: Path) -> None:
    save(put(book, ("health:\n  usage: amber, four new shops have not logged in\n  finance: green\n", "")), LATER)
    assert fresh(book) == {"plan"}
    assert "health" not in days(book)


def test_words_of_the_body_refresh_the_plan_not_the_blocks(book: Path) -> None:
    save(put(book, ("They bake at night", "They bake by night")), LATER)
    assert fresh(book) == {"plan", "body"}


def test_each_block_keeps_its_own_day(book: Path) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER)
    save(put(book, ("now 9", "now 11")), LAST, by="Lee Wong <lee@northpeak.example>")
    told = days(book)
    assert (told["risks"], told["goals"], told["plan"], told["intent"]) == (LATER, LAST, LAST, BORN)
    assert ages(book).began_on == BORN
    assert ages(book).authors == ((LAST, "Lee Wong"), (LATER, "Dana Kim"), (BORN, "Dana Kim"))


def test_the_commit_is_named(book: Path) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER)
    found = ages(book)
    assert found.blocks["risks"].commit == git(book, "rev-parse", "HEAD")
    assert found.blocks["intent"].commit == git(book, "rev-parse", "HEAD~1")


def test_a_list_in_another_order_means_the_same(book: Path) -> None:
    save(put(book, ("known_by: dana", "known_by: [dana, lee]")), BORN)
    save(put(book, ("known_by: [dana, lee]", "known_by: [lee, dana]")), LATER)
    assert fresh(book) == set()


def test_the_plan_is_as_old_as_its_youngest_change_not_its_newest_commit(book: Path) -> None:
    save(put(book, ("now 9", "now 11")), LAST)
    save(put(book, ("severity: medium", "severity: high")), LATER, GIT_COMMITTER_DATE="2026-10-01T10:00:00Z")
    told = days(book)
    assert (told["plan"], told["risks"], told["goals"]) == (LAST, LATER, LAST)


# --- confirmed


def test_a_confirmation_refreshes_its_block(acct: Acct, book: Path) -> None:
    assert acct("confirm", "harbour", "risks", "--today", str(LATER), cwd=book).code == 0
    save(book, LATER)
    assert fresh(book) == {"plan", "risks", "confirmed"}
    assert ages(book).blocks["risks"].confirmed
    assert not ages(book).blocks["goals"].confirmed


def test_a_confirmation_does_not_make_what_is_younger_older(book: Path) -> None:
    save(
        put(book, ("posture: retain\n", f"posture: retain\nconfirmed: {{risks: {LATER}}}\n"), ("severity: medium", "severity: high")), LAST
    )
    assert days(book)["risks"] == LAST
    assert not ages(book).blocks["risks"].confirmed


def test_a_confirmation_of_a_day_to_come_counts_for_nothing(book: Path) -> None:
    save(put(book, ("posture: retain\n", "posture: retain\nconfirmed: {risks: 2099-01-01}\n")), LATER)
    assert days(book)["risks"] == BORN


# --- written_on


def test_written_on_stands_until_the_first_human_change(book: Path) -> None:
    text = OTHER.replace("owner: lee\n", "owner: lee\nwritten_on: 2025-03-01\nrisks: {r: {title: A risk, owner: lee}}\n")
    (book / "plans" / "old.md").write_text(text)
    save(book, BORN)
    written = date(2025, 3, 1)
    assert set(days(book, "old").values()) == {written}
    (book / "plans" / "old.md").write_text(text.replace("A risk", "'A risk'"))
    save(book, LATER)
    assert set(days(book, "old").values()) == {written}
    (book / "plans" / "old.md").write_text(text.replace("A risk", "Another risk"))
    save(book, LAST)
    told = days(book, "old")
    assert (told["plan"], told["risks"], told["intent"], told["owner"]) == (LAST, LAST, written, written)


def test_written_on_of_a_mechanical_import(book: Path) -> None:
    (book / "plans" / "old.md").write_text(OTHER.replace("owner: lee\n", "owner: lee\nwritten_on: 2025-03-01\n"))
    save(book, BORN, words="Import\n\nAcctplan-Mechanical: yes")
    assert set(days(book, "old").values()) == {date(2025, 3, 1)}


def test_written_on_makes_nothing_younger(book: Path) -> None:
    (book / "plans" / "old.md").write_text(OTHER.replace("owner: lee\n", "owner: lee\nwritten_on: 2099-01-01\n"))
    save(book, LATER)
    assert set(days(book, "old").values()) == {LATER}


def test_written_on_before_anything_is_committed(book: Path) -> None:
    (book / "plans" / "old.md").write_text(OTHER.replace("owner: lee\n", "owner: lee\nwritten_on: 2025-03-01\n"))
    assert set(days(book, "old").values()) == {date(2025, 3, 1)}


# --- renames


@pytest.mark.parametrize("edit", [False, True])
def test_a_rename_keeps_ages_and_history(acct: Acct, book: Path, edit: bool) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER, by="Lee Wong <lee@northpeak.example>", words="Raise it")
    git(book, "mv", PLAN, "plans/bakeries.md")
    if edit:
        put(book, ("now 9", "now 11"), path="plans/bakeries.md")
    save(book, LAST, words="Rename")
    told = days(book, "bakeries")
    assert (told["risks"], told["intent"], told["goals"]) == (LATER, BORN, LAST if edit else BORN)
    assert told["plan"] == (LAST if edit else LATER)
    assert ages(book, "bakeries").began_on == BORN
    history = json.loads(acct("history", "bakeries", "risks", "--json", cwd=book).out)
    assert [event["why"] for event in history["events"]] == ["Start", "Raise it"]


def test_two_renames_and_a_new_plan_of_the_old_name(book: Path) -> None:
    git(book, "mv", PLAN, "plans/bakeries.md")
    save(book, LATER)
    (book / "plans" / "old").mkdir()
    git(book, "mv", "plans/bakeries.md", "plans/old/bakeries-2.md")
    save(book, LAST)
    (book / PLAN).write_text(OTHER.replace("Nothing like the first plan", "A wholly other account of that name"))
    save(book, date(2026, 9, 1))
    assert set(days(book, "bakeries-2").values()) == {BORN}
    assert set(days(book).values()) == {date(2026, 9, 1)}
    save(put(book, ("owner: lee", "owner: dana")), date(2026, 10, 1))
    assert set(days(book, "bakeries-2").values()) == {BORN}


def test_two_plans_that_change_places(book: Path) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER)
    git(book, "mv", PLAN, "plans/x.md")
    git(book, "mv", "plans/other.md", PLAN)
    git(book, "mv", "plans/x.md", "plans/other.md")
    save(book, LAST)
    assert days(book, "other")["intent"] <= LAST
    assert ages(book, "other").began_on is not None


def test_a_rename_that_is_not_committed(book: Path) -> None:
    git(book, "mv", PLAN, "plans/bakeries.md")
    assert set(days(book, "bakeries").values()) <= {BORN, TODAY}


def test_a_plan_deleted_and_written_again_begins_again(book: Path) -> None:
    (book / PLAN).unlink()
    save(book, LATER)
    (book / PLAN).write_text(LITE)
    save(book, LAST)
    assert set(days(book).values()) == {LAST}
    assert ages(book).began_on == LAST


def test_a_case_only_rename(book: Path) -> None:
    git(book, "mv", PLAN, "plans/Harbour.md")
    save(book, LATER)
    assert set(days(book, "Harbour").values()) == {BORN}


def test_a_copy_begins_with_itself(book: Path) -> None:
    (book / "plans" / "copy.md").write_text(LITE)
    save(book, LATER)
    assert set(days(book, "copy").values()) == {LATER}
    assert set(days(book).values()) == {BORN}


# --- not committed yet


def test_uncommitted_edits_are_of_today(book: Path) -> None:
    put(book, ("severity: medium", "severity: high"))
    assert fresh(book) == {"plan", "risks"}
    found = ages(book)
    assert found.blocks["risks"] == (TODAY, "you, not committed", None, False)
    git(book, "add", "-A")
    assert ages(book) == found


@pytest.mark.parametrize(("old", "new"), SAME.values(), ids=SAME)
def test_an_uncommitted_reformat_is_nothing(book: Path, old: str, new: str) -> None:
    put(book, (old, new))
    assert fresh(book) == set()


def test_a_plan_that_is_not_tracked(book: Path) -> None:
    (book / "plans" / "new.md").write_text(OTHER)
    assert set(days(book, "new").values()) == {TODAY}
    assert ages(book, "new").plan == (TODAY, "you, not committed", None, False)


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    book = make_book(tmp_path / "empty", commit=False)
    (book / "plans" / "other.md").write_text(OTHER)
    git(book, "init", "-q")
    assert set(days(book).values()) == {TODAY}


# --- merges


def branch(book: Path, *changes: tuple[str, str], day: date, by: str) -> None:
    """A side branch with one commit, and back on main."""
    git(book, "checkout", "-q", "-b", "side")
    save(put(book, *changes), day, by=by)
    git(book, "checkout", "-q", "main")


def merge(book: Path, day: date, *options: str, by: str = "Priya Nair <priya@northpeak.example>") -> None:
    name, _, mail = by.rstrip(">").partition(" <")
    when = f"{day}T10:00:00+01:00"
    subprocess.run(
        ["git", "merge", "-q", "--no-ff", "-m", "Merge", *options, "side"], cwd=book, capture_output=True, check=False,
        env={**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail},
    )  # fmt: skip


LEE = "Lee Wong <lee@northpeak.example>"
PRIYA = "Priya Nair <priya@northpeak.example>"
SIDE, MAIN, MERGED = date(2026, 5, 4), date(2026, 6, 1), date(2026, 9, 7)


@pytest.mark.parametrize(("side", "main"), [(SIDE, MAIN), (MAIN, SIDE)])
def test_both_sides_of_a_merge_keep_their_days(book: Path, side: date, main: date) -> None:
    branch(book, ("severity: medium", "severity: high"), day=side, by=LEE)
    save(put(book, ("now: Four new shops", "now: Five new shops")), main)
    merge(book, MERGED)
    told = ages(book)
    assert (told.blocks["risks"].on, told.blocks["risks"].by) == (side, "Lee Wong")
    assert (told.blocks["intent"].on, told.blocks["intent"].by) == (main, "Dana Kim")
    assert told.plan is not None
    assert told.plan.on == max(side, main)
    assert "Priya Nair" not in [name for _, name in told.authors]


@pytest.mark.parametrize(("side", "main"), [(SIDE, MAIN), (MAIN, SIDE)])
def test_both_sides_in_one_block(book: Path, side: date, main: date) -> None:
    """Git put the two together: nobody wrote on the day of the merge."""
    branch(book, ("  train-leads: Train the four", "  train-leads: Train all four"), day=side, by=LEE)
    save(put(book, ("(lee, 2026-12-05, night-kitchens)", "(lee, 2026-12-07, night-kitchens)")), main)
    merge(book, MERGED)
    assert git(book, "status", "--porcelain") == ""
    assert days(book)["actions"] == max(side, main)
    assert fresh(book) == {"plan", "actions"}


def test_both_sides_in_the_body(book: Path) -> None:
    put(book, ("They bake at night and sell by day.\n", "".join(f"Line {number}.\n\n" for number in range(9))))
    save(book, BORN)
    branch(book, ("Line 1.", "Line one."), day=SIDE, by=LEE)
    save(put(book, ("Line 8.", "Line eight.")), MAIN)
    merge(book, MERGED)
    assert days(book)["body"] == MAIN


def test_a_conflict_resolved_by_hand_is_the_mergers(book: Path) -> None:
    branch(book, ("severity: medium", "severity: high"), day=SIDE, by=LEE)
    save(put(book, ("severity: medium", "severity: low")), MAIN)
    merge(book, MERGED)
    assert "<<<<<<<" in (book / PLAN).read_text()
    (book / PLAN).write_text(LITE.replace("severity: medium", "severity: medium\n    note: Lee says high, Dana says low"))
    save(book, MERGED, by=PRIYA)
    found = ages(book)
    assert fresh(book) == {"plan", "risks"}
    assert (found.blocks["risks"].on, found.blocks["risks"].by) == (MERGED, "Priya Nair")
    assert found.blocks["risks"].commit == git(book, "rev-parse", "HEAD")


@pytest.mark.parametrize("kept", ["ours", "theirs"])
@pytest.mark.parametrize(("side", "main"), [(SIDE, MAIN), (MAIN, SIDE)])
def test_a_conflict_resolved_to_one_side_keeps_that_sides_day(book: Path, kept: str, side: date, main: date) -> None:
    branch(book, ("severity: medium", "severity: high"), day=side, by=LEE)
    save(put(book, ("severity: medium", "severity: low")), main)
    merge(book, MERGED, f"-X{kept}")
    expected = (main, "Dana Kim") if kept == "ours" else (side, "Lee Wong")
    found = ages(book).blocks["risks"]
    assert (found.on, found.by) == expected
    assert fresh(book) == {"plan", "risks"}


def test_a_side_that_was_thrown_away_refreshes_nothing(book: Path) -> None:
    branch(book, ("now: Four new shops", "now: Five new shops"), day=MAIN, by=LEE)
    save(put(book, ("severity: medium", "severity: low")), SIDE)
    (book / "plans" / "other.md").write_text(OTHER.replace("lee", "dana"))
    save(book, SIDE)
    merge(book, MERGED, "-s", "ours")
    assert fresh(book) == {"plan", "risks"}
    assert days(book)["plan"] == SIDE


@pytest.mark.parametrize(("side", "main"), [(SIDE, MAIN), (MAIN, SIDE)])
def test_a_block_that_was_thrown_away_beside_one_that_was_kept(acct: Acct, book: Path, side: date, main: date) -> None:
    """Of the side's two changes the merge took one: the other led nowhere."""
    branch(book, ("severity: medium", "severity: high"), ("  finance: green", "  finance: amber"), day=side, by=LEE)
    save(put(book, ("severity: medium", "severity: low")), main)
    merge(book, MERGED, "-Xours")
    assert "severity: low" in (book / PLAN).read_text()
    assert "finance: amber" in (book / PLAN).read_text()
    told = ages(book).blocks
    assert (told["risks"].on, told["risks"].by) == (main, "Dana Kim")
    assert (told["health"].on, told["health"].by) == (side, "Lee Wong")


def test_history_tells_what_led_to_the_plan(acct: Acct, book: Path) -> None:
    """A side that was thrown away is not told; of a merge, what the merger wrote."""
    branch(book, ("now: Four new shops", "now: Five new shops"), day=SIDE, by=LEE)
    save(put(book, ("severity: medium", "severity: low")), MAIN, words="Lower it")
    merge(book, MERGED, "-s", "ours")
    events = json.loads(acct("history", "harbour", "--json", cwd=book).out)["events"]
    assert [event["why"] for event in events] == ["Start", "Lower it"]


def test_history_of_a_merge_is_what_the_merger_wrote(acct: Acct, book: Path) -> None:
    branch(book, ("severity: medium", "severity: high"), day=SIDE, by=LEE)
    save(put(book, ("now 9", "now 11")), MAIN, words="Count")
    merge(book, MERGED, "--no-commit")
    save(put(book, ("  finance: green", "  finance: amber")), MERGED, by=PRIYA, words="Merge")
    events = json.loads(acct("history", "harbour", "--json", cwd=book).out)["events"]
    told = {event["why"]: [change["path"] for change in event["changes"]] for event in events}
    assert told["Merge"] == ["health.finance.band"]
    assert told["Change"] == ["risks.payroll-export.severity"]
    assert told["Count"] == ["goals.rosters.key_results.shops-publishing-14-days-ahead.current"]
    assert list(told) == ["Start", "Change", "Count", "Merge"]


def test_a_merger_who_adds_words_of_their_own(book: Path) -> None:
    branch(book, ("severity: medium", "severity: high"), day=SIDE, by=LEE)
    save(put(book, ("now 9", "now 11")), MAIN)
    merge(book, MERGED, "--no-commit")
    save(put(book, ("  finance: green", "  finance: amber")), MERGED, by=PRIYA)
    assert git(book, "rev-list", "--parents", "-1", "HEAD").count(" ") == 2
    told = ages(book).blocks
    assert (told["health"].on, told["health"].by) == (MERGED, "Priya Nair")
    assert (told["risks"].on, told["goals"].on, told["intent"].on) == (SIDE, MAIN, BORN)


@pytest.mark.parametrize(("side", "main"), [(SIDE, MAIN), (MAIN, SIDE)])
def test_renamed_on_one_side_changed_on_the_other(book: Path, side: date, main: date) -> None:
    branch(book, ("severity: medium", "severity: high"), day=side, by=LEE)
    git(book, "mv", PLAN, "plans/bakeries.md")
    save(book, main)
    merge(book, MERGED)
    assert git(book, "status", "--porcelain") == ""
    told = ages(book, "bakeries")
    assert (told.blocks["risks"].on, told.blocks["risks"].by) == (side, "Lee Wong")
    assert told.blocks["intent"].on == BORN
    assert told.began_on == BORN


def test_a_merge_with_uncommitted_changes_on_top(book: Path) -> None:
    branch(book, ("severity: medium", "severity: high"), day=MAIN, by=LEE)
    save(put(book, ("now 9", "now 11")), SIDE)
    merge(book, MERGED)
    put(book, ("  finance: green", "  finance: amber"))
    told = days(book)
    assert (told["health"], told["risks"], told["goals"], told["intent"]) == (TODAY, MAIN, SIDE, BORN)


def test_a_squash_merge_is_one_change_of_whoever_made_it(book: Path) -> None:
    branch(book, ("severity: medium", "severity: high"), day=SIDE, by=LEE)
    git(book, "merge", "-q", "--squash", "side")
    save(
        book,
        MERGED,
        by=PRIYA,
        words="Squashed\n\nCo-authored-by: Lee Wong <lee@northpeak.example>\nco-authored-by: Mo Haddad <mo@x.example>",
    )
    found = ages(book)
    assert (found.blocks["risks"].on, found.blocks["risks"].by) == (MERGED, "Priya Nair")
    assert found.authors[:3] == ((MERGED, "Priya Nair"), (MERGED, "Lee Wong"), (MERGED, "Mo Haddad"))


def test_a_cherry_pick_keeps_the_day_it_was_written(book: Path) -> None:
    branch(book, ("severity: medium", "severity: high"), day=SIDE, by=LEE)
    git(book, "cherry-pick", "side", GIT_COMMITTER_DATE=f"{MERGED}T10:00:00+01:00")
    assert (days(book)["risks"], ages(book).blocks["risks"].by) == (SIDE, "Lee Wong")


# --- versions that cannot be read

BROKEN = {
    "broken text": "---\naccount: Harbour\nrisks: {a: [\n---\n",
    "conflict markers": LITE.replace("owner: dana\nlifecycle", "<<<<<<< ours\nowner: dana\n=======\nowner: lee\n>>>>>>> theirs\nlifecycle"),
    "a pointer": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    "no front matter": "# Notes\n",
    "empty": "",
    "too large": LITE + "x" * 1_100_000,
    "not UTF-8": "\udcff",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_an_unreadable_version_is_no_change_of_everything(book: Path, text: str) -> None:
    (book / PLAN).write_bytes(text.encode("utf-8", "surrogateescape"))
    save(book, LATER)
    (book / PLAN).write_text(LITE.replace("severity: medium", "severity: high"))
    save(book, LAST, by=LEE)
    assert fresh(book) == {"plan", "risks"}
    assert (days(book)["risks"], ages(book).blocks["risks"].by) == (LAST, "Lee Wong")


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_two_unreadable_versions_in_a_row(book: Path, text: str) -> None:
    for day in (LATER, LAST):
        (book / PLAN).write_bytes(text.encode("utf-8", "surrogateescape") + str(day).encode())
        save(book, day)
    (book / PLAN).write_text(LITE)
    save(book, date(2026, 9, 1))
    assert fresh(book) == set()


def test_the_newest_version_cannot_be_read_but_the_file_can(book: Path) -> None:
    (book / PLAN).write_text(BROKEN["broken text"])
    save(book, LATER)
    (book / PLAN).write_text(LITE.replace("severity: medium", "severity: high"))
    assert fresh(book) == {"plan", "risks"}
    assert days(book)["risks"] == TODAY


def test_the_first_version_could_not_be_read(book: Path) -> None:
    """Nobody can say what it said: the plan is as old as its first readable version."""
    (book / "plans" / "third.md").write_text(BROKEN["broken text"])
    save(book, BORN)
    (book / "plans" / "third.md").write_text(OTHER)
    save(book, LATER)
    assert set(days(book, "third").values()) == {LATER}
    assert ages(book, "third").began_on == BORN


def test_only_unreadable_versions_and_a_readable_file(book: Path) -> None:
    (book / "plans" / "third.md").write_text(BROKEN["broken text"])
    save(book, BORN)
    (book / "plans" / "third.md").write_text(OTHER)
    assert set(days(book, "third").values()) == {TODAY}


def test_an_unreadable_side_of_a_merge(book: Path) -> None:
    git(book, "checkout", "-q", "-b", "side")
    (book / PLAN).write_text(BROKEN["broken text"])
    save(book, SIDE, by=LEE)
    git(book, "checkout", "-q", "main")
    save(put(book, ("severity: medium", "severity: high")), MAIN)
    merge(book, MERGED, "-s", "ours", "--no-commit")
    save(put(book, ("account: Harbour Bakery Group ", "account:   Harbour Bakery Group ")), MERGED, by=PRIYA)
    assert git(book, "rev-list", "--parents", "-1", "HEAD").count(" ") == 2
    assert fresh(book) == {"plan", "risks"}
    assert days(book)["risks"] == MAIN


# --- who


def test_mailmap_names_the_person_and_history_the_recorded_author(acct: Acct, book: Path) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER, by="L. W <old@mail.example>")
    assert ages(book).blocks["risks"].by == "L. W"
    (book / ".mailmap").write_text("Lee Wong <lee@northpeak.example> <old@mail.example>\n")
    assert ages(book).blocks["risks"].by == "Lee Wong"
    told = json.loads(acct("history", "harbour", "risks", "--json", cwd=book).out)
    assert told["events"][-1]["by"] == "L. W"


def test_co_authors_count(book: Path) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER, words="Change\n\nCo-authored-by: Lee Wong <lee@northpeak.example>")
    assert ages(book).authors[:2] == ((LATER, "Dana Kim"), (LATER, "Lee Wong"))


def test_names_with_odd_characters(book: Path) -> None:
    for number, name in enumerate(("Žofie Öhm", "a\x1fb", "名 前", "x,y;z", '"q"')):
        save(put(book, (f"now {9 + number}", f"now {10 + number}")), LATER, by=f"{name} <x@y.example>", words="\x1f\x1e odd \x1d")
    assert ages(book).plan == ages(book).blocks["goals"]
    assert days(book)["goals"] == LATER
    assert len(ages(book).authors) == 6


# --- clocks


@pytest.mark.parametrize(
    ("written", "committed", "day"),
    [
        ("2026-06-01T10:00:00Z", "2026-06-01T10:00:00Z", date(2026, 6, 1)),
        ("2026-04-01T10:00:00Z", "2026-06-01T10:00:00Z", date(2026, 4, 1)),
        ("2031-01-01T10:00:00Z", "2026-06-01T10:00:00Z", date(2026, 6, 1)),
        ("2026-06-01T22:30:00Z", "2026-06-01T22:30:00Z", date(2026, 6, 2)),
        ("2026-06-01T23:30:00-10:00", "2026-06-01T23:30:00-10:00", date(2026, 6, 2)),
        ("2026-06-02T05:00:00+09:00", "2026-06-02T05:00:00+09:00", date(2026, 6, 1)),
    ],
)
def test_the_day_is_that_of_the_book_and_never_after_the_commit(book: Path, written: str, committed: str, day: date) -> None:
    put(book, ("severity: medium", "severity: high"))
    save(book, LATER, GIT_AUTHOR_DATE=written, GIT_COMMITTER_DATE=committed)
    assert days(book)["risks"] == day


def test_a_clock_ahead_of_all_is_never_a_negative_age(book: Path) -> None:
    save(put(book, ("severity: medium", "severity: high")), "2031-01-01T10:00:00Z")
    save(put(book, ("now 9", "now 11")), LATER)
    found = ages(book)
    assert found.blocks["risks"].days(TODAY) == 0
    assert found.blocks["goals"].on == LATER
    assert fresh(book) == {"plan", "risks", "goals"}


def test_an_instant_no_calendar_holds(book: Path) -> None:
    tree = git(book, "rev-parse", "HEAD^{tree}")
    raw = f"tree {tree}\nauthor A <a@b> 99999999999999 +0000\ncommitter A <a@b> 99999999999999 +9999\n\nOdd\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
        cwd=book,
        input=raw.encode(),
        capture_output=True,
        check=True,
    )
    git(book, "reset", "-q", "--hard", made.stdout.decode().strip())
    assert days(book)["plan"] <= TODAY


# --- where history is not all there


@pytest.fixture
def shallow(book: Path, tmp_path: Path) -> Path:
    save(put(book, ("severity: medium", "severity: high")), LATER)
    save(put(book, ("now 9", "now 11")), LAST)
    git(tmp_path, "clone", "-q", "--depth=1", book.as_uri(), "shallow")
    return tmp_path / "shallow"


def test_a_shallow_clone_knows_that_it_is_one(shallow: Path) -> None:
    assert not ages(shallow).complete
    assert set(days(shallow).values()) == {LAST}


CUT = "This clone's history is cut short: ages are at most as old as it. Fetch all of it: git fetch --unshallow."


def test_lint_says_that_history_is_cut(acct: Acct, shallow: Path) -> None:
    ran = acct("lint", "--fail-on", "never", cwd=shallow)
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert (said.count("history is cut short"), "AP905" in said) == (1, True)
    for words in (
        ("--ignore", "AP905"),
        ("harbour",),
        ("--select", "AP905", "--format", "concise"),
        ("--format", "markdown"),
        ("--format", "html"),
    ):
        assert acct("lint", *words, "--fail-on", "never", cwd=shallow).out.count("history is cut short") == 1, words
    assert CUT in " ".join(acct("lint", "--ignore", "AP905", "--fail-on", "never", cwd=shallow).out.split())
    assert CUT in json.loads(acct("lint", "--json", "--fail-on", "never", cwd=shallow).out)["notes"]
    assert acct("lint", "--fail-on", "never", "--require-history", cwd=shallow).code == 2


@pytest.mark.parametrize("words", [("status",), ("show", "harbour"), ("list",), ("review", "--agenda"), ("render", "harbour")])
def test_commands_that_show_ages_say_so_too(acct: Acct, shallow: Path, words: tuple[str, ...]) -> None:
    ran = acct(*words, cwd=shallow)
    assert ran.code == 0
    assert CUT in ran.err


def test_history_and_doctor_say_so(acct: Acct, shallow: Path) -> None:
    assert "This clone's history is cut short" in acct("history", "harbour", cwd=shallow).out
    assert json.loads(acct("history", "harbour", "--json", cwd=shallow).out)["complete"] is False
    ran = acct("doctor", cwd=shallow)
    assert ran.code == 1
    assert "git fetch --unshallow" in " ".join(ran.out.split())


def test_a_clone_without_blobs_says_so_and_judges_the_rest(acct: Acct, book: Path, tmp_path: Path) -> None:
    save(put(book, ("severity: medium", "severity: high")), LATER)
    git(book, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", book.as_uri(), "partial")
    ran = acct("lint", "--fail-on", "never", cwd=tmp_path / "partial")
    assert ran.code == 0, ran.err
    assert "2 plans checked" in ran.out
    assert "history is cut short" in " ".join(ran.out.split())
    assert acct("lint", "--fail-on", "never", "--require-history", cwd=tmp_path / "partial").code == 2


def test_without_git_no_age_is_known(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "plain", commit=False)
    (book / "plans" / "other.md").write_text(OTHER)
    ran = acct("lint", "--fail-on", "never", cwd=book)
    assert ran.code == 0
    assert "No git history here: rules that need ages were not judged." in ran.out
    assert acct("lint", "--fail-on", "never", "--require-history", cwd=book).code == 2
    assert "unknown: no history here" in acct("show", "harbour", cwd=book).out


# --- through `lint`


def stale(acct: Acct, book: Path, *words: str) -> list[str]:
    """Paths that the museum rules find in the plan."""
    ran = acct("lint", "harbour", "--json", "--select", "museum", "--fail-on", "never", *words, cwd=book)
    assert ran.code == 0, ran.err
    return [finding["path"] for finding in json.loads(ran.out)["findings"] if finding["plan"] == "harbour"]


def test_lint_judges_by_these_ages(acct: Acct, book: Path) -> None:
    assert "stakeholders" in stale(acct, book)
    save(put(book, ("support: champion", "support: supporter")), date(2026, 11, 1))
    assert "stakeholders" not in stale(acct, book)
    assert "stakeholders" in stale(acct, book, "--as-of", "2026-10-31")
    assert "stakeholders" in stale(acct, book, "--today", "2027-11-01")


@pytest.mark.parametrize("name", ["comment", "short to long: people", "white space in the body"])
def test_lint_is_not_fooled_by_a_reformat(acct: Acct, book: Path, name: str) -> None:
    before = stale(acct, book)
    save(put(book, SAME[name]), date(2026, 11, 19))
    assert stale(acct, book) == before


def test_lint_after_a_confirmation(acct: Acct, book: Path) -> None:
    assert acct("confirm", "harbour", "stakeholders", "--commit", cwd=book).code == 0
    assert "stakeholders" not in stale(acct, book)


def test_lint_after_a_mechanical_commit(acct: Acct, book: Path) -> None:
    before = stale(acct, book)
    save(put(book, ("support: champion", "support: supporter")), date(2026, 11, 1), words="Edit\n\nAcctplan-Mechanical: yes")
    assert stale(acct, book) == before


def test_the_cache_holds_no_word_and_may_break(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = stale(acct, book)
    files = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        assert b"Tom Baker" not in data
        assert b"Harbour" not in data
        path.write_bytes(b"broken" * 100)
    assert stale(acct, book) == before
    for path in files:
        path.unlink()
        path.mkdir()
    assert stale(acct, book) == before
    assert stale(acct, book, "--no-cache") == before


def test_a_cache_that_cannot_be_is_done_without(acct: Acct, monkeypatch: pytest.MonkeyPatch) -> None:
    with ordinary_folder() as folder:
        book = make_book(folder / "book")
        (folder / "cache").mkdir()
        monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        expected = acct("show", "harbour", "--no-cache", cwd=book)
        (folder / "cache").chmod(0)
        assert acct("show", "harbour", cwd=book) == expected
        monkeypatch.delenv("XDG_CACHE_HOME")
        monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
        assert acct("show", "harbour", cwd=book) == expected


def test_a_cache_of_another_team_is_not_asked(book: Path) -> None:
    """Who our people are decides what a short action means."""
    save(put(book, ("(dana, 2026-12-12, rosters, with tom)", "(zoe, 2026-12-12, rosters, with tom)")), LATER)
    before = ages(book)
    (book / "team.yaml").write_text((book / "team.yaml").read_text() + "zoe: {name: Zoe}\n")
    after = ages(book)
    assert before.blocks["actions"].on == after.blocks["actions"].on == LATER
