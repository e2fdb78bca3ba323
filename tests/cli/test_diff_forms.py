"""`diff`: of what, narrowed to what, and in which form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonpatch import JsonPatch

from tests.conftest import LITE, Ran, commit_all, git

from .asked import PLAN, flat, refused, told

Acct = Callable[..., Ran]


def paths(ran: Ran, code: int = 0) -> list[tuple[str, str]]:
    return [(event["plan"], event["path"]) for event in told(ran, "diff", code)["changes"]]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two files in a folder without a book."""
    folder = tmp_path / "apart"
    folder.mkdir()
    (folder / "a.md").write_text(LITE)
    (folder / "b.md").write_text(LITE.replace("tier: growth", "tier: strategic").replace("owner: dana\nlife", "owner: lee\nlife"))
    return folder


def test_two_files_without_a_book(acct: Acct, two: Path) -> None:
    assert paths(acct("diff", "a.md", "b.md", "--json", cwd=two)) == [("b", "owner"), ("b", "tier")]
    ran = acct("diff", "b.md", "a.md", "--exit-code", cwd=two)
    assert (ran.code, ran.err) == (1, "")
    assert "From b.md to a.md." in ran.out
    assert "owner went from lee to dana; tier went from strategic to growth." in flat(ran.out)
    assert paths(acct("diff", "a.md", "b.md", "--only", "tier", "--json", cwd=two)) == [("b", "tier")]
    assert acct("diff", "a.md", "a.md", "--exit-code", cwd=two).code == 0
    (two / "a.md").rename(two / "a")
    (two / "b.md").rename(two / "b")
    assert paths(acct("diff", "--files", "a", "b", "--json", cwd=two)) == [("b", "owner"), ("b", "tier")]


def test_a_file_is_read_anew_each_time(acct: Acct, two: Path, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked = ("diff", str(two / "a.md"), PLAN, "--json")
    assert paths(acct(*asked, cwd=book)) == []
    (two / "a.md").write_text(LITE.replace("tier: growth", "tier: strategic"))
    assert paths(acct(*asked, cwd=book)) == [("harbour", "tier")]


def test_two_files_in_a_book_have_its_people(acct: Acct, two: Path, book: Path) -> None:
    said = flat(acct("diff", str(two / "a.md"), str(two / "b.md"), cwd=book).out)
    assert "owner went from Dana Kim to Lee Wong" in said


def test_plans_of_the_book_are_plans_unless_called_files(acct: Acct, changed: Path) -> None:
    assert paths(acct("diff", PLAN, "plans/wren.md", "--json", cwd=changed)) == [("harbour", "owner")]
    document = told(acct("diff", "--files", PLAN, "plans/wren.md", "--json", cwd=changed), "diff")
    assert (document["from"], document["to"]) == (PLAN, "plans/wren.md")
    assert ("wren", "account") in [(event["plan"], event["path"]) for event in document["changes"]]


def test_files_that_are_refused(acct: Acct, two: Path) -> None:
    refused(acct("diff", "a.md", "none.md", cwd=two), "there is no file none.md")
    refused(acct("diff", "--files", "a.md", cwd=two), "--files takes two files, not 1")
    (two / "link.md").symlink_to("a.md")
    refused(acct("diff", "a.md", "link.md", cwd=two))
    (two / "b.md").write_text("---\n[\n---\n")
    ran = acct("diff", "a.md", "b.md", "--json", cwd=two)
    document = told(ran, "diff", 2)
    assert document["unreadable"] == ["b.md cannot be read"]
    assert "+[" in document["texts"][0]["lines"]


def test_the_index_is_a_state(acct: Acct, changed: Path) -> None:
    assert paths(acct("diff", "HEAD..INDEX", "--json", cwd=changed)) == []
    git(changed, "add", "-A")
    assert paths(acct("diff", "HEAD..INDEX", "--json", cwd=changed)) == [("harbour", "owner")]
    assert paths(acct("diff", "INDEX", "--json", cwd=changed)) == []


def test_a_snapshot_and_a_period_are_states(acct: Acct, changed: Path) -> None:
    git(changed, "tag", "-a", "-m", "Kept", "plan/FY2027-Q3", "HEAD~1")
    for words in (("FY2027-Q3..HEAD",), ("plan/FY2027-Q3", "HEAD"), ("last-snapshot..HEAD",)):
        assert len(paths(acct("diff", *words, "harbour", "--json", cwd=changed))) == 2


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--only", "risks"), {"risks.payroll-export.severity"}),
        (("--only", "risks.payroll-export.severity"), {"risks.payroll-export.severity"}),
        (("--only", "payroll-export"), {"risks.payroll-export.severity"}),
        (("--only", "*.*.severity"), {"risks.payroll-export.severity"}),
        (("--only", "risks", "--only", "owner"), {"risks.payroll-export.severity", "owner"}),
        (("--only", "goals", "--exclude", "goals.*.key_results"), set()),
        (("--exclude", "goals", "--exclude", "owner"), {"risks.payroll-export.severity"}),
        (("--only", "risks.payroll-export.title"), set()),
    ],
)
def test_only_and_exclude(acct: Acct, changed: Path, options: tuple[str, ...], expected: set[str]) -> None:
    ran = acct("diff", "HEAD~1", "harbour", *options, "--exit-code", "--json", cwd=changed)
    assert {path for _, path in paths(ran, int(bool(expected)))} == expected
    assert told(ran, "diff", ran.code)["unchanged"] == (0 if expected else 1)


def test_only_narrows_what_came_as_a_whole(acct: Acct, changed: Path) -> None:
    found = told(acct("diff", "HEAD~1", "wren", "--only", "owner", "--json", cwd=changed), "diff")["changes"]
    assert [(event["path"], event["old"], event["new"]) for event in found] == [("owner", None, "lee")]
    text = (changed / PLAN).read_text()
    (changed / PLAN).write_text(text.replace("risks:\n", "risks:\n  tender: {title: Tender, owner: mo, severity: low}\n"))
    found = told(acct("diff", "--only", "risks.*.owner", "--json", cwd=changed), "diff")["changes"]
    assert [(event["path"], event["old"], event["new"]) for event in found] == [("risks.tender.owner", None, "mo")]


def test_a_path_that_nothing_stands_at_is_refused(acct: Acct, changed: Path) -> None:
    refused(acct("diff", "--only", "gaols", cwd=changed), "no field is called “gaols”", "Did you mean goals?")
    refused(acct("diff", "--exclude", "goals..owner", cwd=changed), "goals..owner")


def document_of(acct: Acct, book: Path, as_of: str, plans: list[str]) -> dict[str, Any]:
    shown = {plan: json.loads(acct("show", plan, "--as-of", as_of, "--json", cwd=book).out) for plan in plans}
    return {plan: {"fields": said["fields"], "body": said["body"]} for plan, said in shown.items()}


def test_a_patch_leads_from_one_state_to_the_other(acct: Acct, changed: Path) -> None:
    (changed / PLAN).write_text(
        (changed / PLAN).read_text().replace("sell by day", "sell by noon").replace("    owner: dana\n    due", "    due")
    )
    commit_all(changed, "Words", "2026-11-12T10:00:00+01:00")
    ran = acct("diff", "HEAD~2..HEAD", "--format", "patch", cwd=changed)
    assert ran.code == 0
    old, new = document_of(acct, changed, "HEAD~2", ["harbour"]), document_of(acct, changed, "HEAD", ["harbour", "wren"])
    assert JsonPatch(json.loads(ran.out)).apply(old) == new
    back = acct("diff", "HEAD..HEAD~2", "--format", "patch", cwd=changed)
    assert JsonPatch(json.loads(back.out)).apply(new) == old


def test_a_patch_of_a_renamed_plan_moves_it(acct: Acct, changed: Path) -> None:
    commit_all(changed, "Owner", "2026-11-12T10:00:00+01:00")
    git(changed, "mv", PLAN, "plans/bakeries.md")
    (changed / "plans" / "bakeries.md").write_text(
        (changed / "plans" / "bakeries.md").read_text().replace("tier: growth", "tier: standard")
    )
    commit_all(changed, "Rename", "2026-11-13T10:00:00+01:00")
    patch = json.loads(acct("diff", "HEAD~1..HEAD", "--format", "patch", cwd=changed).out)
    assert patch[0] == {"op": "move", "from": "/harbour", "path": "/bakeries"}
    assert JsonPatch(patch).apply(document_of(acct, changed, "HEAD~1", ["harbour"])) == document_of(acct, changed, "HEAD", ["bakeries"])


def test_a_patch_can_be_narrowed(acct: Acct, changed: Path) -> None:
    patch = json.loads(acct("diff", "HEAD~1", "harbour", "--only", "risks", "--format", "patch", cwd=changed).out)
    assert [(operation["op"], operation["path"]) for operation in patch] == [
        ("test", "/harbour/fields/risks/payroll-export/severity"), ("replace", "/harbour/fields/risks/payroll-export/severity"),
    ]  # fmt: skip


def test_a_book_of_fifteen_fits_sixty_lines_and_its_summary_twelve(acct: Acct, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for states in ("FY2027-Q2..FY2027-Q3", "FY2026-Q1..HEAD", "2025-03-01..HEAD"):
        lines = acct("diff", states, cwd=story).out.splitlines()
        assert len(lines) <= 60, states
        assert all(len(line) <= 80 for line in lines)
        short = acct("diff", states, "--summary", cwd=story).out.splitlines()
        assert len(short) <= 12, states
        assert all(len(line) <= 80 for line in short)
    assert len(acct("diff", "FY2026-Q1..HEAD", "--full", cwd=story).out.splitlines()) > 300


def test_accounts_by_how_much_they_moved(acct: Acct, story: Path) -> None:
    out = acct("diff", "FY2027-Q2..FY2027-Q3", cwd=story).out
    places = [out.index(name) for name in ("Larchfield Outfitters", "Kestrel Airports", "Ostrava Rail", "Cobalt Dental")]
    assert places == sorted(places)


def test_a_comment_fits(acct: Acct, story: Path) -> None:
    page = acct("diff", "2025-03-01..HEAD", "--format", "markdown", cwd=story).out
    assert len(page) <= 65_536
    assert "## Larchfield Outfitters" in page


def test_a_comment_about_very_much_still_fits(acct: Acct, book: Path) -> None:
    for number in range(40):
        risks = "".join(f"  r{risk}: {{title: {'Long words of a risk ' * 4}{risk}}}\n" for risk in range(40))
        (book / "plans" / f"p{number}.md").write_text(f"---\naccount: P{number}\nowner: dana\n---\n")
        (book / "plans" / f"p{number}.md").write_text(f"---\naccount: P{number}\nowner: dana\nrisks:\n{risks}---\n")
    commit_all(book, "Many", "2026-11-12T10:00:00+01:00")
    for number in range(40):
        path = book / "plans" / f"p{number}.md"
        path.write_text(path.read_text().replace("Long words", "Other sentences entirely"))
    page = acct("diff", "--format", "markdown", cwd=book).out
    assert 1_000 < len(page) <= 65_536
    assert "1600 changes" in page.replace(",", "") or "changes in 40 plans" in page


def test_a_damaged_plan_is_told_line_by_line_and_harmless(acct: Acct, changed: Path) -> None:
    (changed / "plans" / "wren.md").write_text("---\naccount: Wren\x1b[31m\nrisks: [\n::error::stop\n---\n<script>alert(1)</script>\n")
    ran = acct("diff", cwd=changed)
    assert ran.code == 2
    assert "plans/wren.md, line by line" in ran.out
    assert "-account: Wren Ferries" in ran.out
    assert "+account: Wren\\u{1b}[31m" in ran.out
    assert "\x1b" not in ran.out
    assert "\n::error::" not in ran.out
    assert "Owner" in ran.out or "owner went from" in flat(ran.out)
    page = acct("diff", "--format", "html", cwd=changed).out
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\n    +<script>alert(1)</script>\n" in acct("diff", "--format", "markdown", cwd=changed).out


def test_a_format_nobody_knows_names_the_patch_too(acct: Acct, changed: Path) -> None:
    refused(acct("diff", "--format", "path", cwd=changed), "there is no format “path”", "patch")
    assert "json, concise or patch" in flat(acct("diff", "--help").out)
