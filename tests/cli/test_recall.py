"""What was once answered is answered again from memory, and never once anything it depends on has changed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from acctplan.errors import ValueRefused
from acctplan.report import Report
from acctplan.rules._lint import LintResult
from acctplan.store.answers import Answers
from acctplan.views.lint import view
from tests.conftest import LITE, Ran, commit_all, git, make_book

Acct = Callable[..., Ran]
PLAN = "plans/harbour.md"
QUESTIONS = [("lint",), ("lint", "harbour"), ("status",), ("show", "harbour"), ("list", "actions"), ("lint", "--json"),
             ("diff",), ("diff", "HEAD..WORKTREE", "harbour"), ("history", "harbour", "risks")]  # fmt: skip


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of what is remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "acctplan"


def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on a command that is really run fails."""

    def fail(*_values: object, **_named: object) -> int:
        raise ValueRefused("the command was run", "It should not be.")

    monkeypatch.setattr("acctplan.store.shelf.Shelf.__init__", fail)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_the_same_question_is_answered_from_memory(
    acct: Acct, book: Path, memory: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    first = acct(*words, cwd=book)
    forgetful(monkeypatch)
    assert acct(*words, cwd=book) == first
    assert first.out
    assert "the command was run" in acct(*words, "--no-cache", cwd=book).err


def _edit(book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("growth", "gorwth").replace("owner: dana\nlife", "owner: mo\nlife"))


def _same_size_and_time(book: Path) -> None:
    path = book / PLAN
    before = path.stat()
    path.write_text(LITE.replace("tier: growth", "tier: grotwh"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _staged(book: Path) -> None:
    _edit(book)
    git(book, "add", "-A")
    (book / PLAN).write_text(LITE.replace("Train the", "Teach the"))


def _facts(book: Path) -> None:
    (book / "facts").mkdir()
    (book / "facts" / "harbour.yaml").write_text("account: Harbour\ncrm: {arr: 77000 EUR, tier: strategic}\n")


def _settings(book: Path) -> None:
    path = book / "acctplan.yaml"
    path.write_text(path.read_text() + "tiers: {growth: {stale_days: 5}}\nlint: {rules: {AP402: {severity: error}}}\n")


def _team(book: Path) -> None:
    path = book / "team.yaml"
    path.write_text(path.read_text().replace("Lee Wong", "Lea Wing").replace("lee:", "lea:"))


def _commit(book: Path) -> None:
    git(
        book,
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "Nothing",
        GIT_AUTHOR_DATE="2026-11-05T10:00:00Z",
        GIT_COMMITTER_DATE="2026-11-05T10:00:00Z",
    )


def _history(book: Path) -> None:
    """Another past of the same files."""
    git(book, "update-ref", "-d", "HEAD")
    commit_all(book, "Long ago", "2024-01-02T10:00:00Z")


def _second(book: Path) -> None:
    (book / "plans" / "wren.md").write_text("---\naccount: Wren Ferries\nowner: nobody\n---\n")


def _twin(book: Path) -> None:
    (book / "plans" / "old").mkdir()
    shutil.copy(book / PLAN, book / "plans" / "old" / "harbour.md")


def _unreadable(book: Path) -> None:
    (book / PLAN).write_text("---\nrisks: [\n---\n")


def _away(book: Path) -> None:
    (book / PLAN).rename(book / "plans" / "quay.md")


def _link(book: Path) -> None:
    (book / PLAN).rename(book.parent / "elsewhere.md")
    (book / PLAN).symlink_to(book.parent / "elsewhere.md")


def _without_git(book: Path) -> None:
    shutil.rmtree(book / ".git")


def _ignored(book: Path) -> None:
    (book / ".gitignore").write_text("plans/secret.md\n")
    (book / "plans" / "secret.md").write_text("---\naccount: Secret\nowner: nobody\n---\n")


def _contacts(book: Path) -> None:
    """The same file, now known to git."""
    (book / "contacts.yaml").write_text("tom: {phone: +49 30 1234567}\n")
    git(book, "add", "-f", "contacts.yaml")


def _playbook(book: Path) -> None:
    (book / "playbooks").mkdir()
    (book / "playbooks" / "left.yaml").write_text("when: {movement: champion-left} # tom@harbour.example\n")


CHANGES = [
    _edit, _same_size_and_time, _staged, _facts, _settings, _team,
    _commit, _history, _second, _twin, _unreadable, _away, _link, _without_git, _ignored, _contacts, _playbook,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__qualname__)
def test_what_an_answer_depends_on_is_looked_at_every_time(acct: Acct, book: Path, memory: Path, change: Callable[[Path], None]) -> None:
    before = {words: acct(*words, cwd=book) for words in QUESTIONS}
    change(book)
    after = {words: acct(*words, cwd=book) for words in QUESTIONS}
    assert after == {words: acct(*words, "--no-cache", cwd=book) for words in QUESTIONS}
    assert {words: acct(*words, cwd=book) for words in QUESTIONS} == after
    assert change is _commit or after != before


@pytest.mark.parametrize(("name", "value"), [("ACCTPLAN_TODAY", "2027-06-01"), ("COLUMNS", "60"), ("FORCE_COLOR", "1")])
def test_who_asks_when_and_how_counts(acct: Acct, book: Path, memory: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    before = acct("lint", cwd=book)
    monkeypatch.setenv(name, value)
    after = acct("lint", cwd=book)
    assert after != before
    assert after == acct("lint", "--no-cache", cwd=book)


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_was_told_not_to_look_at_is_looked_at(acct: Acct, book: Path, memory: Path, flag: str) -> None:
    git(book, "update-index", flag, PLAN)
    before = acct("lint", cwd=book)
    (book / PLAN).write_text(LITE.replace("tier: growth", "tier: grotwh"))
    after = acct("lint", cwd=book)
    assert after != before
    assert after == acct("lint", "--no-cache", cwd=book)


def test_where_a_branch_stands_counts(acct: Acct, book: Path, memory: Path) -> None:
    (book / PLAN).write_text(LITE.replace("tier: growth", "tier: strategic"))
    commit_all(book, "Raise", "2026-11-03T10:00:00+01:00")
    git(book, "branch", "then", "HEAD~1")
    asked = ("diff", "then..HEAD", "--json")
    assert len(json.loads(acct(*asked, cwd=book).out)["changes"]) == 1
    git(book, "branch", "-f", "then", "HEAD")
    assert json.loads(acct(*asked, cwd=book).out)["changes"] == []


def test_what_is_staged_is_looked_at(acct: Acct, book: Path, memory: Path) -> None:
    asked = ("diff", "HEAD..INDEX", "--json")
    assert json.loads(acct(*asked, cwd=book).out)["changes"] == []
    (book / PLAN).write_text(LITE.replace("tier: growth", "tier: strategic"))
    git(book, "add", PLAN)
    assert len(json.loads(acct(*asked, cwd=book).out)["changes"]) == 1


def test_me_is_asked_anew(acct: Acct, book: Path, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("list", "actions", "--where", "owner = me")
    dana = acct(*words, cwd=book)
    monkeypatch.delenv("GIT_AUTHOR_EMAIL")
    git(book, "config", "user.email", "lee@northpeak.example")
    lee = acct(*words, cwd=book)
    assert "price-night" in lee.out
    assert "price-night" not in dana.out


def test_a_template_of_the_book_counts(acct: Acct, book: Path, memory: Path) -> None:
    (book / PLAN).write_text("---\naccount: Harbour\nowner: dana\ntemplate: own\n---\n")
    (book / "templates" / "plans").mkdir(parents=True)
    own = book / "templates" / "plans" / "own.md"
    own.write_text("---\ntemplate: {name: own, version: 1, title: Ours}\naccount:\nowner:\n---\n")
    before = acct("lint", "harbour", cwd=book)
    own.write_text(own.read_text().replace("owner:\n", "owner:\ngoals:\n"))
    after = acct("lint", "harbour", cwd=book)
    assert after != before
    assert after == acct("lint", "harbour", "--no-cache", cwd=book)


@pytest.mark.parametrize("attributes", ["", "*.yaml text\n"])
def test_whether_git_has_the_contacts_counts(acct: Acct, book: Path, memory: Path, attributes: str) -> None:
    (book / ".gitattributes").write_text(attributes)
    (book / "contacts.yaml").write_text("tom: {phone: +49 30 1234567}\n")
    before = acct("lint", cwd=book)
    git(book, "add", "-f", "contacts.yaml")
    assert "AP805" not in before.out
    assert "AP805" in acct("lint", cwd=book).out
    git(book, "rm", "-q", "--cached", "contacts.yaml")
    assert acct("lint", cwd=book).out == before.out


def test_a_names_map_counts(acct: Acct, book: Path, memory: Path) -> None:
    before = acct("show", "harbour", cwd=book)
    (book / ".mailmap").write_text("Dana Kim-Berg <dana@northpeak.example>\n")
    assert acct("show", "harbour", cwd=book) == acct("show", "harbour", "--no-cache", cwd=book)
    assert before.out


def test_the_day_of_the_book_is_known_without_its_settings(acct: Acct, book: Path, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --today the clock counts, in the book's time zone."""
    monkeypatch.delenv("ACCTPLAN_TODAY")
    first = acct("lint", cwd=book)
    forgetful(monkeypatch)
    assert acct("lint", cwd=book) == first


def test_a_file_that_git_filters_is_read(acct: Acct, book: Path, memory: Path) -> None:
    """A line ending that git would not tell of changes what we read."""
    (book / ".gitattributes").write_text("*.md text eol=lf\n")
    git(book, "add", "-A")
    git(book, "commit", "-qm", "Attributes")
    before = acct("lint", cwd=book)
    (book / PLAN).write_bytes(LITE.replace("\n", "\r\n").encode())
    git(book, "add", "-A")
    (book / PLAN).write_bytes(LITE.replace("\n", "\r").encode())
    after = acct("lint", cwd=book)
    assert after == acct("lint", "--no-cache", cwd=book) != before


def test_a_book_below_another_folder_of_a_repository(acct: Acct, tmp_path: Path, memory: Path) -> None:
    book = make_book(tmp_path / "mono" / "sales" / "book", commit=False)
    git(tmp_path / "mono", "init", "-q", "-b", "main")
    commit_all(tmp_path / "mono", "Start", "2026-11-02T10:00:00+01:00")
    first = acct("lint", cwd=book)
    _second(book)
    assert acct("lint", cwd=book) != first
    assert acct("lint", cwd=book) == acct("lint", "--no-cache", cwd=book)


def test_an_answer_may_go_to_a_file(acct: Acct, book: Path, memory: Path, tmp_path: Path) -> None:
    for name in ("first.json", "second.json"):
        ran = acct("lint", "-o", str(tmp_path / name), cwd=book)
        assert f"Wrote {tmp_path / name}" in ran.err
    assert (tmp_path / "first.json").read_bytes() == (tmp_path / "second.json").read_bytes()
    acct("lint", "-o", str(tmp_path / "second.json"), cwd=book)
    assert (tmp_path / "first.json").read_bytes() == (tmp_path / "second.json").read_bytes()


def test_a_book_that_changes_while_it_is_read_is_not_remembered(
    acct: Acct, book: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meddled(result: LintResult) -> Report:
        _edit(book)
        return view(result)

    with monkeypatch.context() as patched:
        patched.setattr("acctplan.views.lint.view", meddled)
        first = acct("lint", cwd=book)
    (book / PLAN).write_text(LITE)
    forgetful(monkeypatch)
    assert "the command was run" in acct("lint", cwd=book).err
    assert first.out


@pytest.mark.parametrize("damage", ["cut", "text", "folder", "tampered", "swapped"])
def test_a_damaged_memory_costs_time_and_nothing_else(acct: Acct, book: Path, memory: Path, damage: str) -> None:
    first = acct("lint", cwd=book)
    acct("status", cwd=book)
    (file,) = memory.glob("answers-*.sqlite")
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:3000])
    elif damage == "text":
        file.write_text("nothing of the kind")
    elif damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        with closing(sqlite3.connect(file)) as base, base:
            if damage == "tampered":
                base.execute("UPDATE answer SET value = substr(value, 1, length(value) - 3)")
            else:
                values = [value for (value,) in base.execute("SELECT value FROM answer ORDER BY at")]
                for key, value in zip(
                    [key for (key,) in base.execute("SELECT key FROM answer ORDER BY at")], reversed(values), strict=True
                ):
                    base.execute("UPDATE answer SET value = ? WHERE key = ?", (value, key))
    assert acct("lint", cwd=book) == first
    assert acct("lint", cwd=book) == first


def test_nobody_else_may_look_and_little_is_kept(acct: Acct, book: Path, memory: Path) -> None:
    acct("lint", cwd=book)
    (file,) = memory.glob("answers-*.sqlite")
    assert file.stat().st_mode & 0o077 == 0
    kept = Answers(file)
    for number in range(230):
        kept.put({f"key {number}": number})
    assert kept.get("key 229") == 229
    assert kept.get("key 1") is None
    with closing(sqlite3.connect(file)) as base:
        assert base.execute("SELECT count(*) FROM answer").fetchone()[0] <= 201


@pytest.mark.parametrize("kind", ["answers", "meaning"])
@pytest.mark.parametrize("whose", ["another's file", "another's folder", "open folder", "link", "pipe"])
def test_what_others_could_have_written_is_no_memory(acct: Acct, book: Path, memory: Path, tmp_path: Path, kind: str, whose: str) -> None:
    """A cache folder may lie where others write: their words are not ours to repeat, and ours not theirs to read."""
    if os.geteuid() != 0 and whose.startswith("another"):
        pytest.skip("only root can give a file away")
    first = acct("lint", cwd=book)
    for file in memory.glob(f"{kind}-*.sqlite"):
        if kind == "answers":
            with closing(sqlite3.connect(file)) as base, base:
                base.execute("DELETE FROM answer")
        if whose == "another's file":
            os.chown(file, 12345, -1)
        elif whose == "another's folder":
            os.chown(memory, 12345, -1)
        elif whose == "open folder":
            memory.chmod(0o777)
        elif whose == "link":
            file.rename(tmp_path / "target")
            file.symlink_to(tmp_path / "target")
        else:
            file.unlink()
            os.mkfifo(file)
    held = {path: path.read_bytes() for path in (*memory.glob(f"{kind}-*"), tmp_path / "target") if path.is_file()}
    (book / PLAN).write_text(LITE.replace("severity: medium", "severity: high"))
    assert acct("lint", cwd=book).code == first.code
    assert {path: path.read_bytes() for path in held} == held


def test_a_clock_set_back_brings_no_old_answer(acct: Acct, book: Path, memory: Path) -> None:
    for day in ("2026-11-20", "2027-03-01", "2026-11-20", "2025-01-01"):
        assert acct("lint", "--today", day, cwd=book) == acct("lint", "--today", day, "--no-cache", cwd=book)


def test_errors_are_not_remembered(acct: Acct, book: Path, memory: Path) -> None:
    (book / PLAN).chmod(0)
    acct("show", "nobody-known", cwd=book)
    (book / "plans" / "nobody-known.md").write_text("---\naccount: Known now\nowner: dana\n---\n")
    assert acct("show", "nobody-known", cwd=book).code == 0


def test_a_plan_from_stdin_is_read(acct: Acct, book: Path, memory: Path) -> None:
    assert acct("lint", "-", cwd=book, stdin=LITE) != acct(
        "lint", "-", cwd=book, stdin=LITE.replace("owner: dana\nlife", "owner: mo\nlife")
    )


def test_processes_that_remember_at_once(book: Path, memory: Path) -> None:
    runs = [
        subprocess.Popen([sys.executable, "-m", "acctplan.cli.main", "lint"], cwd=book, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [run.communicate() for run in runs]
    assert {err for _, err in said} == {b""}
    assert len({out for out, _ in said}) == 1
