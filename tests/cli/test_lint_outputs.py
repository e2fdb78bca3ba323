"""`lint`: several outputs in one run, each where it was asked for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, git, make_book
from tests.hostile.runner import obeyed

from .asked import PLAN, refused, told

Acct = Callable[..., Ran]
FAULTY = LITE.replace("train-leads: Train the four new shop leads (dana, ", "train-leads: Train the four new shop leads (")


@pytest.fixture
def faulty(book: Path) -> Path:
    (book / PLAN).write_text(FAULTY)
    return book


def test_one_run_writes_several(acct: Acct, faulty: Path, tmp_path: Path) -> None:
    ran = acct("lint", "--format", "github", "--output", f"sarif={tmp_path / 'a.sarif'}", "-o", f"junit={tmp_path / 'b.xml'}", cwd=faulty)
    assert ran.code == 1
    assert ran.out.startswith(f"::error file={PLAN},line=")
    assert "1 plan checked" in ran.out
    assert json.loads((tmp_path / "a.sarif").read_text())["version"] == "2.1.0"
    assert (tmp_path / "b.xml").read_text().startswith("<?xml")
    assert {line for line in ran.err.splitlines() if line.startswith("Wrote")} == {
        f"Wrote {tmp_path / 'a.sarif'}.",
        f"Wrote {tmp_path / 'b.xml'}.",
    }


def test_without_a_format_people_read_text_beside_the_file(acct: Acct, faulty: Path, tmp_path: Path) -> None:
    ran = acct("lint", "--output", f"sarif={tmp_path / 'a.sarif'}", cwd=faulty)
    assert ran.out == acct("lint", cwd=faulty).out


@pytest.mark.parametrize(
    ("file", "start"), [("a.json", "{"), ("a.sarif", "{"), ("a.xml", "<?xml"), ("a.html", "<!doctype"), ("a.txt", PLAN), ("plain", PLAN)]
)
def test_a_file_alone_takes_the_place_of_stdout(acct: Acct, faulty: Path, tmp_path: Path, file: str, start: str) -> None:
    ran = acct("lint", "-o", str(tmp_path / file), cwd=faulty)
    assert (ran.code, ran.out) == (1, "")
    assert (tmp_path / file).read_text().startswith(start)


def test_a_format_may_go_to_stdout_by_output(acct: Acct, faulty: Path) -> None:
    assert acct("lint", "--output", "json=-", cwd=faulty).out == acct("lint", "--json", cwd=faulty).out


def test_a_file_called_dash_is_a_file(acct: Acct, faulty: Path) -> None:
    ran = acct("lint", "--output", "text=-", "--output", "json=./-", cwd=faulty)
    assert ran.code == 1
    assert "1 plan checked" in ran.out
    assert json.loads((faulty / "-").read_text())["kind"] == "lint"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--output", "sarif=./-", "--output", "json=./-"), "two formats are to be written to ./-"),
        (("--output", "sarif=-", "--output", "json=-"), "two formats are to be written to stdout"),
        (("--format", "yaml"), "there is no format “yaml”"),
        (("--output", "a.sarf"), "no format goes with the ending .sarf"),
        (("--output", "sarif="), "names no file"),
        (("-o", "a.json", "-o", "b.json"), "would hold the same"),
        (("--output", "sarif=x", "--output", "json=./x"), "two formats are to be written to x"),
        (("--format", "text", "--output", "json=-"), "written to stdout"),
        (("--output", "saref=x"), "there is no format “saref”"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_read(acct: Acct, faulty: Path, words: tuple[str, ...], said: str) -> None:
    refused(acct("lint", *words, cwd=faulty), said)
    assert not (faulty / "x").exists()


def test_one_file_by_two_names_is_one_file(acct: Acct, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "other").symlink_to(tmp_path / "out")
    for second in (tmp_path / "other" / "x", Path("../out/x"), Path(f"{tmp_path}/other/../out/x")):
        refused(
            acct("lint", "--output", f"sarif={tmp_path}/out/x", "--output", f"json={second}", cwd=faulty),
            "two formats are to be written to",
        )
    assert list((tmp_path / "out").iterdir()) == []


PARTS = (
    PLAN, "acctplan.yaml", "team.yaml", "acctplan-baseline.jsonl", "plans/new.md", "facts/a.yaml", "templates/a.md", ".git/config",
    ".gitignore", ".gitattributes", ".mailmap", ".git-blame-ignore-revs",
)  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_no_report_takes_the_place_of_a_file_of_the_book(acct: Acct, faulty: Path, name: str) -> None:
    for folder in ("facts", "templates"):
        (faulty / folder).mkdir()
    path = faulty / name
    before = path.read_bytes() if path.exists() else None
    (faulty / "way").symlink_to(path.parent)
    for words in (
        ("lint", "--output", f"json={name}"),
        ("lint", "--output", f"json=way/{path.name}"),
        ("status", "--format", "text", "-o", name),
    ):
        refused(acct(*words, cwd=faulty), "is a file of the book itself")
    assert (path.read_bytes() if path.exists() else None) == before


@pytest.mark.parametrize("name", [".gitignore", ".gitattributes", ".mailmap", ".git-blame-ignore-revs"])
def test_what_git_reads_at_the_root_of_the_repository_is_kept_too(acct: Acct, tmp_path: Path, name: str) -> None:
    book = make_book(tmp_path / "work" / "book", commit=False)
    git(tmp_path / "work", "init", "-q", "-b", "main")
    (tmp_path / "work" / name).write_text("kept\n")
    refused(acct("lint", "-o", f"../{name}", "--format", "text", cwd=book), "is a file of the book itself")
    assert (tmp_path / "work" / name).read_text() == "kept\n"


def test_a_folder_that_is_not_there(acct: Acct, faulty: Path) -> None:
    refused(acct("lint", "--output", "sarif=nowhere/a.sarif", cwd=faulty), "no such folder")


@pytest.mark.parametrize("form", ["github", "sarif", "gitlab", "junit", "jsonl"])
def test_formats_of_findings_are_for_findings(acct: Acct, faulty: Path, form: str) -> None:
    refused(acct("status", "--format", form, cwd=faulty), f"there is no format “{form}”")


def test_the_step_summary_gets_a_comment_added(acct: Acct, faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    acct("lint", cwd=faulty)
    assert summary.read_text() == "before\n"
    for times in (1, 2):
        assert acct("lint", "--format", "github", cwd=faulty).code == 1
        assert summary.read_text().startswith("before\n")
        assert summary.read_text().count("## Account plans") == times
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "folder"))
    ran = acct("lint", "--format", "github", cwd=faulty)
    assert ran.code == 1
    assert "summary could not be written" in ran.err


def test_a_step_summary_that_is_no_file_is_said(acct: Acct, faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "summary")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    ran = acct("lint", "--format", "github", cwd=faulty)
    assert (ran.code, "could not be written" in ran.err) == (1, True)


def test_an_answer_remembered_is_written_to_its_files_again(acct: Acct, faulty: Path, tmp_path: Path) -> None:
    words = ("lint", "--output", f"sarif={tmp_path / 'a.sarif'}")
    first = acct(*words, cwd=faulty)
    written = (tmp_path / "a.sarif").read_bytes()
    (tmp_path / "a.sarif").unlink()
    again = acct(*words, cwd=faulty)
    assert (again.code, again.out) == (first.code, first.out)
    assert (tmp_path / "a.sarif").read_bytes() == written


def test_files_are_named_from_the_root_of_the_repository(acct: Acct, faulty: Path, tmp_path: Path) -> None:
    top = tmp_path / "mono"
    (top / "books").mkdir(parents=True)
    git(top, "init", "-q")
    faulty.rename(top / "books" / "one")
    book = top / "books" / "one"
    (book / ".git").rename(tmp_path / "gone")
    assert f"::error file=books/one/{PLAN}," in acct("lint", "--format", "github", cwd=book).out
    assert json.loads(acct("lint", "--format", "gitlab", cwd=book).out)[0]["location"]["path"] == f"books/one/{PLAN}"
    assert json.loads(acct("lint", "--json", cwd=book).out)["findings"][0]["file"] == PLAN


def test_marks_are_the_only_orders_to_a_runner(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(
        LITE.replace("title: Every shop", 'title: "::error::x ##[error]y %0A::warning::z" # Every shop').replace("    owner: dana\n", "")
    )
    ran = acct("lint", "--format", "github", cwd=book)
    orders = obeyed(ran.out)
    assert orders
    assert all(order.startswith((f"::error file={PLAN},", f"::warning file={PLAN},", f"::notice file={PLAN},")) for order in orders)


def test_statistics_count_by_rule(acct: Acct, story: Path) -> None:
    found = json.loads(acct("lint", "--json", cwd=story).out)["findings"]
    document = told(acct("lint", "--statistics", "--json", cwd=story), "statistics", code=1)
    counts = document["rules"]
    assert sum(rule["findings"] for rule in counts) == len(found)
    assert [rule["findings"] for rule in counts] == sorted((rule["findings"] for rule in counts), reverse=True)
    for rule in counts:
        own = [finding for finding in found if finding["code"] == rule["code"]]
        assert (rule["findings"], rule["plans"]) == (len(own), len({finding["plan"] for finding in own}))
        for key, severity in (("errors", "error"), ("warnings", "warning"), ("info", "info")):
            assert rule[key] == sum(finding["severity"] == severity for finding in own)
        assert rule["fixable"] == sum(finding["fix"] != "none" for finding in own)
    text = acct("lint", "--statistics", cwd=story).out
    assert f"{len(found)} findings of {len(counts)} rules." in text
    assert counts[0]["name"] in text.splitlines()[1]


def test_statistics_keep_the_exit_code_and_refuse_formats_of_findings(acct: Acct, book: Path, faulty: Path) -> None:
    assert acct("lint", "--statistics", "--select", "AP203", cwd=faulty).code == 1
    clean = acct("lint", "--statistics", "--select", "AP106", cwd=faulty)
    assert (clean.code, "1 plan checked: 0 findings of 0 rules." in clean.out) == (0, True)
    refused(acct("lint", "--statistics", "--format", "sarif", cwd=faulty), "--statistics counts them")
