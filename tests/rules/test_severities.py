"""How severe a finding is: as the settings say, by name, code or category; else as its rule says, which may step up."""

from __future__ import annotations

import pytest

from acctplan.planfile.config import parse_settings
from acctplan.rules._judge import chosen_rules

from .bench_plan import findings_of

LATE = "actions:\n  a: Call Tom (dana, 2026-11-06)\n  b: Call Ana (dana, 2026-11-19)\n"
STALE = "# age: goals 2026-05-23\n"
EMPTY = "tier: strategic\n# began: 2026-11-05\n"
RED = "# fact: usage: {active_users: 90, active_users_30d_ago: 80, seats: 100}\nhealth: {usage: red}\n"
STEPS = {"action-overdue": LATE, "plan-stale": STALE, "block-empty": EMPTY, "health-contradicts-facts": RED}
"""Rules whose findings have a severity of their own, and plans where they have it."""


def severities(name: str, setting: str) -> set[str]:
    settings = parse_settings(f"lint: {{rules: {{{setting}}}}}".encode()).value
    (rule,) = chosen_rules(settings, select=[name])
    return {finding.severity for finding in findings_of(rule, STEPS[name])}


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("severity", ["info", "warning", "error"])
def test_what_the_settings_say_of_a_rule_holds_for_all_its_findings(name: str, severity: str) -> None:
    assert severities(name, f"{name}: {{severity: {severity}}}") == {severity}


@pytest.mark.parametrize(("word", "name"), [("museum", "action-overdue"), ("AP307", "action-overdue"), ("coverage", "block-empty")])
def test_so_does_what_they_say_of_a_code_or_a_category(word: str, name: str) -> None:
    assert severities(name, f"{word}: {{severity: info}}") == {"info"}


def test_the_closest_word_counts() -> None:
    said = "museum: {severity: info}, AP307: {severity: error}"
    assert severities("action-overdue", said) == {"error"}
    assert severities("action-overdue", f"{said}, action-overdue: {{severity: warning}}") == {"warning"}


@pytest.mark.parametrize("setting", ["", "solo: {{severity: info}}", "{name}: {{options: {{}}}}", "{name}: {{severity: off}}"])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("action-overdue", {"warning", "error"}),
        ("plan-stale", {"error"}),
        ("block-empty", {"warning", "error"}),
        ("health-contradicts-facts", {"warning"}),
    ],
)
def test_where_they_say_nothing_of_it_findings_have_their_own(name: str, expected: set[str], setting: str) -> None:
    """A rule that is off and asked for by name speaks as if the settings did not name it."""
    assert severities(name, setting.format(name=name)) == expected
