"""`diff`: what kind of change each is, whose it is, and in which words it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LITE, Ran, commit_all, git

from .asked import PLAN, flat, told

Acct = Callable[..., Ran]
FACTS = "account: Harbour Bakery Group\ncrm: {source: crm, changed_at: '2026-11-01T02:00:00Z', arr: 40000 EUR}\nusage: {seats_30d_ago: 4}\n"


def rewritten(book: Path, *pairs: tuple[str, str]) -> None:
    text = (book / PLAN).read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (book / PLAN).write_text(text)


def events(acct: Acct, book: Path, *words: str) -> list[dict[str, Any]]:
    return told(acct("diff", *words, "--json", cwd=book), "diff")["changes"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("amount: 9600", "amount: 12000", "Night kitchens: amount went from 9,600 to 12,000 (+2,400, +25 %)"),
        ("due: 2027-03-31", "due: 2027-04-30", "slipped 30 days, from 2027-03-31 to 2027-04-30"),
        ("due: 2027-03-31", "due: 2027-03-30", "came forward 1 day, from 2027-03-31 to 2027-03-30"),
        ("usage: amber, four", "usage: red, four", "Health: usage worsened from amber to red"),
        ("usage: amber, four", "usage: green, four", "Health: usage improved from amber to green"),
        ("support: champion", "support: neutral", "The Head of Retail, Tom Baker, worsened from champion to neutral"),
        ("severity: medium", "severity: high", "severity worsened from medium to high"),
        ("now 9", "now 11", "current went from 9 to 11 (+2, closer to 16)"),
        ("now 9", "now 7", "current went from 9 to 7 (-2, further from 16)"),
        ("lee: am}", "lee: am, priya: executive-sponsor}", "Priya Nair joined the account team (executive-sponsor)"),
        ("{dana: csm, lee: am}", "{dana: csm}", "Lee Wong left the account team (am)"),
        ("support: champion,", "support: champion, left_on: 2026-11-09,", "The Head of Retail, Tom Baker, left on 2026-11-09"),
        ("      - 2026-10-28 Tom asked for a price (call)", "      - 2026-10-28 Tom asked for a price (call)\n      - 2026-11-04 Tom set a date",
         "New signal of Night kitchens: Tom set a date"),
        ("They bake at night and sell by day.", "They bake at night and sell by noon.", "Notes: “and sell by day.” became “and sell by noon.”"),
        ("tier: growth\n", "tier: growth\nrevenue: {scheduling: 4000}\n", "Revenue: scheduling now 4,000"),
        ("a price (call)", "a price (mail)", "Night kitchens, Tom asked for a price: source went from call to mail"),
        ("They bake at night", "They all bake at night", "Notes: added “all”"),
        ("sell by day.\n", "sell by day.\n\n# Who decides\n\nTom, with his brother.\n", "Notes, “Who decides”: written (7 words)"),
    ],
)  # fmt: skip
def test_changes_have_a_direction_and_people_names(acct: Acct, book: Path, old: str, new: str, words: str) -> None:
    rewritten(book, (old, new))
    assert words in flat(acct("diff", cwd=book).out)


def test_stages_move_on_and_fall_back(acct: Acct, book: Path) -> None:
    rewritten(book, ("amount: 9600", "amount: 9600\n    stage: proposal"))
    commit_all(book, "Stage", "2026-11-05T10:00:00+01:00")
    for stage, words in {
        "negotiation": "moved on from proposal to negotiation",
        "qualification": "fell back from proposal to qualification",
        "closed-won": "Night kitchens: was won (was proposal)",
        "closed-lost": "Night kitchens: was lost (was proposal)",
    }.items():
        rewritten(book, ("stage: proposal", f"stage: {stage}"))
        assert words in flat(acct("diff", cwd=book).out)
        git(book, "checkout", "-q", PLAN)


def test_when_somebody_was_last_spoken_to(acct: Acct, book: Path) -> None:
    rewritten(book, ("goals:\n", "touchpoints: {tom: {every: month, last_on: 2026-10-01}}\ngoals:\n"))
    commit_all(book, "Talk", "2026-11-05T10:00:00+01:00")
    rewritten(book, ("last_on: 2026-10-01", "last_on: 2026-11-04"))
    assert "Tom Baker: last contact went from 2026-10-01 to 2026-11-04" in flat(acct("diff", cwd=book).out)


def test_an_open_seat_that_is_filled(acct: Acct, book: Path) -> None:
    rewritten(book, ("goals:\n", "  coo: {title: COO, unknown: true}\ngoals:\n"))
    commit_all(book, "Seat", "2026-11-05T10:00:00+01:00")
    rewritten(book, ("{title: COO, unknown: true}", "{title: COO, name: Ida Lund}"))
    assert "The COO seat was filled by Ida Lund" in flat(acct("diff", cwd=book).out)


def test_what_comes_from_other_systems_is_synced(acct: Acct, book: Path) -> None:
    (book / "facts").mkdir()
    (book / "facts" / "harbour.yaml").write_text(FACTS)
    (book / "facts" / "quay.yaml").write_text("account: Quay\nusage: {active_users: 5}\n")
    commit_all(book, "Sync", "2026-11-05T10:00:00+01:00")
    assert {(event["plan"], event["path"], event["kind"]) for event in events(acct, book, "HEAD~1..HEAD")} == {
        ("harbour", "facts", "added"), ("quay", "facts", "added"),
    }  # fmt: skip
    (book / "facts" / "harbour.yaml").write_text(
        FACTS.replace("40000", "44000").replace("2026-11-01", "2026-11-06").replace("ago: 4", "ago: 5")
    )
    rewritten(book, ("tier: growth", "tier: strategic"))
    found = events(acct, book)
    assert [(event["path"], event["source"], event["old"], event["new"]) for event in found] == [
        ("tier", "human", "growth", "strategic"), ("facts.crm.arr", "synced", "40000 EUR", "44000 EUR"),
    ]  # fmt: skip
    said = flat(acct("diff", cwd=book).out)
    assert "Synced: arr went from 40,000 EUR to 44,000 EUR (+4,000, +10 %)" in said
    assert "2 changes (1 synced) in 1 plan" in said
    git(book, "checkout", "-q", PLAN)
    document = told(acct("diff", "--json", cwd=book), "diff")
    assert ([event["path"] for event in document["changes"]], document["unchanged"]) == (["facts.crm.arr"], 0)
    assert events(acct, book, "quay") == []


def test_facts_that_cannot_be_read_are_told(acct: Acct, book: Path) -> None:
    (book / "facts").mkdir()
    (book / "facts" / "harbour.yaml").write_text(FACTS)
    commit_all(book, "Sync", "2026-11-05T10:00:00+01:00")
    (book / "facts" / "harbour.yaml").write_text("crm: {\n")
    ran = acct("diff", "--json", cwd=book)
    assert told(ran, "diff", 2)["unreadable"] == ["facts/harbour.yaml cannot be read on one side"]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("owner: dana\nlifecycle", "owner: 'dana'\nlifecycle", "owner"),
        ("tier: growth", "tier: growth  # by revenue", "tier"),
        ("  finance: green", "  finance: {band: green}", "health"),
        ("They bake at night and", "They bake  at night\nand", "body"),
        ("tier: growth\n", "", ""),
    ],
)
def test_what_means_the_same_is_cosmetic(acct: Acct, book: Path, old: str, new: str, path: str) -> None:
    moved = "posture: retain\ntier: growth\n" if not path else ""
    rewritten(book, (old, new), *([("account:", "tier: growth\naccount:")] if moved else []))
    assert events(acct, book) == []
    assert acct("diff", "--exit-code", cwd=book).code == 0
    found = events(acct, book, "--cosmetic")
    assert [(event["path"], event["source"]) for event in found] == [(path or "layout", "cosmetic")]
    assert "meaning the same" in flat(acct("diff", "--cosmetic", cwd=book).out)


def test_line_endings_are_layout(acct: Acct, book: Path) -> None:
    (book / PLAN).write_bytes(LITE.replace("\n", "\r\n").encode())
    assert events(acct, book) == []
    assert [event["path"] for event in events(acct, book, "--cosmetic")] == ["layout"]


def test_a_comment_beside_a_change_is_told_with_it(acct: Acct, book: Path) -> None:
    rewritten(book, ("tier: growth", "tier: strategic  # board's wish"), ("posture: retain", "posture: grow"))
    found = [(event["path"], event["source"]) for event in events(acct, book, "--cosmetic")]
    assert found == [("posture", "human"), ("tier", "human"), ("tier", "cosmetic")]


def test_an_order_is_told_only_when_asked_for(acct: Acct, book: Path) -> None:
    lines = LITE.splitlines(keepends=True)
    place = next(index for index, line in enumerate(lines) if line.startswith("  train-leads"))
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    (book / PLAN).write_text("".join(lines))
    assert events(acct, book) == []
    (event,) = events(acct, book, "--order")
    assert (event["path"], event["kind"], event["source"]) == ("actions", "moved", "cosmetic")
    assert event["old"][:2] == event["new"][1::-1] == ["train-leads", "fix-export"]
    assert "Another order: actions, now Get a date for the fix from product, Train the four" in flat(acct("diff", "--order", cwd=book).out)


def test_an_item_under_another_id_is_renamed_and_says_how_sure_that_is(acct: Acct, book: Path) -> None:
    rewritten(book, ("  payroll-export:\n", "  night-export:\n"), ("Payroll export fails on night shifts", "The payroll export fails on night shifts"),
              ("dana, 2026-11-30, payroll-export", "dana, 2026-11-30, night-export"))  # fmt: skip
    found = {event["path"]: event for event in events(acct, book)}
    assert found["risks.night-export"]["kind"] == "renamed"
    assert 0.8 <= found["risks.night-export"]["score"] < 1
    said = flat(acct("diff", cwd=book).out)
    assert "payroll-export is now night-export (possibly renamed, " in said
    rewritten(book, ("The payroll export fails on night shifts", "Payroll export fails on night shifts"))
    assert "possibly" not in acct("diff", cwd=book).out


def test_an_item_that_went_to_another_block_moved(acct: Acct, book: Path) -> None:
    rewritten(book, ("opportunities:\n", "milestones:\n  go: {title: Go live, due: 2026-12-01}\nopportunities:\n"))
    commit_all(book, "Milestone", "2026-11-05T10:00:00+01:00")
    rewritten(book, ("milestones:\n  go: {title: Go live, due: 2026-12-01}\n", ""),
              ("risks:\n", "  go: {title: Go live, due: 2026-12-15}\nrisks:\n".replace("  go", "our_goals:\n  go")))  # fmt: skip
    found = [(event["path"], event["kind"], event["old"], event["new"]) for event in events(acct, book)]
    assert found == [
        ("our_goals.go", "moved", "milestones.go", "our_goals.go"), ("our_goals.go.due", "changed", "2026-12-01", "2026-12-15"),
    ]  # fmt: skip
    assert "Go live: moved from milestones to our goals" in flat(acct("diff", cwd=book).out)


def test_a_file_that_was_renamed_and_not_committed(acct: Acct, book: Path) -> None:
    (book / PLAN).rename(book / "plans" / "bakeries.md")
    rewritten_there = (book / "plans" / "bakeries.md").read_text().replace("tier: growth", "tier: strategic")
    (book / "plans" / "bakeries.md").write_text(rewritten_there)
    assert [(event["plan"], event["path"], event["kind"]) for event in events(acct, book)] == [
        ("bakeries", "plan", "renamed"), ("bakeries", "tier", "changed"),
    ]  # fmt: skip


def test_a_plan_renamed_long_ago_is_followed_through_its_commits(acct: Acct, book: Path) -> None:
    git(book, "mv", PLAN, "plans/quay.md")
    commit_all(book, "Rename", "2026-11-05T10:00:00+01:00")
    git(book, "mv", "plans/quay.md", "plans/dock.md")
    commit_all(book, "Rename again", "2026-11-06T10:00:00+01:00")
    (book / "plans" / "dock.md").write_text("---\naccount: Dock Breads\nowner: lee\nstory: Nothing of it is as it was\n---\n")
    commit_all(book, "Write anew", "2026-11-07T10:00:00+01:00")
    found = [(event["plan"], event["path"], event["old"], event["new"]) for event in events(acct, book, "HEAD~3..HEAD")]
    assert found[:3] == [
        ("dock", "plan", "harbour", "dock"), ("dock", "account", "Harbour Bakery Group", "Dock Breads"), ("dock", "owner", "dana", "lee"),
    ]  # fmt: skip
    assert {plan for plan, *_ in found} == {"dock"}
    assert {event["plan"] for event in events(acct, book, "HEAD~3..HEAD", "dock")} == {"dock"}


def test_a_plan_under_another_name_is_known_by_its_id_elsewhere(acct: Acct, book: Path) -> None:
    rewritten(book, ("tier: growth\n", "tier: growth\nexternal: {crm: 0015g0}\n"))
    commit_all(book, "Id", "2026-11-05T10:00:00+01:00")
    text = (book / PLAN).read_text().replace("account: Harbour Bakery Group", "account: Quay Breads")
    (book / PLAN).unlink()
    (book / "plans" / "quay.md").write_text(text)
    assert [(event["plan"], event["path"]) for event in events(acct, book)] == [("quay", "plan"), ("quay", "account")]
    (book / "plans" / "quay.md").write_text(text.replace("{crm: 0015g0}", "{crm: 0015g1}"))
    assert {(event["plan"], event["kind"]) for event in events(acct, book)} == {("quay", "added"), ("harbour", "removed")}


def test_a_file_that_went_to_another_folder(acct: Acct, book: Path) -> None:
    (book / "plans" / "old").mkdir()
    (book / PLAN).rename(book / "plans" / "old" / "harbour.md")
    (event,) = events(acct, book)
    assert (event["path"], event["kind"], event["old"], event["new"]) == ("plan", "moved", "plans/harbour.md", "plans/old/harbour.md")
    assert "The plan's file was moved: plans/harbour.md is now plans/old/harbour.md." in flat(acct("diff", cwd=book).out)


def test_most_consequential_first(acct: Acct, book: Path) -> None:
    rewritten(book, ("They bake", "They all bake"), ("severity: medium", "severity: high"), ("owner: dana\nlife", "owner: lee\nlife"),
              ("amount: 9600", "amount: 1"), ("Renew in June", "Renew in May"))  # fmt: skip
    assert [event["path"].partition(".")[0] for event in events(acct, book)] == ["owner", "opportunities", "risks", "intent", "body"]


def test_a_word_of_the_body_is_told_under_its_heading(acct: Acct, book: Path) -> None:
    rewritten(book, ("sell by day.\n", "sell by day.\n\n# Who decides\n\nTom decides alone.\n\n# Budget\n\nTwo years.\n"))
    commit_all(book, "Notes", "2026-11-05T10:00:00+01:00")
    rewritten(book, ("Two years.", "Three years."), ("# Who decides", "# Who signs"))
    said = flat(acct("diff", cwd=book).out)
    assert "Notes, “Budget”: “Two years.” became “Three years.”" in said
    assert "Notes: the heading “who decides” is now “who signs” (possibly renamed, " in said
    assert "Notes, “Who signs”: the heading was “Who decides”" in said
    assert [(event["path"], event["kind"]) for event in events(acct, book)] == [
        ("body.who-signs", "renamed"), ("body.who-signs", "changed"), ("body.budget", "changed"),
    ]  # fmt: skip
