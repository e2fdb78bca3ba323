"""How messages name what they speak of: by its title, else its id; a field with the item it is in."""

from __future__ import annotations

import pytest

from acctplan.rules._judge import rule_named

from .bench_plan import findings_of

WORDS = [
    ("risk-without-owner", "risks: {price: {title: Price, cause: Up}}\n", "Nobody owns the risk “Price”. Name one person as its owner."),
    ("risk-without-owner", "risks: {price: {cause: Up}}\n", "Nobody owns the risk “price”. Name one person as its owner."),
    (
        "placeholder-left",
        'units: {u: {name: Retail, use_cases: [Rosters, "{{use}}"]}}\n',
        "“{{use}}” is left from a template in use_cases of “Retail”. Fill it in, or leave it blank.",
    ),
    (
        "unknown-reference",
        "contact_rules: {tim: off-limits}\n",
        "“tim” in contact_rules is no stakeholder. Add them to stakeholders.",
    ),
    (
        "wrong-type",
        "# setting: fiscal_year: {weeks: {FY2026: 2025-02-02, FY2027: 2026-02-01}}\nmode: point-in-time\nperiod: FY2027-Q1\n",
        "“FY2027-Q1” is not in the table of fiscal years, FY2026 to FY2026. Add it there.",
    ),
    (
        "dead-weight",
        "# setting: lint: {rules: {dead-weight: {days: 90}}}\n# began: 2026-05-04\nrisks: {r: {title: Two shops leave, severity: low}}\n",
        "The risk “Two shops leave” is named nowhere and unchanged for 90 days. Link an action, or take it out.",
    ),
    (
        "owner-departed",
        "stakeholders: {t: {name: Tom Baker, left_on: 2026-11-01}}\ngoals: {g: {title: G, stakeholder: t}}\n",
        "“Tom Baker”, stakeholder of “G”, has left. Name somebody who is there.",
    ),
    (
        "goals-stale",
        "# age: goals 2026-07-01\ngoals: {g: {title: G}}\n",
        "Goals last changed 142 days ago (limit 90). Update what changed, or run `acctplan confirm example goals`.",
    ),
    (
        "goals-stale",
        "# age: goals 2026-07-01 confirmed\ngoals: {g: {title: G}}\n",
        "Goals last confirmed 142 days ago (limit 90). Update what changed, or run `acctplan confirm example goals`.",
    ),
    (
        "plan-on-standard-account",
        "# setting: tiers: {growth: {deserves_plan: arr >= 25000}}\ntemplate: core@1\narr: 9600\n",
        "“Example Ltd” (9,600 EUR a year) has a “core” plan, and deserves none. Make it lite, and keep what is used.",
    ),
]


@pytest.mark.parametrize(("name", "snippet", "message"), WORDS)
def test_a_message_names_it(name: str, snippet: str, message: str) -> None:
    assert [finding.message for finding in findings_of(rule_named(name), snippet)] == [message]
