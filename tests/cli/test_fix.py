"""`lint --fix`: mends what is certain, what is likely only when asked, exactly what was selected, and tells what it left."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all, git, make_book

from .asked import PLAN, flat, refused

Acct = Callable[..., Ran]
MESSY = LITE.replace("account:", "format: 0\naccount:").replace("due: 2027-03-31", "due: 31 March 2027").replace("A", "A")
MISREAD = LITE.replace("title: Night kitchens", "title: Phase 2: night kitchens   # with the shops")
LIKELY = LITE.replace("posture: retain", "posture: retian").replace("said_by: tom", "said_by: tim").replace("lifecycle:", "lifecycel:")


def fixed(acct: Acct, book: Path, text: str, *words: str) -> tuple[str, Ran]:
    """The plan's text after a run, and the run."""
    (book / PLAN).write_bytes(text.encode())
    ran = acct("lint", *words, cwd=book)
    return (book / PLAN).read_bytes().decode(), ran


def test_what_is_certain(acct: Acct, book: Path) -> None:
    text, ran = fixed(acct, book, MESSY, "--fix", "--select", "schema")
    assert text == LITE.replace("account:", "format: 1\naccount:")
    assert (ran.code, "2 findings fixed." in ran.err) == (0, True)
    assert f"{PLAN}: AP108, AP109 fixed" in ran.err
    assert "nothing to say" in ran.out


def test_what_is_left_is_told_with_its_exit_code(acct: Acct, book: Path) -> None:
    broken = MESSY.replace("owner: dana\nlifecycle", "owner: csm\nlifecycle")
    text, ran = fixed(acct, book, broken, "--fix", "--select", "schema,ownership")
    assert "format: 1" in text
    assert ran.code == 1
    assert "AP213" in ran.out
    assert "AP109" not in ran.out


def test_text_that_would_be_misread_is_quoted(acct: Acct, book: Path) -> None:
    text, _ = fixed(acct, book, MISREAD, "--fix", "--select", "AP118")
    assert text == MISREAD.replace("Phase 2: night kitchens ", '"Phase 2: night kitchens" ')


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_other_byte_stays(acct: Acct, book: Path, ending: str) -> None:
    text = "\ufeff" + MESSY.rstrip("\n").replace("\n", ending)
    after, _ = fixed(acct, book, text, "--fix", "--select", "AP109")
    assert after == text.replace("format: 0", "format: 1")


def test_what_is_only_likely_waits_to_be_asked_for(acct: Acct, book: Path) -> None:
    text, ran = fixed(acct, book, LIKELY, "--fix", "--select", "schema")
    assert (text, ran.code) == (LIKELY, 1)
    assert "Nothing to fix." in ran.err
    assert "3 can be fixed with `--fix --unsafe-fixes`." in flat(ran.out)
    text, ran = fixed(acct, book, LIKELY, "--fix", "--unsafe-fixes", "--select", "schema")
    assert (text, ran.code) == (LITE, 0)


def test_without_fix_nothing_is_written_and_the_count_is_told(acct: Acct, book: Path) -> None:
    text, ran = fixed(acct, book, MESSY.replace("posture: retain", "posture: retian"), "--select", "schema")
    assert "retian" in text
    assert "2 can be fixed with `--fix`, 1 more with `--fix --unsafe-fixes`." in flat(ran.out)
    found = json.loads(acct("lint", "--select", "schema", "--json", cwd=book).out)["findings"]
    assert {finding["code"]: finding["fix"] for finding in found} == {"AP102": "unsafe", "AP108": "safe", "AP109": "safe"}


def test_a_finding_without_a_certain_cure_says_so(acct: Acct, book: Path) -> None:
    """A date that may be two days, a word like no other, a quote that is closed nowhere."""
    text = LITE.replace("2027-03-31", "05.04.2027").replace("posture: retain", "posture: zzz").replace("cause: The", 'cause: "The')
    after, ran = fixed(acct, book, text, "--fix", "--unsafe-fixes", "--select", "schema", "--json")
    assert after == text
    assert {finding["fix"] for finding in json.loads(ran.out)["findings"]} == {"none"}


def test_the_diff_is_shown_and_nothing_written(acct: Acct, book: Path) -> None:
    for words in (("--fix", "--diff"), ("--diff",)):
        text, ran = fixed(acct, book, MESSY, *words, "--select", "AP109")
        assert (text, ran.code) == (MESSY, 1)
        assert (
            ran.out
            == f"--- a/{PLAN}\n+++ b/{PLAN}\n@@ -1,3 +1,3 @@\n ---\n-format: 0\n+format: 1\n account: Harbour Bakery Group          # the group, not the shops\n"
        )
        assert "1 finding would be fixed." in ran.err
    _, ran = fixed(acct, book, LITE, "--diff", "--select", "AP109")
    assert (ran.out, ran.code) == ("", 0)


def test_it_is_never_answered_from_memory(acct: Acct, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = fixed(acct, book, MESSY, "--diff", "--select", "AP109")
    assert fixed(acct, book, MESSY, "--diff", "--select", "AP109") == first
    assert first[1].out
    text, _ = fixed(acct, book, MESSY, "--fix", "--select", "AP109")
    assert text != MESSY
    assert fixed(acct, book, MESSY, "--fix", "--select", "AP109")[0] == text


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        (("--select", "AP108"), "format: 0"),
        (("--ignore", "AP109"), "format: 0"),
        (("--select", "ownership"), "format: 0"),
    ],
)
def test_the_selection_is_obeyed(acct: Acct, book: Path, words: tuple[str, ...], stays: str) -> None:
    assert stays in fixed(acct, book, MESSY, "--fix", *words)[0]


def test_only_the_named_plans(acct: Acct, book: Path) -> None:
    (book / "plans" / "other.md").write_text(MESSY)
    fixed(acct, book, MESSY, "--fix", "harbour")
    assert "format: 0" in (book / "plans" / "other.md").read_text()
    assert "format: 1" in (book / PLAN).read_text()
    acct("lint", "--fix", "plans", cwd=book)
    assert "format: 1" in (book / "plans" / "other.md").read_text()


@pytest.mark.parametrize("how", ["comment", "plan", "path", "baseline"])
def test_what_is_suppressed_stays(acct: Acct, book: Path, how: str) -> None:
    text = MESSY
    if how == "comment":
        text = MESSY.replace("format: 0", 'format: 0  # acctplan: ignore[AP109] reason="moved in May"')
    elif how == "plan":
        text = MESSY.replace("account:", "lint_ignore: [{rule: AP109, reason: moved in May}]\naccount:")
    elif how == "path":
        (book / "acctplan.yaml").write_text("lint: {paths: {plans/*: {ignore: [AP109]}}}\n")
    else:
        (book / PLAN).write_text(text)
        assert acct("baseline", "write", cwd=book).code == 0
    assert fixed(acct, book, text, "--fix", "--unsafe-fixes", "--select", "AP109")[0] == text


def test_what_is_known_stays_where_another_finding_of_the_plan_is_fixed(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(MESSY)
    assert acct("baseline", "write", cwd=book).code == 0
    text = MESSY.replace("posture: retain", "posture: retian")
    after, _ = fixed(acct, book, text, "--fix", "--unsafe-fixes", "--select", "schema")
    assert after == MESSY


def test_a_quarter_is_not_certain(acct: Acct, book: Path) -> None:
    """Of the calendar or of the book's year: who wrote it knows."""
    text = LITE.replace("due: 2027-03-31", "due: Q1 2027")
    assert fixed(acct, book, text, "--fix", "--unsafe-fixes", "--select", "schema")[0] == text


def test_a_suppression_nothing_needs_is_removed(acct: Acct, book: Path) -> None:
    asked = LITE.replace("  tom: {name", '  # acctplan: ignore[AP207] reason="x"\n  tom: {name')
    asked = asked.replace("posture: retain", 'posture: retain  # acctplan: ignore[AP202, AP300] reason="x"')
    asked = asked.replace("account:", "lint_ignore:\n  - {rule: AP208, reason: x}\naccount:")
    text, ran = fixed(acct, book, asked + '\n<!-- acctplan: ignore[AP804] reason="x" -->\n', "--fix")
    assert text == LITE + "\n"
    assert "4 × AP901 fixed" in ran.err


def test_of_several_names_the_needed_ones_stay(acct: Acct, book: Path) -> None:
    asked = LITE.replace("(dana, 2026-12-12", "(2026-12-12").replace(
        "rosters, with tom)", 'rosters)  # acctplan: ignore[AP203, AP204] reason="x"'
    )
    text, _ = fixed(acct, book, asked, "--fix")
    assert text == asked.replace("[AP203, AP204]", "[AP203]")


def test_what_takes_text_away_needs_git_to_hold_it(acct: Acct, book: Path) -> None:
    old = "  old-call: {do: Call Tom, owner: dana, due: 2026-01-31, status: done, done_on: 2026-02-01}\n"
    text = LITE.replace("  fix-export:", f"{old}  fix-export:")
    words = ("--fix", "--unsafe-fixes", "--select", "AP408")
    after, ran = fixed(acct, book, text, *words)
    assert after == text
    assert "git does not hold the file as it is" in ran.err
    commit_all(book, "A call", "2026-11-03T10:00:00+01:00")
    assert fixed(acct, book, text, *words)[0] == LITE


def test_a_cure_that_would_harm_is_refused_and_told(acct: Acct, book: Path) -> None:
    """Two fields may mean the same: the wrong name stays, for the right one is taken in the same round."""
    text = LITE.replace("posture: retain", "psture: retain\npostur: grow")
    after, ran = fixed(acct, book, text, "--fix", "--unsafe-fixes", "--select", "AP101")
    assert after.count("posture:") == 1
    assert "AP101" in ran.out
    assert ran.code == 1


def test_a_cure_that_brings_another_error_is_refused_and_told(acct: Acct, book: Path) -> None:
    """The id that is like it would make Tom report to himself."""
    text = LITE.replace("known_by: dana}", "known_by: dana, reports_to: tomm}")
    after, ran = fixed(acct, book, text, "--fix", "--unsafe-fixes", "--select", "AP105")
    assert after == text
    assert "Nothing was fixed." in ran.err
    assert f"Not fixed: {PLAN}:13:" in ran.err
    assert "AP105: reports_to runs in a circle" in ran.err


def test_one_plan_that_cannot_be_read_forbids_no_other(acct: Acct, book: Path) -> None:
    (book / "plans" / "broken.md").write_text("---\naccount: X\nrisks: [\n---\n")
    text, ran = fixed(acct, book, MESSY, "--fix", "--select", "schema")
    assert "format: 1" in text
    assert ran.code == 1
    assert "plans/broken.md" in ran.out


def test_a_cure_may_make_a_plan_readable_and_the_next_round_goes_on(acct: Acct, book: Path) -> None:
    text = MESSY.replace("cause: The export", "cause: @tom: the export")
    after, ran = fixed(acct, book, text, "--fix", "--select", "schema")
    assert after == LITE.replace("account:", "format: 1\naccount:").replace(
        "cause: The export ignores shifts over midnight", 'cause: "@tom: the export ignores shifts over midnight"'
    )
    assert "3 findings fixed." in ran.err


def test_committed_as_mechanical_and_alone(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(MESSY)
    commit_all(book, "Older", "2026-11-03T10:00:00+01:00")
    (book / "team.yaml").write_text((book / "team.yaml").read_text() + "# mine\n")
    assert acct("lint", "--fix", "--commit", "--select", "schema", cwd=book).code == 0
    assert git(book, "log", "-1", "--format=%s%n%(trailers:key=Acctplan-Mechanical)").split("\n")[:2] == [
        "Fix 2 findings",
        "Acctplan-Mechanical: yes",
    ]
    assert git(book, "status", "--short") == "M team.yaml"


def test_only_of_what_changed(acct: Acct, book: Path) -> None:
    """With --changed-since, items that the change leaves alone are left alone by its fixes too."""
    (book / PLAN).write_text(LITE.replace("posture: retain", "posture: retian"))
    commit_all(book, "A slip", "2026-11-03T10:00:00+01:00")
    after, _ = fixed(acct, book, LITE.replace("posture: retain", "posture: retian").replace("said_by: tom", "said_by: tim"),
                     "--fix", "--unsafe-fixes", "--changed-since", "HEAD", "--select", "schema")  # fmt: skip
    assert "posture: retian" in after
    assert "said_by: tom" in after


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unsafe-fixes",), "--unsafe-fixes is about fixes"),
        (("--commit",), "--commit is about fixes"),
        (("-m", "x"), "--message is about fixes"),
        (("--fix", "-"), "stdin has no file to write"),
        (("--fix", "--as-of", "HEAD"), "the past cannot be fixed"),
    ],
)
def test_what_cannot_be_asked(acct: Acct, book: Path, words: tuple[str, ...], said: str) -> None:
    refused(acct("lint", *words, cwd=book), said)


def test_without_git(acct: Acct, tmp_path: Path) -> None:
    book = make_book(tmp_path / "plain", commit=False)
    assert "format: 1" in fixed(acct, book, MESSY, "--fix", "--select", "schema")[0]
    refused(fixed(acct, book, MESSY, "--fix", "--commit", "--select", "schema")[1], "no git repository here")
