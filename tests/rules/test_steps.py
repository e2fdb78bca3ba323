"""What a case file cannot say: severities that step up, and faults that need more than one plan."""

from __future__ import annotations

import pytest

from acctplan.model.book import Book, Entry
from acctplan.model.settings import Settings
from acctplan.rules._context import Context
from acctplan.rules._judge import judge_book, rule_named
from acctplan.rules._loops import loops

from .bench_plan import TEAM, TODAY, findings_of

STEPS = [
    ("plan-stale", "# age: goals 2026-05-24\n", ["warning"]),
    ("plan-stale", "# age: goals 2026-05-23\n", ["error"]),
    ("action-overdue", "actions:\n  a: Call Tom (dana, 2026-11-07)\n", ["warning"]),
    ("action-overdue", "actions:\n  a: Call Tom (dana, 2026-11-06)\n", ["error"]),
    ("action-overdue", "# setting: lint: {rules: {action-overdue: {error_days: 3}}}\nactions:\n  a: A (dana, 2026-11-17)\n", ["error"]),
    ("block-empty", "tier: strategic\n# began: 2026-11-06\n", ["warning"] * 5),
    ("block-empty", "tier: strategic\n# began: 2026-11-05\n", ["error", "error", "warning", "warning", "warning"]),
    ("block-empty", "tier: growth\n# began: 2026-01-01\n", ["warning"] * 5),
    ("block-empty", "# fact: crm: {tier: strategic}\n# began: 2026-01-01\n", ["error", "error", "warning", "warning", "warning"]),
    ("block-empty", "tier: strategic\n", ["warning"] * 5),
    ("movement-unanswered", "# age: plan 2026-01-01\nmovements:\n  m: {happened_on: 2026-10-01, type: other, what: Merger}\n", ["error"]),
]


@pytest.mark.parametrize(("name", "snippet", "expected"), STEPS)
def test_severity_steps_up(name: str, snippet: str, expected: list[str]) -> None:
    assert sorted(finding.severity for finding in findings_of(rule_named(name), snippet)) == expected


def test_two_plans_that_differ_only_in_case_share_an_id() -> None:
    entries = {key: Entry(key, f"plans/{key}.md") for key in ("Harbour", "harbour", "larch")} | {"facts-only": Entry("facts-only")}
    findings = list(judge_book(Book(Settings(), TEAM, entries), Context(TODAY, Settings()), [rule_named("duplicate-id")]))
    assert [(finding.plan, finding.file) for finding in findings] == [("harbour", "plans/harbour.md")]
    assert "plans/Harbour.md" in findings[0].message


def test_two_twins_of_one_plan_are_two_findings() -> None:
    book = Book(Settings(), TEAM, {"a": Entry("a", "plans/a.md")}, (("a", "plans/x/a.md"), ("a", "plans/y/a.md")))
    findings = list(judge_book(book, Context(TODAY, Settings()), [rule_named("AP104")]))
    assert len({finding.fingerprint for finding in findings}) == 2


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({"a": ["b"], "b": ["a"]}, [("a", "b")]),
        ({"x": ["a"], "b": ["a"], "a": ["b"]}, [("b", "a")]),
        ({"a": ["a"]}, [("a",)]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["gone"]}, []),
        ({str(n): [str(n + 1)] for n in range(5000)}, []),
    ],
)
def test_loops(edges: dict[str, list[str]], expected: list[tuple[str, ...]]) -> None:
    assert loops(edges) == expected
