"""Formats that platforms read: valid by their schemas, within their limits, with nothing in them that acts."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from jsonschema import Draft7Validator
from sarif_pydantic import Sarif

from acctplan import registry
from acctplan.formats import html
from acctplan.formats.findings import github, gitlab, jsonl, junit, markdown, sarif
from acctplan.model.finding import Finding, Suppressed
from acctplan.report import Heading, Report, Table
from acctplan.rules._lint import LintResult
from acctplan.rules._page import DOCUMENTATION
from acctplan.views.lint import view
from acctplan.views.lint_by_owner import OwnedFindings
from acctplan.views.lint_by_owner import view as by_owner
from acctplan.views.lint_comment import view as comment
from tests.conftest import ROOT, Ran
from tests.hostile.attack import ACTIVE
from tests.hostile.runner import obeyed

Acct = Callable[..., Ran]
SCHEMAS = ROOT / "tests" / "fixtures" / "platforms"
EVIL = "a\r\n::error::b\x1b[31m ##[error]c <script>&\"' %0A,: \u202e\u2028 \ufffe\ud800 ]]> [x](http://evil.example) {0} \x00"


def finding(
    number: int = 0, severity: str = "error", *, plan: str = "acme", message: str = "Wrong. Mend it.", file: str | None = None
) -> Finding:
    kind: Any = severity
    where = f"plans/{plan}.md" if file is None else file
    return Finding(
        "AP203", "action-without-owner", kind, plan, where, number + 1, 3, f"actions.a{number}", message, "none", f"{number:016x}"
    )


def result(*findings: Finding, untouched: tuple[Finding, ...] = (), notes: tuple[str, ...] = ()) -> LintResult:
    return LintResult(findings, 1, notes, untouched)


def rendered(module: Any, found: LintResult, base: str = "") -> str:
    return str(module.render(view(found)._replace(base=base), width=100, color=False))


def sarif_of(found: LintResult, base: str = "") -> Any:
    log = json.loads(rendered(sarif, found, base))
    Sarif.model_validate(log)
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text())
    Draft7Validator.check_schema(schema)
    Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER).validate(log)
    return log["runs"][0]


def issues_of(found: LintResult, base: str = "") -> Any:
    issues = json.loads(rendered(gitlab, found, base))
    schema = json.loads((SCHEMAS / "codeclimate.json").read_text())
    for issue in issues:
        Draft7Validator(schema).validate(issue)
    return issues


def suites_of(found: LintResult) -> ElementTree.Element:
    text = rendered(junit, found)
    xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd")).validate(StringIO(text.partition("\n")[2]))
    return ElementTree.fromstring(text.encode())


SOME = result(
    finding(0, "info"), finding(1, "error"), finding(2, "warning", plan="beta"), finding(3, "error", plan="beta"),
    untouched=(finding(4, "error", plan="gamma"),), notes=("No git history here: rules that need ages were not judged.",),
)  # fmt: skip


def test_sarif_is_one_run_that_describes_every_rule() -> None:
    run = sarif_of(SOME)
    described = run["tool"]["driver"]["rules"]
    assert {rule["name"] for rule in described} == set(registry.names("acctplan.rules"))
    for rule in described:
        assert rule["helpUri"] == f"{DOCUMENTATION}/rules/{rule['name']}.md"
        assert max(len(rule[key]["text"]) for key in ("shortDescription", "fullDescription")) <= 1024
        assert "Fine like this" in rule["help"]["markdown"]
    for found in run["results"]:
        assert described[found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
    assert [found["level"] for found in run["results"]] == ["error", "error", "warning", "note", "note"]
    assert [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]] == list(SOME.notes)


def test_sarif_has_our_fingerprints_under_our_own_key() -> None:
    for found in sarif_of(SOME)["results"]:
        assert list(found["partialFingerprints"]) == ["acctplanFinding/v1"]


def test_the_address_of_the_pages_is_the_projects() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]["Documentation"] == DOCUMENTATION


@pytest.mark.parametrize(
    ("file", "uri"), [("plans/a b#%.md", "plans/a%20b%23%25.md"), ("plans/\udcff.md", "plans/%FF.md"), ("plans/ü.md", "plans/%C3%BC.md")]
)
def test_sarif_names_files_as_addresses_within_the_repository(file: str, uri: str) -> None:
    run = sarif_of(result(finding(file=file)), base="books/one/")
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"books/one/{uri}"


def test_sarif_keeps_to_what_github_takes() -> None:
    many = [finding(number, "warning" if number % 2 else "error", message=f"{number:x} " * 30) for number in range(26_000)]
    text = rendered(sarif, result(*many))
    assert len(gzip.compress(text.encode())) < 10_000_000
    run = json.loads(text)["runs"][0]
    assert len(run["results"]) == 25_000
    assert {found["level"] for found in run["results"][:5_000]} == {"error"}
    assert "1,000 of 26,000 findings are left out" in run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]


def test_no_link_of_a_plan_is_a_link_in_sarif() -> None:
    text = sarif_of(result(finding(message="See [here](https://evil.example).")))["results"][0]["message"]["text"]
    assert text == "See \\[here\\](https://evil.example)."
    assert sarif_of(result(finding(message="Fill [now].")))["results"][0]["message"]["text"] == "Fill [now]."


def test_gitlab() -> None:
    issues = issues_of(SOME, base="books/one/")
    assert [issue["severity"] for issue in issues] == ["major", "major", "minor", "info", "major"]
    first = issues[0]
    assert (first["location"], first["check_name"]) == ({"path": "books/one/plans/acme.md", "lines": {"begin": 2}}, "action-without-owner")


def test_no_fingerprint_is_given_twice() -> None:
    """GitLab shows one of two issues with the same fingerprint."""
    twins = result(finding(1), finding(1), finding(1))
    assert [issue["fingerprint"] for issue in issues_of(twins)] == [f"{1:016x}", f"{1:016x}-2", f"{1:016x}-3"]
    assert len({found["partialFingerprints"]["acctplanFinding/v1"] for found in sarif_of(twins)["results"]}) == 3


def test_an_account_without_a_plan_is_found_in_its_facts() -> None:
    assert issues_of(result(finding(file="")))[0]["location"]["path"] == "facts/acme.yaml"


def test_junit_has_a_suite_for_each_plan_and_a_case_for_each_rule() -> None:
    root = suites_of(SOME)
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("skipped")) for suite in root] == [
        ("plans/acme.md", "1", "1", "0"),
        ("plans/beta.md", "1", "1", "0"),
        ("plans/gamma.md", "1", "0", "1"),
    ]
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    (failure,) = root[0].iter("failure")
    assert (failure.text or "").count("plans/acme.md:") == 2


def test_junit_of_a_clean_run_holds_a_case_that_passed() -> None:
    root = suites_of(result())
    assert (root.get("tests"), root.get("failures"), len(list(root.iter("testcase")))) == ("1", "0", 1)


def test_jsonl_is_one_document_a_line() -> None:
    lines = [json.loads(line) for line in rendered(jsonl, SOME).splitlines()]
    assert [line["kind"] for line in lines] == ["finding"] * 4 + ["untouched", "summary"]
    assert all(line["schema_version"] == 1 and line["tool_version"] for line in lines)
    assert (lines[-1]["checked"], lines[0]["name"]) == (1, "action-without-owner")


def test_github_marks_ten_of_each_kind_errors_first() -> None:
    many = [finding(number, severity) for severity in ("info", "warning", "error") for number in range(12)]
    lines = rendered(github, result(*many), base="books/").splitlines()
    kinds = [line.split()[0] for line in lines if line.startswith("::")]
    assert kinds == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert lines[0] == "::error file=books/plans/acme.md,line=1,col=3,title=AP203 action-without-owner::Wrong. Mend it."
    assert lines[30] == "Findings: 12 errors, 12 warnings, 12 info, at most 10 of each marked; all of them follow."
    assert lines[32] == "plans/acme.md"
    assert "\n".join(lines).count("Wrong. Mend it.") == 30 + 36


def test_what_is_suppressed_is_marked_or_left_out() -> None:
    kinds: Any = {"comment": "inSource", "plan": "inSource", "path": "external", "baseline": "external"}
    apart = tuple(Suppressed(finding(number), how, "on hold" if number else "") for number, how in enumerate(kinds))
    found = LintResult((finding(9),), 1, suppressed=apart)
    first, *rest = sarif_of(found)["results"]
    assert "suppressions" not in first
    assert [one["suppressions"][0]["kind"] for one in rest] == list(kinds.values())
    assert [one["suppressions"][0]["justification"] for one in rest] == ["comment", "on hold", "on hold", "on hold"]
    assert {one["level"] for one in rest} == {"error"}
    assert len(issues_of(found)) == 1
    assert suites_of(LintResult((), 1, suppressed=apart)).get("failures") == "0"
    assert [json.loads(line)["kind"] for line in rendered(jsonl, found).splitlines()] == ["finding", *["suppressed"] * 4, "summary"]
    assert len(obeyed(rendered(github, found))) == 1


def test_github_marks_nothing_that_does_not_count() -> None:
    text = rendered(github, result(untouched=(finding(1),)))
    assert not text.startswith("::")
    assert "Wrong. Mend it." in text


def test_a_comment_is_no_longer_than_one_may_be() -> None:
    many = [finding(number, "info" if number % 2 else "error", message="Wörter " * 12) for number in range(2_000)]
    text = markdown.render(comment(result(*many)), width=100, color=False)
    assert 60_000 < len(text) <= 65_536
    shown = text.count("Wörter Wörter Wörter Wörter Wörter Wörter Wörter Wörter Wörter Wörter Wörter Wörter")
    assert f"{2_000 - shown:,} more do not fit into a comment" in text
    assert "| info |" not in text
    assert "more do not fit" not in markdown.render(comment(SOME), width=100, color=False)


@pytest.mark.parametrize("module", [github, gitlab, jsonl, junit, markdown, sarif], ids=lambda module: module.__name__)
def test_nothing_in_a_report_acts(module: Any) -> None:
    evil = finding(message=EVIL, plan="acme\x1b[2J\u202e::", file="plans/a,b::c\x07%0A.md")
    found = result(evil, untouched=(evil,), notes=(EVIL,))
    report: Report = comment(found) if module is markdown else view(found)
    text = module.render(report, width=100, color=False)
    assert ACTIVE.search(text.replace("\n", "")) is None
    text.encode("utf-8")
    commands = obeyed(text)
    if module is github:
        (command,) = commands
        assert re.fullmatch(r"::error file=[^:,]*,line=1,col=3,title=AP203 action-without-owner::[^\n]*", command)
        assert "%250A" in command
    else:
        assert commands == []
    assert "<script>" not in text or module in (gitlab, jsonl, sarif, github)


def test_what_acts_nowhere_is_still_valid() -> None:
    evil = result(finding(message=EVIL), notes=(EVIL,))
    sarif_of(evil)
    issues_of(evil)
    assert "\\u{fffe}" in "".join(suites_of(evil).itertext())


def test_the_example_book_in_every_format(acct: Acct, story: Path, tmp_path: Path) -> None:
    """Valid documents of real findings, all in one run."""
    names = {
        "sarif": "a.sarif",
        "gitlab": "b.json",
        "junit": "c.xml",
        "jsonl": "d.jsonl",
        "html": "e.html",
        "markdown": "f.md",
        "json": "g.json",
        "concise": "h.txt",
    }
    words = [word for name, file in names.items() for word in ("--output", f"{name}={tmp_path / file}")]
    ran = acct("lint", *words, cwd=story)
    assert ran.code == 1
    found = json.loads((tmp_path / "g.json").read_text())["findings"]
    assert found
    run = json.loads((tmp_path / "a.sarif").read_text())
    Draft7Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text())).validate(run)
    assert len(run["runs"][0]["results"]) == len(json.loads((tmp_path / "b.json").read_text())) == len(found)
    assert len((tmp_path / "d.jsonl").read_text().splitlines()) == len(found) + 1
    assert len((tmp_path / "h.txt").read_text().splitlines()) == len(found)
    xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd")).validate(StringIO((tmp_path / "c.xml").read_text().partition("\n")[2]))
    page = (tmp_path / "e.html").read_text()
    assert page.index("Dana Kim") < page.index("Mo Haddad")
    assert "<script" not in page


def test_the_page_names_owners_and_each_account_once() -> None:
    found = result(
        finding(1, "warning"), finding(2), finding(3, plan="beta"), finding(4, plan="gamma"), untouched=(finding(5, plan="beta"),)
    )
    report = by_owner(OwnedFindings(found, {"acme": "Dana Kim", "beta": "Ada"}, {"acme": "Acme Ltd", "beta": "Beta <b>"}))
    headings = [piece.text for piece in report.pieces if isinstance(piece, Heading)]
    assert headings == ["Findings by owner", "Ada", "Dana Kim", "No owner", "On items this change leaves alone"]
    overview, _, dana, *_ = [piece for piece in report.pieces if isinstance(piece, Table)]
    assert [[cell.text for cell in row] for row in overview.rows] == [
        ["Ada", "1", "–", "–"],
        ["Dana Kim", "1", "1", "–"],
        ["No owner", "1", "–", "–"],
    ]
    assert [(row[0].text, row[1].text, row[4].text) for row in dana.rows] == [("Acme Ltd", "error", "3"), ("", "warning", "2")]
    page = html.render(report, width=100, color=False)
    assert "Beta &lt;b&gt;" in page
    assert page.count("Acme Ltd") == 1
