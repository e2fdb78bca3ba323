"""What `lint --changed-since` goes through: the accounts that differ, what they bring about over the book, and nothing twice."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from acctplan.cli import changed_over_book
from acctplan.cli.survey import Part, Surveyor
from acctplan.model.book import Entry
from acctplan.rules._judge import every_rule
from acctplan.rules._lint import Linter
from acctplan.store import history
from acctplan.store.git import BlobReader, Repository
from acctplan.store.source import WorkTree
from acctplan.store.touched import Sides
from tests.bench.books import build, path_of
from tests.conftest import Ran, commit_all, git

Acct = Callable[..., Ran]
LATER = "2026-11-10T10:00:00+01:00"
SETTINGS = """time_zone: Europe/Berlin
commit: never
organisation: northpeak
tiers:
  strategic: {deserves_plan: arr >= 100000, max_per_owner: 2}
  growth: {deserves_plan: arr >= 25000 or potential >= 150000}
"""
TEAM = "dana: {name: Dana Kim, role: csm}\nlee: {name: Lee Wong, role: am}\n"


def plan(account: str, **fields: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\naccount: {account}\n{lines}---\n"


@pytest.fixture
def birds(tmp_path: Path) -> Path:
    """Four plans and two accounts without one, on a branch of its own; no rule over the book has anything to say of them."""
    book = tmp_path / "birds"
    for folder in ("plans", "facts"):
        (book / folder).mkdir(parents=True)
    (book / "acctplan.yaml").write_text(SETTINGS)
    (book / "team.yaml").write_text(TEAM)
    (book / ".gitignore").write_text("contacts.yaml\n")
    for key, fields in {
        "heron": {"owner": "dana", "tier": "strategic", "arr": "200000"},
        "egret": {"owner": "dana", "tier": "strategic", "arr": "120000"},
        "finch": {"owner": "lee", "tier": "strategic", "arr": "300000"},
        "robin": {"owner": "lee", "tier": "growth", "arr": "61000", "template": "core@1"},
    }.items():
        (book / "plans" / f"{key}.md").write_text(plan(key.title(), **fields))
    for key, crm in {"wren": "{arr: 900 EUR}", "swift": "{arr: 800 EUR}"}.items():
        (book / "facts" / f"{key}.yaml").write_text(f"account: {key.title()} Ltd\ncrm: {crm}\n")
    (book / "facts" / ".synced.yaml").write_text("salesforce: 2026-11-19T02:00:00Z\n")
    git(book, "init", "-q", "-b", "main")
    commit_all(book, "Start", "2026-11-02T10:00:00+01:00")
    git(book, "checkout", "-q", "-b", "topic")
    return book


def since(acct: Acct, book: Path, *words: str) -> dict[str, Any]:
    ran = acct("lint", "--changed-since", "main", "--fail-on", "never", "--json", *words, cwd=book)
    assert ran.code == 0, ran
    document: dict[str, Any] = json.loads(ran.out)
    return document


def told(acct: Acct, book: Path, *codes: str) -> set[tuple[str, str]]:
    """Code and file of what is told of these rules."""
    found = since(acct, book, "--select", ",".join(codes))["findings"]
    return {(one["code"], one["file"]) for one in found}


def rewrite(book: Path, file: str, old: str, new: str) -> None:
    text = (book / file).read_text()
    assert old in text
    (book / file).write_text(text.replace(old, new))


def test_every_rule_over_the_book_has_its_place() -> None:
    """A new one must be given one, or a change would be told nothing of it."""
    places = (*changed_over_book.ALONE, changed_over_book.NAMED, changed_over_book.OWNED, *changed_over_book.BESIDE)
    known = sorted((*places, *changed_over_book.ELSEWHERE))
    assert known == sorted(rule.code for rule in every_rule() if hasattr(rule.module, "check_book"))


def test_nothing_changed_says_nothing_and_judges_nothing(acct: Acct, birds: Path) -> None:
    document = since(acct, birds)
    assert (document["findings"], document["untouched"], document["checked"]) == ([], [], 0)


@pytest.mark.parametrize("remembered", [False, True], ids=["read", "remembered"])
def test_an_owner_who_gets_one_plan_too_many_is_told_at_the_plan_of_least_value(acct: Acct, birds: Path, remembered: bool) -> None:
    """Which is another one than the change touches."""
    if remembered:
        rewrite(birds, "plans/robin.md", "owner: lee", "owner: dana")
        rewrite(birds, "plans/robin.md", "tier: growth", "tier: strategic")
        told(acct, birds, "AP405")
        git(birds, "checkout", "-q", "plans")
    rewrite(birds, "plans/finch.md", "owner: lee", "owner: dana")
    assert told(acct, birds, "AP405") == {("AP405", "plans/egret.md")}
    assert told(acct, birds, "AP405", "AP406") == {("AP405", "plans/egret.md")}


def test_an_owner_who_had_too_many_before_is_not_told_of_again(acct: Acct, birds: Path) -> None:
    (birds / "plans" / "crane.md").write_text(plan("Crane", owner="dana", tier="strategic", arr="500000"))
    git(birds, "checkout", "-q", "main")
    commit_all(birds, "One too many", LATER)
    git(birds, "checkout", "-q", "-B", "topic")
    rewrite(birds, "plans/heron.md", "arr: 200000", "arr: 210000")
    assert told(acct, birds, "AP405") == set()
    rewrite(birds, "plans/finch.md", "owner: lee", "owner: dana")
    assert told(acct, birds, "AP405") == set(), "it stands where it stood"


def test_facts_may_give_an_account_to_somebody(acct: Acct, birds: Path) -> None:
    rewrite(birds, "plans/finch.md", "owner: lee\n", "")
    commit_all(birds, "Nobody's", LATER)
    git(birds, "branch", "-f", "main")
    (birds / "facts" / "finch.yaml").write_text("account: Finch\ncrm: {owner: dana}\n")
    assert told(acct, birds, "AP405") == {("AP405", "plans/egret.md")}


@pytest.mark.parametrize("name", ["plans/south/heron.md", "plans/Heron.md"])
def test_a_new_plan_that_takes_the_id_of_another(acct: Acct, birds: Path, name: str) -> None:
    (birds / name).parent.mkdir(exist_ok=True)
    (birds / name).write_text(plan("Heron South", owner="lee"))
    assert {code for code, _ in told(acct, birds, "AP104")} == {"AP104"}
    commit_all(birds, "Take it", LATER)
    assert len(told(acct, birds, "AP104")) == 1
    git(birds, "branch", "-f", "main")
    rewrite(birds, "plans/finch.md", "owner: lee", "owner: dana")
    assert told(acct, birds, "AP104") == set(), "that was there before"


def test_facts_that_make_a_plan_too_much_or_a_plan_due(acct: Acct, birds: Path) -> None:
    codes = ("AP406", "AP407", "AP806")
    assert told(acct, birds, *codes) == set()
    rewrite(birds, "plans/robin.md", "arr: 61000", "arr: 9600")
    rewrite(birds, "facts/wren.yaml", "900 EUR", "61000 EUR")
    (birds / "facts" / "swift.yaml").write_text("account: Swift Ltd\norganisation: southpeak\n")
    wanted = {("AP406", "plans/robin.md"), ("AP407", "facts/wren.yaml"), ("AP806", "facts/swift.yaml")}
    assert told(acct, birds, *codes) == wanted
    assert told(acct, birds, *codes) == wanted
    commit_all(birds, "Facts", LATER)
    git(birds, "branch", "-f", "main")
    rewrite(birds, "facts/wren.yaml", "61000 EUR", "62000 EUR")
    rewrite(birds, "plans/robin.md", "owner: lee", "owner: dana")
    assert told(acct, birds, *codes) == set(), "they were there before"


def test_facts_that_come_to_a_plan_are_not_passed_over_for_what_is_remembered(acct: Acct, birds: Path) -> None:
    rewrite(birds, "plans/robin.md", "owner: lee", "owner: dana")
    assert told(acct, birds, "AP806") == set()
    (birds / "facts" / "robin.yaml").write_text("account: Robin\norganisation: southpeak\n")
    assert told(acct, birds, "AP806") == {("AP806", "plans/robin.md")}


def test_a_plan_that_is_taken_away_leaves_an_account_that_deserves_one(acct: Acct, birds: Path) -> None:
    (birds / "facts" / "finch.yaml").write_text("account: Finch Tea\ncrm: {arr: 300000 EUR}\n")
    commit_all(birds, "Facts", LATER)
    git(birds, "branch", "-f", "main")
    (birds / "plans" / "finch.md").unlink()
    assert told(acct, birds, "AP407") == {("AP407", "facts/finch.yaml")}


def test_contacts_that_a_branch_commits_are_told(acct: Acct, birds: Path) -> None:
    (birds / "contacts.yaml").write_text("tom: {email: tom@harbour.example}\n")
    assert told(acct, birds, "AP805") == set(), "git does not have them"
    git(birds, "add", "-f", "contacts.yaml")
    assert told(acct, birds, "AP805") == {("AP805", "contacts.yaml")}
    commit_all(birds, "Contacts", LATER)
    assert told(acct, birds, "AP805") == {("AP805", "contacts.yaml")}
    git(birds, "branch", "-f", "main")
    (birds / "contacts.yaml").write_text("tom: {email: tim@harbour.example}\n")
    git(birds, "add", "-f", "contacts.yaml")
    assert told(acct, birds, "AP805") == set(), "they were there before"


def test_what_stands_in_the_file_of_the_sources(acct: Acct, birds: Path) -> None:
    rewrite(birds, "facts/.synced.yaml", "salesforce: 2026-11-19", "salesforce: 2026-10-19")
    document = since(acct, birds, "--select", "AP319,AP801,AP800")
    assert (document["findings"], [one["code"] for one in document["untouched"]]) == ([], ["AP319"])
    (birds / "facts" / ".synced.yaml").write_text("# password: Winter2026!\nsalesforce: 2026-11-19T02:00:00Z\n")
    assert told(acct, birds, "AP319", "AP801") == {("AP801", "facts/.synced.yaml")}
    commit_all(birds, "Sync", LATER)
    git(birds, "branch", "-f", "main")
    rewrite(birds, "facts/.synced.yaml", "2026-11-19", "2026-11-18")
    assert told(acct, birds, "AP319", "AP801") == set(), "it was there before"


def test_named_plans_are_asked_without_the_book(acct: Acct, birds: Path) -> None:
    rewrite(birds, "plans/finch.md", "owner: lee", "owner: dana")
    rewrite(birds, "plans/robin.md", "arr: 61000", "arr: 9600")
    assert since(acct, birds, "finch", "robin", "--select", "AP405,AP406")["findings"] == []
    assert since(acct, birds, "finch", "heron")["checked"] == 1


def test_owners_are_told_of_accounts_that_do_not_differ(acct: Acct, birds: Path) -> None:
    rewrite(birds, "plans/finch.md", "owner: lee", "owner: dana")
    ran = acct("lint", "--changed-since", "main", "--select", "AP405", "--format", "html", cwd=birds)
    assert ">Egret<" in ran.out
    assert "Dana Kim" in ran.out


@pytest.mark.parametrize("step", range(1, 40, 6))
def test_what_is_told_is_what_the_whole_book_would_tell(acct: Acct, demo: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Judging everything on both sides finds the same, but for what time brought about in accounts that do not differ."""
    ref = git(demo, "rev-list", "--first-parent", "HEAD").split()[step]
    asked = ("lint", "--changed-since", ref, "--fail-on", "never", "--json", "--no-cache")
    narrow = json.loads(acct(*asked, cwd=demo).out)
    monkeypatch.setattr(Sides, "everywhere", property(lambda _: True))
    wide = json.loads(acct(*asked, cwd=demo).out)
    assert narrow["findings"] == wide["findings"]
    judged = {one["plan"] for one in narrow["untouched"]}
    assert narrow["untouched"] == [one for one in wide["untouched"] if one["plan"] in judged]


class Effort:
    """What was judged, and which files and objects were read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.judged: list[str] = []
        self.files: list[str] = []
        self.objects: set[str] = set()
        judge, read, blobs, get = Linter.judge, WorkTree.read, Repository.blobs, BlobReader.get

        def judging(linter: Linter, entry: Entry, *ages: Any) -> Any:
            self.judged.append(entry.id)
            return judge(linter, entry, *ages)

        def reading(source: WorkTree, paths: Iterable[str]) -> Any:
            wanted = list(paths)
            self.files += [path for path in wanted if path.startswith("plans/")]
            return read(source, wanted)

        def many(repository: Repository, ids: Iterable[str]) -> Any:
            wanted = list(ids)
            self.objects.update(wanted)
            return blobs(repository, wanted)

        def one(reader: BlobReader, blob: str) -> Any:
            self.objects.add(blob)
            return get(reader, blob)

        monkeypatch.setattr(Linter, "judge", judging)
        monkeypatch.setattr(WorkTree, "read", reading)
        monkeypatch.setattr(Repository, "blobs", many)
        monkeypatch.setattr(BlobReader, "get", one)


@pytest.fixture
def forty(tmp_path: Path) -> Path:
    """Forty plans of one version, three of which a branch changes: one commits, one stages, one leaves in the work tree.

    What it says of their goals is wrong without the goals being touched.
    """
    book = build(tmp_path / "forty", 40, dict(os.environ), months=1)
    git(book, "checkout", "-q", "-b", "topic")
    for number, keep in enumerate((lambda: commit_all(book, "One", LATER), lambda: git(book, "add", "-A"), lambda: None)):
        rewrite(book, path_of(number), "  sponsor:\n", "  patron:\n")
        keep()
    return book


TOUCHED = ["account-00000", "account-00001", "account-00002"]


def test_only_what_differs_is_read_and_judged(acct: Acct, forty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of forty, now and at the merge base; the second time nothing is judged, and after one more edit that one alone."""
    effort = Effort(monkeypatch)
    document = since(acct, forty, "--select", "AP213")
    assert document["checked"] == 3
    assert {one["plan"] for one in document["findings"]} == set(TOUCHED)
    assert sorted(effort.judged) == sorted(TOUCHED * 2)
    assert sorted(set(effort.files)) == [path_of(number) for number in range(3)]
    assert len(effort.objects) <= 2 * 3

    again = Effort(monkeypatch)
    assert since(acct, forty, "--select", "AP213", "--format", "json")["findings"] == document["findings"]
    assert acct("lint", "--changed-since", "main", "--select", "AP213", "--fail-on", "never", cwd=forty).code == 0
    assert (again.judged, again.objects) == ([], set())

    rewrite(forty, path_of(1), "  user:\n", "  keyuser:\n")
    once_more = Effort(monkeypatch)
    since(acct, forty, "--select", "AP213")
    assert once_more.judged == ["account-00001"]


@pytest.mark.parametrize("what", ["day", "rules", "settings", "commit", "no cache", "torn"])
def test_what_is_remembered_is_asked_by_all_it_depends_on(acct: Acct, forty: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    since(acct, forty)
    words: tuple[str, ...] = ("--format", "json")
    if what == "day":
        words = ("--today", "2026-11-29")
    elif what == "rules":
        words = ("--ignore", "AP403")
    elif what == "settings":
        rewrite(forty, "acctplan.yaml", "core: 2000", "core: 1999")
    elif what == "commit":
        commit_all(forty, "More", LATER)
    elif what == "no cache":
        words = ("--no-cache",)
    else:
        for kept in (Path(os.environ["HOME"]) / ".cache" / "acctplan").glob("answers-*"):
            kept.write_bytes(kept.read_bytes()[:4000])
    effort = Effort(monkeypatch)
    since(acct, forty, *words)
    assert set(TOUCHED) <= set(effort.judged)


def test_what_is_remembered_is_what_was_found(acct: Acct, forty: Path) -> None:
    """All of it: findings, those that were suppressed, plans that cannot be read, notes of history."""
    (forty / path_of(3)).write_text("---\nrisks: [\n---\n")
    (forty / path_of(4)).write_text((forty / path_of(4)).read_text().replace("tier: ", "lint_ignore: [single-threaded: Known]\ntier: ", 1))
    asked = ("lint", "--changed-since", "main", "--fail-on", "never", "--json")
    fresh = acct(*asked, "--no-cache", cwd=forty)
    found = json.loads(fresh.out)
    assert {"account-00003", *TOUCHED} <= {one["plan"] for one in found["findings"]}
    assert acct(*asked, cwd=forty) == fresh
    assert acct(*asked, "--show-suppressed", cwd=forty).out == fresh.out


def test_before_only_those_rules_are_asked_that_have_something_to_say_now(acct: Acct, forty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another rule that comes to say something is asked too, though others were remembered; one that asks the others asks all."""
    asked: list[set[str]] = []
    real = Surveyor.each

    def each(surveyor: Surveyor, ids: list[str]) -> dict[str, Part]:
        asked.append({rule.code for rule in surveyor.linter.rules})
        return real(surveyor, ids)

    monkeypatch.setattr(Surveyor, "each", each)
    first = {one["code"] for one in since(acct, forty, "--ignore", "AP405,AP406")["findings"]}
    assert "AP213" in first
    assert len(asked[0]) > 100
    assert "AP213" in asked[1]
    assert len(asked[1]) < 20
    asked.clear()
    rewrite(forty, path_of(0), "  goal-0:\n", "  goal-9:\n")
    found = since(acct, forty, "--ignore", "AP405,AP406")["findings"]
    assert ("AP105", "milestones.step-0.because") in {(one["code"], one["path"]) for one in found}
    assert "AP105" in asked[1]
    rewrite(forty, path_of(1), "tier: ", "lint_ignore: [{rule: AP105, reason: Known}]\ntier: ")
    commit_all(forty, "Ask for silence", LATER)
    git(forty, "branch", "-f", "main")
    rewrite(forty, path_of(1), "  user:\n", "  keyuser:\n")
    asked.clear()
    assert "AP901" not in {one["code"] for one in since(acct, forty)["findings"]}
    assert len(asked[1]) > 100


def test_a_great_change_is_told_without_remembering(acct: Acct, forty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("lint", "--changed-since", "main", "--fail-on", "never", "--json")
    small = acct(*asked, "--no-cache", cwd=forty)
    monkeypatch.setattr("acctplan.cli.changed_accounts._MOST", 2)
    assert acct(*asked, "--show-suppressed", cwd=forty) == small


def test_many_logs_are_not_asked_for_one_change(acct: Acct, forty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there before is asked of all accounts at once."""
    asked: list[list[str]] = []
    real = Surveyor.each

    def each(surveyor: Surveyor, ids: list[str]) -> dict[str, Part]:
        asked.append(ids)
        return real(surveyor, ids)

    monkeypatch.setattr(Surveyor, "each", each)
    since(acct, forty)
    assert asked == [TOUCHED, TOUCHED]


def test_a_new_plan_does_not_ask_for_the_history_of_the_others(acct: Acct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty plans over three months: of a plan that began lately its own commit is told whole, in case it was renamed there."""
    book = build(tmp_path / "sixty", 60, dict(os.environ), months=3)
    git(book, "checkout", "-q", "-b", "topic")
    (book / "plans" / "heron.md").write_text(plan("Heron", owner="dana"))
    commit_all(book, "Begin", LATER)
    told: list[str] = []
    real = history._change

    def change(raw: str, *rest: Any) -> Any:
        told.append(raw)
        return real(raw, *rest)

    monkeypatch.setattr(history, "_change", change)
    assert since(acct, book)["checked"] == 1
    assert 0 < len(told) < 10


def test_standings_are_read_once(acct: Acct, birds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To count an owner's plans all are read; the next time only those that differ."""
    rewrite(birds, "plans/finch.md", "owner: lee", "owner: dana")
    first = Effort(monkeypatch)
    assert told(acct, birds, "AP405") == {("AP405", "plans/egret.md")}
    assert "plans/heron.md" in first.files
    rewrite(birds, "plans/finch.md", "arr: 300000", "arr: 310000")
    again = Effort(monkeypatch)
    assert told(acct, birds, "AP405") == {("AP405", "plans/egret.md")}
    assert "plans/heron.md" not in again.files
