"""A real filled success plan, written by others: the format holds what it says, and the rules say what it lacks.

The source is read in place and never copied; `harvest-hearth/` says the same in our own words.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from acctplan.model.book import Book, Entry
from acctplan.planfile.config import parse_settings, parse_team
from acctplan.planfile.parse import parse_bytes
from acctplan.rules._judge import chosen_rules
from acctplan.rules._lint import lint
from acctplan.store.skeleton import template_blocks

HERE = Path(__file__).parent
BOOK = HERE / "harvest-hearth"
PLAN = "harvest-hearth"
SOURCE = HERE.parents[2] / "shared" / "data" / "plans-filled" / "success-plan-harvest-hearth.md"
LAST_UPDATED = date(2026, 3, 20)

FACTS: tuple[tuple[str, str, str], ...] = (
    (r"Enterprise plan \(250 seats\)", "custom.seats", "250"),
    (r"Contract term:\*\* 2 March 2026 ", "custom.contract_starts_on", "2026-03-02"),
    (r"→ 1 September 2027", "renewal.renews_on", "2027-09-01"),
    (r"CSM:\*\* Priya Raghavan", "owner", "priya"),
    (r"Last updated:\*\* 20 March 2026", "written_on", "2026-03-20"),
    (r"Customer champion:\*\* Dana Whitfield", "stakeholders.dana.support", "champion"),
    (r"Marcus Ellison, SVP Operations \| Economic buyer / exec sponsor", "stakeholders.marcus.decision_role", "economic-buyer"),
    (r"DC Regional Manager \(East\)", "stakeholders.lena.title", "DC Regional Manager (East)"),
    (r"Dana Whitfield, kickoff call, 16 March 2026", "goals.fees.said_on", "2026-03-16"),
    (r"\*\*Success statement .*\n?.*fee number that's going down", "goals.fees.said_by", "dana"),
    (r"\| \$118k/quarter \(Q4 2025 AP ledger\)", "goals.fees.key_results.fees-per-quarter.baseline", "118000"),
    (r"≤ \$60k/quarter \| Month 12 \(Mar 2027\)", "goals.fees.key_results.fees-per-quarter.target", "60000"),
    (r"Month 12 \(Mar 2027\)", "goals.fees.key_results.fees-per-quarter.due", "2027-03"),
    (r"\$410k/year \(FY2025 shrink report\)", "goals.spoilage.key_results.write-offs-per-year.baseline", "410000"),
    (r"−25% \(\$307k annualised\)", "goals.spoilage.key_results.write-offs-per-year.target", "307000"),
    (r"~45 min/exception", "goals.dock-time.key_results.minutes-per-exception.baseline", "45"),
    (r"≤ 15 min \| Month 6 \(Sep 2026\)", "goals.dock-time.key_results.minutes-per-exception.target", "15"),
    (r"est\. ~71%\) \| ≥ 85%", "goals.receiving.key_results.otif.baseline", "71"),
    (r"≥ 85% \| Month 9 \(Dec 2026\)", "goals.receiving.key_results.otif.target", "85"),
    (r"200 of 250 seats activated within 30 days", "goals.receiving.key_results.seats-activated.target", "200"),
    (r"Raj Patel \(H&H IT Integration Lead\) \| 27 Mar 2026 \| \[x\]", "milestones.setup.status", "done"),
    (r"OTIF baseline audit complete .*17 Apr 2026", "milestones.audit.due", "2026-04-17"),
    (r"≥ 120 users across DCs 1–3 \| Dana Whitfield \| 8 May 2026", "milestones.daily-use.due", "2026-05-08"),
    (r"QBR 1 delivered .*25 Jun 2026", "milestones.qbr-1.due", "2026-06-25"),
    (r"21 Jan 2027", "milestones.qbr-3.due", "2027-01-21"),
    (r"Renewal proposal sent .*Tom Becker \| 11 Jun 2027", "milestones.proposal.due", "2027-06-11"),
    (r"signed \| Tom Becker \| 13 Aug 2027", "opportunities.outbound.close_on", "2027-08-13"),
    (r"85 tractor fleet", "units.fleet.name", "Outbound fleet of 85 tractors"),
    (r"dated action \(24 Apr 2026, owner: Dana with Tom Becker support\)", "actions.confirm-sponsor.due", "2026-04-24"),
    (r"onboarding training by 10 April 2026", "actions.finish-training.due", "2026-04-10"),
    (r"running the WMS migration and may deprioritise rollout \| H \| H", "risks.champion-stretched.severity", "high"),
    (r"revert to phone-and-email\) \| H \| M", "risks.floor-stalls.severity", "medium"),
    (r"Dana Whitfield, .* \| Weekly \(async\) \+ monthly \(call\)", "touchpoints.dana.every", "week"),
)


@pytest.fixture(scope="module")
def source() -> str:
    if not SOURCE.exists():
        pytest.skip(f"the real plan is not here: {SOURCE.parents[1]} is absent")
    return SOURCE.read_text("utf-8")


@pytest.fixture(scope="module")
def book() -> Book:
    settings = parse_settings((BOOK / "acctplan.yaml").read_bytes())
    team = parse_team((BOOK / "team.yaml").read_bytes())
    assert (settings.faults, team.faults) == ((), ())
    data = (BOOK / f"plans/{PLAN}.md").read_bytes()
    parsed = parse_bytes(data, PLAN, team.value, settings.value.fiscal)
    entry = Entry(PLAN, f"plans/{PLAN}.md", data.decode("utf-8"), parsed.plan, parsed.faults)
    return Book(settings.value, team.value, {PLAN: entry})


def value_at(tree: Any, path: str) -> list[str]:
    """The values a key path names in a long-form tree, one or many."""
    for step in path.split("."):
        tree = tree[step]
    return tree if isinstance(tree, list) else [tree]


def test_the_plan_parses_without_fault(source: str, book: Book) -> None:
    entry = book.entries[PLAN]
    assert entry.plan is not None
    assert entry.faults == ()


@pytest.mark.parametrize(("said", "path", "value"), FACTS, ids=[path for _, path, _ in FACTS])
def test_a_fact_stands_in_both(source: str, book: Book, said: str, path: str, value: str) -> None:
    plan = book.entries[PLAN].plan
    assert plan is not None
    assert re.search(said, source), "the source no longer says so"
    assert value in value_at(plan.tree, path)


def test_the_words_are_ours(source: str, book: Book) -> None:
    theirs, ours = (re.findall(r"[\w'&-]+", text.lower()) for text in (source, book.entries[PLAN].text))
    runs = {tuple(theirs[place : place + 7]) for place in range(len(theirs))}
    assert [ours[place : place + 7] for place in range(len(ours) - 6) if tuple(ours[place : place + 7]) in runs] == []


FINDINGS: tuple[tuple[str, str], ...] = (
    # The original has some 1500 words in eight sections.
    ("AP400", ""),
    # Its goals stand in a table of metric, baseline, target, date and source: nobody of the vendor's answers for one.
    ("AP201", "goals.fees"),
    ("AP201", "goals.spoilage"),
    ("AP201", "goals.dock-time"),
    ("AP201", "goals.receiving"),
    # Nor does the table, or the list of early signs, name who watches the number.
    ("AP214", "goals.fees.key_results.fees-per-quarter"),
    ("AP214", "goals.spoilage.key_results.write-offs-per-year"),
    ("AP214", "goals.dock-time.key_results.minutes-per-exception"),
    ("AP214", "goals.receiving.key_results.otif"),
    ("AP214", "goals.receiving.key_results.seats-activated"),
    ("AP214", "goals.receiving.key_results.dcs-with-live-events"),
    # Its risk table has likelihood, impact and mitigation, and no owner.
    ("AP207", "risks.champion-stretched"),
    ("AP207", "risks.champion-leaves"),
    ("AP207", "risks.no-baseline"),
    ("AP207", "risks.sponsor-not-formal"),
    ("AP207", "risks.floor-stalls"),
    ("AP207", "risks.feed-breaks"),
    # Two risks say what would happen and not why it should.
    ("AP603", "risks.champion-leaves"),
    ("AP603", "risks.floor-stalls"),
    # The missing baseline is answered by a milestone that two people share, and by no step of one.
    ("AP208", "risks.no-baseline"),
    # The expansion is the vendor's wish: two dates in the roadmap, no step towards it, no word of the customer.
    ("AP209", "opportunities.outbound"),
    ("AP604", "opportunities.outbound"),
    # What the customer commits to: the feeds are kept and the figures shared for ever, the latter by the company as such.
    ("AP204", "actions.keep-feeds"),
    ("AP203", "actions.share-figures"),
    ("AP204", "actions.share-figures"),
)


def test_the_rules_say_what_the_original_lacks(source: str, book: Book) -> None:
    """All rules, on the day the source was last updated; without history no age is judged."""
    rules = chosen_rules(book.settings)
    result = lint(book, rules, {}, today=LAST_UPDATED, blocks=template_blocks(None, {"success-plan"}))
    assert sorted((finding.code, finding.path) for finding in result.findings) == sorted(FINDINGS)
