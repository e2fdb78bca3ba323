"""What the rules about people and privacy say, word for word where the words depend on the plan."""

from __future__ import annotations

import pytest

from acctplan.rules._judge import rule_named

from .bench_plan import findings_of

ANA = "ana: {name: Ana Ruiz, support: champion, reports_to: coo}"
WORDS = [
    (
        "no-champion",
        "stakeholders:\n  council: {name: Council, group: true, support: champion}\n  tom: {name: Tom Baker}\n",
        "Nobody on the stakeholder map is our champion: who speaks for us when we are not there? Find somebody, and mark them champion.",
    ),
    (
        "no-champion",
        "stakeholders:\n  ben: {name: Ben Okafor}\n  tom: {name: Tom Baker, support: champion, left_on: 2026-11-01}\n",
        "The champion “Tom Baker” has left: who speaks for us when we are not there? Find somebody, and mark them champion.",
    ),
    (
        "single-threaded",
        "stakeholders:\n  tom: {name: Tom Baker, known_by: dana}\n",
        "We know 1 person there, and 3 are needed. Meet 2 more, and write who of ours knows them.",
    ),
    (
        "single-threaded",
        "stakeholders:\n  tom: {name: Tom Baker}\n",
        "We know 0 people there, and 3 are needed. Meet 3 more, and write who of ours knows them.",
    ),
    (
        "leadership-gap",
        f"stakeholders:\n  {ANA}\n  coo: {{title: COO, unknown: true}}\n",
        "Nobody is known 1 level above the champion: the seat “COO” above “Ana Ruiz” is empty. Add the person who sits there.",
    ),
    (
        "leadership-gap",
        f"stakeholders:\n  {ANA}\n  coo: {{name: Max Brand, title: COO}}\n",
        "Nobody is known 2 levels above the champion: whom “Max Brand” reports to is unsaid. Add the person who sits there.",
    ),
    (
        "unknown-to-us",
        "stakeholders:\n  petra: {name: Petra Lang, influence: high}\n",
        "Nobody of ours knows “Petra Lang”, whose influence is high. Get introduced, and write known_by.",
    ),
    (
        "unknown-to-us",
        "stakeholders:\n  petra: {title: CFO, influence: high, known_by: mo}\n",
        "Nobody of ours knows “CFO”, whose influence is high: who did has left. Get introduced, and write known_by.",
    ),
    (
        "contact-inactive",
        "# fact: contacts: {source: the old sales system, items: {c: {name: Tom Baker, active: false}}}\nstakeholders:\n  tom: {name: Tom Baker}\n",
        "“Tom Baker” is no longer active in “the old sales…”. Ask who takes over, and write left_on.",
    ),
    (
        "contact-inactive",
        "# fact: contacts: {items: {c: {name: Tom Baker, active: false}}}\nstakeholders:\n  tom: {name: Tom Baker}\n",
        "“Tom Baker” is no longer active in the facts. Ask who takes over, and write left_on.",
    ),
    (
        "off-limits-contact",
        "stakeholders: {petra: {name: Petra Lang}}\ncontact_rules: {petra: ask-first}\nactions:\n  a: Call Petra (lee, 2026-12-05, with petra)\n",
        "“Call Petra” aims at “Petra Lang”, whom we may approach only after asking. Add under `with` who of theirs agreed.",
    ),
    (
        "goals-far-from-power",
        "stakeholders: {ben: {name: Ben Okafor, influence: low}}\ngoals:\n  a: {title: A, said_by: ben}\n",
        "The open goal belongs to nobody of high influence. Ask somebody who has it what they want.",
    ),
    (
        "goals-far-from-power",
        "stakeholders: {ben: {name: Ben Okafor, influence: low}}\ngoals:\n  a: {title: A, said_by: ben}\n  b: {title: B, said_by: ben}\n",
        "0 of 2 open goals belong to people of high influence. Ask somebody who has it what they want.",
    ),
    (
        "success-plan-part-missing",
        "milestones: {m: {title: All live, share: true}}\n",
        "What the customer may read of this plan lacks key contacts, outcomes, key results and risks. Share one of each, or add it.",
    ),
    (
        "shared-text-leaks",
        "risks:\n  r: {title: R, shared_as: Our forecast is low}\n",
        "“Our forecast” is internal, and shared_as of “R” is shared with the customer. Write other words.",
    ),
    (
        "personal-data-in-plan",
        "story: Ask tom.baker@harbour.example\n",
        "The e-mail address “t…@harbour.example” stands in story of the plan. Move it to the contacts file.",
    ),
    (
        "personal-data-in-plan",
        "# fact: contacts: {items: {c: {mail: tom@harbour.example}}}\nstory: Nothing\n",
        "The e-mail address “t…@harbour.example” stands in facts (contacts.items). Move it to the contacts file.",
    ),
    (
        "secret-in-book",
        "story: Token AKIAIOSFODNN7EXAMPLE\n",
        "An AWS access key stands in story of the plan. Make it invalid where it came from, then delete it here.",
    ),
    (
        "wrong-organisation",
        "# setting: organisation: north\norganisation: south\n",
        "The plan belongs to the organisation “south”, the book to “north”. Move it there, or correct its organisation.",
    ),
    (
        "wrong-organisation",
        "# setting: organisation: north\n# fact: organisation: south\nstory: Nothing\n",
        "The facts belong to the organisation “south”, the book to “north”. Sync them anew.",
    ),
    (
        "name-in-plan",
        "# setting: privacy: {names: contacts}\nstakeholders: {tom: {name: Tom Baker}}\n",
        "A customer person's name stands in name of “a person”. Move it to the contacts file, and write the role here.",
    ),
]


@pytest.mark.parametrize(("name", "snippet", "message"), WORDS)
def test_a_message_says_what_is_and_what_to_do(name: str, snippet: str, message: str) -> None:
    assert [finding.message for finding in findings_of(rule_named(name), snippet)] == [message]


def test_thresholds_are_those_of_the_pages() -> None:
    said = {name: rule_named(name).module.OPTIONS for name in ("single-threaded", "leadership-gap", "goals-far-from-power")}
    assert said == {
        "single-threaded": {"active": 3, "active_strategic": 10},
        "leadership-gap": {"levels": 2},
        "goals-far-from-power": {"percent": 33},
    }
