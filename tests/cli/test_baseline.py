"""The baseline: what is known is set apart by fingerprint, it only shrinks, and merges with git stay valid."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all, git
from tests.hostile.attack import at_most

from .asked import PLAN, flat, refused

Acct = Callable[..., Ran]
FILE = "acctplan-baseline.jsonl"
BAD = LITE.replace("  train-leads: Train the four new shop leads (dana, ", "  train-leads: Train the four new shop leads (")
WORSE = BAD.replace("severity: medium\n    owner: dana", "severity: medium")


def lines_of(book: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (book / FILE).read_text().splitlines()]


def rules_of(book: Path) -> set[str]:
    return {line["rule"] for line in lines_of(book)}


def codes(acct: Acct, book: Path, *words: str) -> list[str]:
    return [finding["code"] for finding in json.loads(acct("lint", "--json", *words, cwd=book).out)["findings"]]


@pytest.fixture
def indebted(acct: Acct, book: Path) -> Path:
    """A book with a bad plan, and that known."""
    (book / PLAN).write_text(BAD)
    assert acct("baseline", "write", cwd=book).code == 0
    return book


def test_one_sorted_line_a_finding(indebted: Path) -> None:
    lines = lines_of(indebted)
    assert [list(line) for line in lines] == [["fingerprint", "path", "plan", "rule"]] * len(lines)
    assert lines == sorted(lines, key=lambda line: line["fingerprint"])
    assert {"path": "actions.train-leads", "plan": "harbour", "rule": "action-without-owner"} in [
        {key: value for key, value in line.items() if key != "fingerprint"} for line in lines
    ]


def test_what_is_known_is_set_apart(acct: Acct, indebted: Path) -> None:
    ran = acct("lint", cwd=indebted)
    assert ran.code == 0
    assert "nothing to say" in ran.out
    apart = json.loads(acct("lint", "--json", cwd=indebted).out)["suppressed"]
    assert {one["how"] for one in apart} == {"baseline"}
    assert len(apart) == len(lines_of(indebted))
    assert "by the baseline" in flat(acct("lint", "--show-suppressed", cwd=indebted).out)


def test_what_is_new_is_told(acct: Acct, indebted: Path) -> None:
    (indebted / PLAN).write_text(WORSE)
    assert codes(acct, indebted) == ["AP207"]
    assert acct("lint", cwd=indebted).code == 1


def test_it_moves_with_its_item(acct: Acct, indebted: Path) -> None:
    (indebted / PLAN).write_text(BAD.replace("intent:", "\n\nintent:").replace("Train the four", "Teach the four"))
    assert codes(acct, indebted) == []


def test_it_does_not_grow_unasked(acct: Acct, indebted: Path) -> None:
    before = (indebted / FILE).read_text()
    (indebted / PLAN).write_text(WORSE)
    refused(acct("baseline", "write", cwd=indebted), "a finding is not in the baseline", "risk-without-owner", "--accept-new")
    assert (indebted / FILE).read_text() == before
    assert acct("baseline", "write", "--accept-new", cwd=indebted).code == 0
    assert "risk-without-owner" in rules_of(indebted)
    assert acct("lint", cwd=indebted).code == 0


def test_what_is_mended_is_stale_until_pruned(acct: Acct, indebted: Path) -> None:
    (indebted / PLAN).write_text(LITE)
    assert codes(acct, indebted, "--select", "AP203,AP904") == ["AP904"]
    found = json.loads(acct("lint", "--json", cwd=indebted).out)["findings"]
    assert [(one["code"], one["file"], one["plan"], one["severity"]) for one in found] == [("AP904", FILE, "harbour", "warning")]
    assert "gone" in acct("baseline", "show", cwd=indebted).out
    assert acct("baseline", "prune", cwd=indebted).code == 0
    assert "action-without-owner" not in rules_of(indebted)
    assert codes(acct, indebted) == []
    assert "nothing to change" in acct("baseline", "prune", cwd=indebted).err


def test_writing_again_prunes_too_and_changes_nothing_else(acct: Acct, indebted: Path) -> None:
    before = (indebted / FILE).read_text()
    assert "nothing to change" in acct("baseline", "write", cwd=indebted).err
    (indebted / PLAN).write_text(LITE)
    assert acct("baseline", "write", cwd=indebted).code == 0
    assert set((indebted / FILE).read_text().splitlines()) < set(before.splitlines())


@pytest.mark.parametrize("words", [("--select", "AP201,AP904"), ("--ignore", "AP203"), ("other",)], ids=" ".join)
def test_only_what_was_asked_can_be_stale(acct: Acct, indebted: Path, words: tuple[str, ...]) -> None:
    (indebted / PLAN).write_text(LITE)
    (indebted / "plans" / "other.md").write_text("---\naccount: Other\n---\n")
    assert "AP904" not in codes(acct, indebted, *words)
    assert "AP904" in codes(acct, indebted)
    assert "AP904" in codes(acct, indebted, "harbour")


def test_a_plan_that_left_the_book_leaves_stale_lines(acct: Acct, indebted: Path) -> None:
    (indebted / PLAN).unlink()
    assert codes(acct, indebted) == ["AP904"]


def test_a_rule_nobody_knows_any_more_is_stale(acct: Acct, indebted: Path) -> None:
    with (indebted / FILE).open("a") as file:
        file.write('{"fingerprint": "0000000000000000", "path": "", "plan": "harbour", "rule": "of-old"}\n')
    assert codes(acct, indebted) == ["AP904"]


def test_that_a_plan_cannot_be_read_is_no_debt(acct: Acct, indebted: Path) -> None:
    (indebted / PLAN).write_text("---\naccount: X\nrisks: [\n---\n")
    before = (indebted / FILE).read_text()
    ran = acct("baseline", "write", "--accept-new", cwd=indebted)
    assert "plans/harbour.md cannot be read" in ran.err
    assert (indebted / FILE).read_text() == before
    found = json.loads(acct("lint", "--json", cwd=indebted).out)["findings"]
    with (indebted / FILE).open("a") as file:
        file.writelines(
            json.dumps({"fingerprint": one["fingerprint"], "path": "", "plan": "harbour", "rule": one["name"]}) + "\n" for one in found
        )
    assert codes(acct, indebted) == [one["code"] for one in found] == ["AP118"]


def test_that_a_clone_lacks_history_is_no_debt(acct: Acct, book: Path, tmp_path: Path) -> None:
    """It is true of one clone, and would stay unsaid in every other."""
    (book / PLAN).write_text(BAD)
    commit_all(book, "Later", "2026-11-10T10:00:00+01:00")
    git(tmp_path, "clone", "-q", "--depth", "1", book.as_uri(), "shallow")
    shallow = tmp_path / "shallow"
    assert acct("baseline", "write", cwd=shallow).code == 0
    assert "action-without-owner" in rules_of(shallow)
    assert "history-shallow" not in rules_of(shallow)
    assert codes(acct, shallow) == ["AP905"]


def test_a_severity_that_steps_up_stays_known(acct: Acct, book: Path) -> None:
    overdue = LITE.replace("2026-11-30", "2026-11-12")
    (book / PLAN).write_text(overdue)
    assert acct("baseline", "write", cwd=book).code == 0
    assert codes(acct, book, "--select", "AP307") == []
    assert codes(acct, book, "--select", "AP307", "--today", "2026-12-04") == []
    (book / FILE).unlink()
    found = json.loads(acct("lint", "--json", "--select", "AP307", "--today", "2026-12-04", cwd=book).out)["findings"]
    assert {one["severity"] for one in found} >= {"error"}


def test_lines_twice_or_in_another_order_are_harmless(acct: Acct, indebted: Path) -> None:
    path = indebted / FILE
    before = path.read_text()
    path.write_text("".join(reversed((before + before).splitlines(keepends=True))) + "\n")
    assert codes(acct, indebted) == []
    assert acct("baseline", "write", cwd=indebted).code == 0
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<<<<<<< ours\n", "acctplan-baseline.jsonl:1:1: A merge is open here"),
        ("\n{}\n", "acctplan-baseline.jsonl:2:1: This is no line of a baseline"),
        ("[" * 100_000, "acctplan-baseline.jsonl:1:1: This is no line of a baseline"),
        ('{"fingerprint": 1, "path": "", "plan": "", "rule": ""}\n', "acctplan-baseline.jsonl:1:1: This is no line"),
    ],
    ids=["merge", "not its fields", "deep", "no text"],
)
def test_a_file_that_is_no_baseline(acct: Acct, book: Path, text: str, said: str) -> None:
    (book / FILE).write_text(text)
    for words in (("lint",), ("baseline", "write"), ("baseline", "prune"), ("baseline",)):
        refused(acct(*words, cwd=book), said)


def test_a_baseline_of_many_findings_is_read_again(acct: Acct, book: Path) -> None:
    """What `baseline write` writes for a large book must not close the book to `lint`."""
    actions = "".join(f"  a{number}-{'x' * 90}: Do thing number {number}\n" for number in range(1500))
    for name in ("one", "two", "three"):
        (book / "plans" / f"{name}.md").write_text(f"---\naccount: Acme {name}\nowner: dana\nactions:\n{actions}---\n")
    assert acct("baseline", "write", cwd=book).code == 0
    assert (book / FILE).stat().st_size > 2**20
    assert acct("lint", "--format", "json", cwd=book).code == 0
    assert acct("baseline", "prune", cwd=book).err == "acctplan-baseline.jsonl: nothing to change.\n"


def test_a_baseline_without_end_is_refused_in_time(acct: Acct, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (book / FILE).open("wb") as file:
        file.truncate(33 * 2**20)
    refused(acct("lint", cwd=book), "acctplan-baseline.jsonl:1:1: The file is over 32 MiB")
    (book / FILE).write_bytes(b"\n" * (31 * 2**20) + b"x")
    with at_most(5):
        refused(acct("lint", cwd=book), f"acctplan-baseline.jsonl:{31 * 2**20 + 1}:1: This is no line of a baseline")
    (book / FILE).unlink()
    monkeypatch.setattr("acctplan.planfile.limits.BASELINE_BYTES", 10)
    refused(acct("baseline", "write", cwd=book), "would not be read again")
    assert not (book / FILE).exists()


def test_bytes_that_are_no_text_and_links(acct: Acct, book: Path, tmp_path: Path) -> None:
    (book / FILE).write_bytes(b"\xff\xfe{}")
    refused(acct("lint", cwd=book), FILE)
    (book / FILE).unlink()
    (book / FILE).symlink_to(tmp_path / "elsewhere")
    refused(acct("lint", cwd=book), "is a link")


def test_another_file_by_name(acct: Acct, indebted: Path) -> None:
    (indebted / "ci").mkdir()
    (indebted / FILE).rename(indebted / "ci" / "known.jsonl")
    assert acct("lint", cwd=indebted).code == 1
    assert acct("lint", "--baseline", "ci/known.jsonl", cwd=indebted).code == 0
    refused(acct("lint", "--baseline", "ci/none.jsonl", cwd=indebted), "there is no file ci/none.jsonl")


def test_an_answer_from_memory_knows_the_baseline(acct: Acct, indebted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert [acct("lint", cwd=indebted).code for _ in range(2)] == [0, 0]
    held = (indebted / FILE).read_text()
    (indebted / FILE).unlink()
    assert acct("lint", cwd=indebted).code == 1
    (indebted / FILE).write_text(held)
    assert acct("lint", cwd=indebted).code == 0
    other = tmp_path / "other.jsonl"
    other.write_text(held)
    assert acct("lint", "--baseline", str(other), cwd=indebted).code == 0
    other.write_text("")
    assert acct("lint", "--baseline", str(other), cwd=indebted).code == 1


def test_dry_run_and_commit(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(BAD)
    commit_all(book, "Bad", "2026-11-03T10:00:00+01:00")
    ran = acct("baseline", "write", "--dry-run", cwd=book)
    assert not (book / FILE).exists()
    assert "action-without-owner" in ran.out
    assert acct("baseline", "write", "--commit", cwd=book).code == 0
    assert git(book, "status", "--short") == ""
    assert git(book, "show", "--name-only", "--format=").split() == [FILE]
    refused(acct("baseline", "grow", cwd=book), "there is no thing to do")


def test_two_branches_that_mend_different_plans_merge_to_a_valid_file(acct: Acct, book: Path) -> None:
    for number in range(12):
        (book / "plans" / f"p{number:02}.md").write_text(BAD.replace("Harbour", f"Harbour {number}"))
    (book / ".gitattributes").write_text("acctplan-baseline.jsonl merge=union\n")
    assert acct("baseline", "write", cwd=book).code == 0
    commit_all(book, "Debt", "2026-11-03T10:00:00+01:00")
    for branch, numbers in (("one", (0, 1, 2, 3)), ("two", (4, 5, 6, 7))):
        git(book, "checkout", "-q", "-b", branch, "main")
        for number in numbers:
            (book / "plans" / f"p{number:02}.md").write_text(LITE.replace("Harbour", f"Harbour {number}"))
        assert acct("baseline", "prune", cwd=book).code == 0
        commit_all(book, branch, "2026-11-04T10:00:00+01:00")
    git(book, "merge", "-q", "one")
    ran = acct("lint", cwd=book)
    assert (ran.code, ran.err) == (0, "")
    assert acct("baseline", "prune", cwd=book).code == 0
    assert codes(acct, book) == []
    left = {line["plan"] for line in lines_of(book) if line["rule"] == "action-without-owner"}
    assert left == {"p08", "p09", "p10", "p11"}


def test_a_new_book_merges_baselines_by_union(acct: Acct, tmp_path: Path) -> None:
    acct("init", str(tmp_path / "new"), cwd=tmp_path)
    assert f"{FILE} merge=union" in (tmp_path / "new" / ".gitattributes").read_text()
