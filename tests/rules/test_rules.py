"""Every rule: its page, its examples, its case file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from acctplan.rules._judge import Rule, every_rule
from acctplan.rules._page import page_of

from .bench_plan import findings_of, text_of

HERE = Path(__file__).parent
RULES = every_rule()
IDS = [rule.name for rule in RULES]
_CASE = re.compile(r"^## (?P<title>.+?)\n.*?```(?:yaml|text)\n(?P<body>.*?)```", re.MULTILINE | re.DOTALL)


def cases() -> list[tuple[Rule, str, str]]:
    found = []
    for rule in RULES:
        path = HERE / f"{rule.name.replace('-', '_')}.md"
        text = path.read_text("utf-8") if path.exists() else ""
        found += [(rule, match["title"], match["body"]) for match in _CASE.finditer(text)]
    return found


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_rule_declares_itself(rule: Rule) -> None:
    assert re.fullmatch(r"AP[1-9]\d\d", rule.code)
    assert rule.severity in ("error", "warning", "info")
    assert rule.module.FIX in ("none", "safe", "unsafe")
    assert hasattr(rule.module, "check") or hasattr(rule.module, "check_book")
    page = page_of(rule.module)
    assert page.fault and page.why and page.source
    assert ("(" in page.options) == bool(getattr(rule.module, "OPTIONS", {}))


def test_codes_are_unique() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_the_bad_example_is_found(rule: Rule) -> None:
    findings = findings_of(rule, page_of(rule.module).bad)
    assert findings, "the bad example of the page is not found"
    assert {finding.name for finding in findings} == {rule.name}


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_the_good_example_passes(rule: Rule) -> None:
    assert findings_of(rule, page_of(rule.module).good) == []


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_messages_are_short_and_end_with_an_act(rule: Rule) -> None:
    for finding in findings_of(rule, page_of(rule.module).bad):
        assert len(finding.message.split()) <= 25, finding.message
        assert finding.message.endswith((".", "?")), finding.message
        assert not re.search(r"yaml|pydantic|schema|front matter|mapping|scalar", finding.message, re.IGNORECASE), finding.message


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_rule_has_cases(rule: Rule) -> None:
    assert any(case[0] is rule for case in cases()), f"tests/rules/{rule.name.replace('-', '_')}.md holds no case"


@pytest.mark.parametrize(("rule", "title", "body"), cases(), ids=[f"{rule.name}: {title}" for rule, title, _ in cases()])
def test_case(rule: Rule, title: str, body: str) -> None:
    """A line that ends with `# AP203` expects a finding of the rule there; every other line expects none."""
    mark = re.compile(rf"\s*# {rule.code}((?:, {rule.code})*)$")
    lines = text_of(body).split("\n")
    expected = [number for number, line in enumerate(lines, 1) for _ in re.findall(rule.code, (mark.search(line) or [""])[0])]
    unmarked = "\n".join(mark.sub("", line) for line in body.split("\n"))
    assert sorted(finding.line for finding in findings_of(rule, unmarked)) == expected
