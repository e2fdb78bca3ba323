"""The words of the rules against rivers, half pairs and impressions, one case for each way they may be put."""

from __future__ import annotations

import pytest

from acctplan.model.book import Entry
from acctplan.model.settings import Settings
from acctplan.model.team import Member, Team
from acctplan.planfile.config import parse_facts
from acctplan.planfile.parse import parse
from acctplan.rules._context import Context
from acctplan.rules._judge import judge, rule_named

from .bench_plan import TODAY, findings_of

_LONG = "# setting: lint: {rules: {entry-too-long: {words: 3}}}\n"
_ALONE = "# setting: lint: {rules: {actions-of-one-person: {actions: 2}}}\n"
_LATE = "# fact: opportunities: {items: {o: {name: EMEA, amount: 9000 EUR, close_on: 2027-02-26, stage: proposal}}}\n"
_CRM = "# fact: crm: {owner: lee, tier: strategic, arr: 124000 EUR, renews_on: 2027-03-31}\n"
WORDS = [
    ("entry-too-long", _LONG + "actions:\n  a: {do: Call Tom right now}\n", "“Call Tom right now”: 4 words, and 3 are enough."),
    ("entry-too-long", _LONG + "risks:\n  a: {title: One two three four}\n", "“One two three four”: 4 words, and 3 are enough."),
    ("entry-too-long", _LONG + "questions:\n  a: {ask: One two three four}\n", "“One two three four”: 4 words, and 3 are enough."),
    ("entry-too-long", _LONG + "asks:\n  a: {what: One two three four}\n", "“One two three four”: 4 words, and 3 are enough."),
    ("entry-too-long", _LONG + "insights:\n  a: {text: One two three four}\n", "“One two three four”: 4 words, and 3 are enough."),
    ("entry-too-long", _LONG + "value:\n  a: {claim: One two three four}\n", "“One two three four”: 4 words, and 3 are enough."),
    ("entry-too-long", _LONG + "units:\n  a: {name: One two three four}\n", "“One two three four”: 4 words, and 3 are enough."),
    ("entry-too-long", _LONG + "risks:\n  a: {title: Price, cause: It goes up again}\n", "Cause of “Price”: 4 words, and 3 are enough."),
    (
        "entry-too-long",
        _LONG + "units:\n  a: {name: Retail, use_cases: [Rosters, One two three four]}\n",
        "Use cases of “Retail”: 4 words, and 3 are enough.",
    ),
    (
        "entry-too-long",
        _LONG + "goals:\n  a: {title: Rosters, key_results: {k: {metric: One two three four}}}\n",
        "Metric of “Rosters”: 4 words, and 3 are enough.",
    ),
    ("am-csm-missing", "team: {priya: se}\n", "No account manager and no CSM of ours is on this account. Add them to the team."),
    (
        "review-without-counterpart",
        "team: {dana: csm, lee: am}\nreviews:\n  2026-11-02: {by: priya}\n",
        "“Lee Wong” (account manager) and “Dana Kim” (CSM) were not in the review of 2026-11-02.",
    ),
    ("health-contradicts-facts", "# fact: usage: {active_users: 0}\nhealth: {usage: green}\n", "the facts say: nobody is active."),
    ("health-contradicts-facts", "# fact: support: {open_escalations: 1}\nhealth: {support: green}\n", "1 escalation is open."),
    ("health-contradicts-facts", "# fact: support: {open_escalations: 2}\nhealth: {support: green}\n", "2 escalations are open."),
    ("health-contradicts-facts", "# fact: support: {csat_90d: 3.4}\nhealth: {support: green}\n", "satisfaction is 3.4 of 5."),
    ("health-contradicts-facts", "# fact: billing: {overdue_days: 21}\nhealth: {finance: green}\n", "an invoice is 21 days overdue."),
    (
        "health-contradicts-facts",
        "# fact: usage: {active_users: 90, seats: 100}\nhealth:\n  usage: red, they grumble\n",
        "Usage is red, while the facts say: 90 of 100 seats are active. Name the evidence, or correct the colour.",
    ),
    (
        "health-contradicts-facts",
        "# fact: contacts: {items: {a: {active: false}, b: {active: false}}}\n"
        "stakeholders:\n  x: {name: X, support: champion, external: a}\n  y: {name: Y, support: champion, external: b}\n"
        "health: {relationship: green}\n",
        "the facts say: no champion is active any more.",
    ),
    (
        "health-contradicts-facts",
        "# fact: contacts: {items: {a: {active: false}}}\n"
        "stakeholders:\n  x: {name: X, support: champion, external: a}\nhealth: {relationship: green}\n",
        "the facts say: the champion is no longer active.",
    ),
    (
        "key-result-not-smart",
        "goals:\n  g: {title: G, key_results: {k: {metric: Shops}}}\n",
        "lacks its baseline, target, unit (M) and its date (T).",
    ),
    ("amount-contradicts-facts", _CRM + "arr: 110000\n", "The ARR is “110,000”, and the facts say “124,000”."),
    ("amount-contradicts-facts", _CRM + "arr: 110000 EUR\n", "The ARR is “110,000 EUR”, and the facts say “124,000 EUR”."),
    (
        "amount-contradicts-facts",
        _CRM + "renewal: {renews_on: 2027-06-30}\n",
        "The renewal date is “2027-06-30”, and the facts say “2027-03-31”.",
    ),
    ("amount-contradicts-facts", "# fact: crm: {tier: dana}\ntier: lee\n", "The tier is “lee”, and the facts say “dana”."),
    ("amount-contradicts-facts", _CRM + "owner: dana\n", "The owner is “Dana Kim”, and the facts say “Lee Wong”."),
    (
        "amount-contradicts-facts",
        _LATE + "opportunities:\n  o: {title: EMEA, close_on: 2027-06-30}\n",
        "The close date of “EMEA” is “2027-06-30”, and the facts say “2027-02-26”. Correct the one that is wrong.",
    ),
    ("posture-contradicts-goals", "posture: grow\nhealth:\n  usage: red, a\n  finance: red, b\n", "while usage and finance are red."),
    (
        "posture-contradicts-goals",
        "posture: retain\nour_goals:\nopportunities:\n  o: {title: EMEA, kind: upsell}\nactions:\n  a: Call (lee, 2026-12-05, o)\n",
        "The posture is retain, an action sells “EMEA”, and no goal of ours keeps them. Add that goal.",
    ),
    (
        "finished-items-kept",
        "actions:\n  a: {do: Call Tom, done_on: 2026-01-05}\n",
        "“Call Tom” was finished by 2026-01-05. Take it out: `acctplan remove example a`. Git remembers it.",
    ),
    ("actions-of-one-person", _ALONE + "actions: {a: Call (dana), b: Call (dana)}\n", "All 2 open actions are “Dana Kim”'s. Give some to"),
    (
        "actions-of-one-person",
        _ALONE + "stakeholders: {tom: {name: Tom Baker}}\nactions: {a: Call (tom), b: Call (tom)}\n",
        "All 2 open actions are “Tom Baker”'s.",
    ),
    (
        "actions-of-one-person",
        _ALONE + "stakeholders: {tom: {title: Head}}\nactions: {a: Call (tom), b: Call (tom)}\n",
        "All 2 open actions are “tom”'s.",
    ),
    (
        "opportunity-without-figures",
        "opportunities:\n  o: {title: EMEA, stage: proposal}\n",
        "“EMEA” is in proposal without amount or close date.",
    ),
    (
        "status-contradicts-numbers",
        "goals:\n  g: {title: G, status: on-track, key_results: {Days: '21 -> 10 days, now 24'}}\n",
        "The goal “G” is on-track, while “Days” went from 21 to 24 instead of 10. Correct either.",
    ),
    ("plan-on-standard-account", "template: core@1\ntier: standard\n", "“Example Ltd” (standard) has a “core” plan, and deserves none."),
    (
        "strategic-account-without-plan",
        "# setting: tiers: {growth: {deserves_plan: potential >= 1}}\n# account: wren {potential: 150000 EUR}\n",
        "“Wren Ltd” (potential 150,000 EUR) deserves a plan, and has none. Write one: `acctplan new wren`.",
    ),
]


@pytest.mark.parametrize(("name", "snippet", "words"), WORDS)
def test_what_a_finding_says(name: str, snippet: str, words: str) -> None:
    (finding,) = findings_of(rule_named(name), snippet)
    assert words in finding.message
    assert len(finding.message.split()) <= 25


SEVERITIES = [
    ("health-contradicts-facts", "# fact: billing: {overdue_days: 21}\nhealth: {finance: green}\n", "error"),
    ("health-contradicts-facts", "# fact: billing: {overdue_days: 0}\nhealth:\n  finance: red, they grumble\n", "warning"),
    ("goal-without-key-result", "goals:\n  g: {title: G, share: true}\n", "error"),
    ("goal-not-measured", "goals:\n  g: {title: G}\n", "warning"),
]


@pytest.mark.parametrize(("name", "snippet", "severity"), SEVERITIES)
def test_how_severe_it_is(name: str, snippet: str, severity: str) -> None:
    assert [finding.severity for finding in findings_of(rule_named(name), snippet)] == [severity]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("am-csm-missing", ""),
        ("sponsor-missing", "tier: strategic\n"),
        ("health-dimension-missing", "risks: {r: {title: Price}}\n"),
        (
            "posture-contradicts-goals",
            "posture: retain\nopportunities: {o: {title: O, kind: upsell}}\nactions: {a: {do: Call, because: o}}\n",
        ),
    ],
)
def test_what_the_template_has_not_is_not_asked_for(name: str, fields: str) -> None:
    """The same plan on a template with the block is found."""
    text = f"---\naccount: Example Ltd\n{fields}---\n"
    entry = Entry("example", "plans/example.md", text, parse(text, "example").plan)
    context = Context(TODAY, Settings())
    assert judge(entry, context, [rule_named(name)]) == []
    assert len(judge(entry, context._replace(blocks=frozenset(["team", "health", "our_goals"])), [rule_named(name)])) == 1


def test_two_owners_of_one_name_are_told_by_id() -> None:
    team = Team({"dana": Member(name="Dana Kim"), "dana-2": Member(name="Dana Kim")})
    facts = parse_facts(b"account: Example Ltd\ncrm: {owner: dana-2}\n").value
    text = "---\naccount: Example Ltd\nowner: dana\n---\n"
    entry = Entry("example", "plans/example.md", text, parse(text, "example").plan, (), facts)
    (finding,) = judge(entry, Context(TODAY, Settings(), team, facts), [rule_named("amount-contradicts-facts")])
    assert finding.message == "The owner is “dana”, and the facts say “dana-2”. Correct the one that is wrong."


def test_a_value_in_the_facts_that_is_far_too_long_is_cut() -> None:
    long = " ".join(["word"] * 60) + "x" * 3000
    findings = findings_of(rule_named("amount-contradicts-facts"), f"# fact: crm: {{tier: {long}}}\ntier: {long} more\n")
    assert [len(finding.message.split()) <= 25 and len(finding.message) < 300 for finding in findings] == [True]


def test_words_of_the_facts_are_cut_where_an_account_is_told_of() -> None:
    long = " ".join(["word"] * 60) + "x" * 3000
    scene = f"# setting: tiers: {{growth: {{deserves_plan: arr >= 1}}}}\n# account: wren {{tier: {long}, arr: 9 EUR}}\n"
    (finding,) = findings_of(rule_named("strategic-account-without-plan"), scene)
    assert len(finding.message.split()) <= 25
    assert "“Wren Ltd” (word word, 9 EUR a year) deserves" in finding.message
