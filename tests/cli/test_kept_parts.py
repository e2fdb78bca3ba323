"""What was found in accounts before is found again only where something changed that it depends on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from acctplan.cli import kept_parts, survey
from tests.bench.books import build, path_of
from tests.cli.test_recall import CHANGES
from tests.conftest import Ran, commit_all, git

Acct = Callable[..., Ran]
Change = Callable[[Path], None]
PLANS = 24
QUESTIONS = [("lint",), ("lint", "--json", "--show-suppressed"), ("status", "--json"), ("status", "--owner", "lee"), ("lint", "--select", "museum"),
             ("list", "plans", "--columns", "plan,errors,warnings")]  # fmt: skip
FIRST, SECOND = path_of(3), path_of(14)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of some plans with three months of history, one of them unreadable, and an account with facts alone."""
    folder = build(tmp_path_factory.mktemp("wide") / "book", PLANS, dict(os.environ), months=3)
    (folder / path_of(7)).write_text("---\nrisks: [\n---\n")
    (folder / "facts").mkdir()
    (folder / "facts" / "wren.yaml").write_text("account: Wren\ncrm: {arr: 12000 EUR, owner: lee}\n")
    commit_all(folder, "Add facts", "2026-11-01T10:00:00Z")
    return folder


@pytest.fixture
def many(wide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, with a memory of its own, in which runs are short."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_parts, "_NEAR", 4)
    monkeypatch.setattr(kept_parts, "_AT_ONCE", 5)
    return shutil.copytree(wide, tmp_path / "book", symlinks=True)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The accounts that were gone through, as they are."""
    ids: list[str] = []
    real = survey.Surveyor.part

    def noted(self: survey.Surveyor, some: list[str]) -> survey.Part:
        ids.extend(some)
        return real(self, some)

    monkeypatch.setattr(survey.Surveyor, "part", noted)
    return ids


def forgotten(tmp_path: Path) -> None:
    """Whole answers are forgotten; what was found in accounts is not."""
    for path in (tmp_path / "cache" / "acctplan").glob("answers-*"):
        path.unlink()


def id_of(path: str) -> str:
    return Path(path).stem


def test_of_a_saved_plan_alone_is_found_out_again(acct: Acct, many: Path, judged: list[str]) -> None:
    before = acct("lint", cwd=many)
    assert len(judged) == PLANS + 1
    judged.clear()
    (many / FIRST).write_text((many / FIRST).read_text().replace("status: open", "status: opne", 1))
    after = acct("lint", cwd=many)
    assert judged == [id_of(FIRST)]
    assert after != before
    judged.clear()
    assert acct("status", cwd=many).code == 2
    assert judged == []
    assert after == acct("lint", "--no-cache", cwd=many)


def test_after_a_commit_only_what_it_touched_is(acct: Acct, many: Path, judged: list[str], tmp_path: Path) -> None:
    (many / FIRST).write_text((many / FIRST).read_text() + "\nMore.\n")
    acct("lint", cwd=many)
    commit_all(many, "Say more", "2026-11-03T10:00:00Z")
    judged.clear()
    forgotten(tmp_path)
    acct("lint", cwd=many)
    assert judged == [id_of(FIRST)]
    git(many, "commit", "-q", "--amend", "-m", "Say it better", GIT_COMMITTER_DATE="2026-11-04T10:00:00Z")
    judged.clear()
    forgotten(tmp_path)
    acct("lint", cwd=many)
    assert judged == [id_of(FIRST)]


@pytest.mark.parametrize(("name", "most"), [("birch", 1), ("aardvark", PLANS // 2)])
def test_another_account_leaves_most_as_they_were(acct: Acct, many: Path, judged: list[str], name: str, most: int) -> None:
    acct("lint", cwd=many)
    judged.clear()
    (many / "plans" / f"{name}.md").write_text(f"---\naccount: {name.title()}\nowner: lee\ntier: growth\n---\n")
    acct("lint", cwd=many)
    assert name in judged
    assert len(judged) <= most


def _facts_again(book: Path) -> None:
    (book / "facts" / "wren.yaml").write_text("account: Wren\ncrm: {arr: 13000 EUR, owner: lee}\n")


def _facts_of_one(book: Path) -> None:
    (book / "facts" / f"{id_of(FIRST)}.yaml").write_text("account: X\ncrm: {arr: 77000 EUR, tier: strategic}\n")


def _facts_broken(book: Path) -> None:
    (book / "facts" / f"{id_of(FIRST)}.yaml").write_text("crm: [\n")


def _facts_refused(book: Path) -> None:
    (book.parent / "beside.yaml").write_text("account: X\n")
    (book / "facts" / f"{id_of(FIRST)}.yaml").symlink_to(book.parent / "beside.yaml")


def _settings_of_lint(book: Path) -> None:
    path = book / "acctplan.yaml"
    path.write_text(path.read_text().replace("lint: {", "lint: {fail_on: warning, "))


def _who_is_who(book: Path) -> None:
    (book / ".mailmap").write_text("Dana Kim <dana@northpeak.example> <lee@northpeak.example>\n")


def _branch(book: Path) -> None:
    """Another past of the same contents: the change was made and taken back."""
    text = (book / SECOND).read_text()
    (book / SECOND).write_text(text.replace("health:", "health: # looked at\n", 1) + "\nWords.\n")
    commit_all(book, "There", "2026-11-05T10:00:00Z")
    (book / SECOND).write_text(text)
    commit_all(book, "And back", "2026-11-06T10:00:00Z")


def _gone(book: Path) -> None:
    (book / FIRST).unlink()


def _moved(book: Path) -> None:
    git(book, "mv", FIRST, "plans/alder.md")
    commit_all(book, "Rename", "2026-11-05T10:00:00Z")


def _merged(book: Path) -> None:
    git(book, "checkout", "-q", "-b", "side", "HEAD~1")
    (book / SECOND).write_text((book / SECOND).read_text() + "\nFrom beside.\n")
    commit_all(book, "Beside", "2026-11-02T10:00:00Z")
    git(book, "checkout", "-q", "-")
    git(
        book,
        "merge",
        "-q",
        "--no-ff",
        "-m",
        "Join",
        "side",
        GIT_AUTHOR_DATE="2026-11-07T10:00:00Z",
        GIT_COMMITTER_DATE="2026-11-07T10:00:00Z",
    )


def _shallow(book: Path) -> None:
    (book / ".git" / "shallow").write_text(git(book, "rev-parse", "HEAD").strip() + "\n")


def _template(book: Path) -> None:
    (book / "templates" / "plans").mkdir(parents=True)
    (book / "templates" / "plans" / "core.md").write_text("---\ntemplate: core\n---\naccount: {{ account }}\n")


MORE = [
    _facts_again,
    _facts_of_one,
    _facts_broken,
    _facts_refused,
    _settings_of_lint,
    _who_is_who,
    _branch,
    _gone,
    _moved,
    _merged,
    _shallow,
    _template,
]


def _on_the_first_plan(change: Change, book: Path) -> None:
    """A change written for a book with a plan of that name, made to a plan of this one."""
    if change.__module__ == __name__:
        change(book)
        return
    target = book / "plans" / "harbour.md"
    (book / FIRST).rename(target)
    change(book)


@pytest.mark.parametrize(
    "change", [*(change for change in CHANGES if change.__name__ != "_facts"), *MORE], ids=lambda change: change.__qualname__
)
def test_what_is_kept_says_what_is_found_anew(acct: Acct, many: Path, change: Change) -> None:
    for words in QUESTIONS:
        acct(*words, cwd=many)
    _on_the_first_plan(change, many)
    for words in QUESTIONS:
        assert acct(*words, cwd=many) == acct(*words, "--no-cache", cwd=many)


def test_another_day_is_another_question(acct: Acct, many: Path, judged: list[str]) -> None:
    acct("lint", cwd=many)
    judged.clear()
    after = acct("lint", "--today", "2027-03-01", cwd=many)
    assert len(judged) == PLANS + 1
    assert after == acct("lint", "--today", "2027-03-01", "--no-cache", cwd=many)


def test_two_processes_keep_what_one_finds(
    acct: Acct, many: Path, judged: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey, "_SLICE", 5)
    first = acct("lint", "--jobs", "2", cwd=many)
    assert judged == []
    forgotten(tmp_path)
    assert acct("lint", cwd=many) == first
    assert judged == []
    assert first == acct("lint", "--no-cache", cwd=many)


def test_a_plan_saved_while_it_is_judged_is_not_kept(acct: Acct, many: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = survey.Surveyor.part
    text = (many / FIRST).read_text()

    def meddled(self: survey.Surveyor, ids: list[str]) -> survey.Part:
        if ids == [id_of(FIRST)]:
            (many / FIRST).write_text(text.replace("status: open", "status: opne"))
        return real(self, ids)

    with monkeypatch.context() as patch:
        patch.setattr(survey.Surveyor, "part", meddled)
        acct("lint", cwd=many)
    (many / FIRST).write_text(text)
    forgotten(tmp_path)
    assert acct("lint", cwd=many) == acct("lint", "--no-cache", cwd=many)


@pytest.mark.parametrize("words", [("lint", "--no-cache"), ("lint", "--as-of", "HEAD"), ("rule", "--profile")], ids=" ".join)
def test_who_asks_anew_of_the_past_or_for_times_gets_nothing_kept(
    acct: Acct, many: Path, judged: list[str], words: tuple[str, ...]
) -> None:
    acct("lint", cwd=many)
    judged.clear()
    acct(*words, cwd=many)
    assert len(judged) == PLANS + 1


@pytest.mark.parametrize("damage", [b"", b"no database", None], ids=repr)
def test_a_memory_that_is_broken_costs_time_alone(acct: Acct, many: Path, judged: list[str], tmp_path: Path, damage: bytes | None) -> None:
    first = acct("lint", cwd=many)
    [kept] = (tmp_path / "cache" / "acctplan").glob("parts-*.sqlite")
    if damage is None:
        kept.unlink()
        kept.symlink_to(many / FIRST)
    else:
        kept.write_bytes(damage)
    forgotten(tmp_path)
    judged.clear()
    assert acct("lint", cwd=many) == first
    assert len(judged) == PLANS + 1
