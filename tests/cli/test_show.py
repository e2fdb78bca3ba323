"""`show`: one plan, now or then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LITE, Ran, commit_all

from .asked import PLAN, flat, refused, told

Acct = Callable[..., Ran]


def test_the_whole_plan(acct: Acct, book: Path) -> None:
    ran = acct("show", "harbour", cwd=book)
    assert (ran.code, ran.err) == (0, "")
    for words in ("Harbour Bakery Group", "Owner        Dana Kim", "Every shop publishes its roster two weeks ahead", "Tom Baker", "Payroll export",
                  "They bake at night and sell by day.", "Lee Wong (am)"):  # fmt: skip
        assert words in flat(ran.out) or words in ran.out, words


def test_brief_is_shorter(acct: Acct, book: Path) -> None:
    brief = acct("show", "harbour", "--brief", cwd=book).out
    assert brief.count("\n") < acct("show", "harbour", cwd=book).out.count("\n")
    assert "They bake at night" not in brief


def test_ids_have_no_brief_form(acct: Acct, book: Path) -> None:
    refused(acct("show", "harbour", "--ids", "--brief", cwd=book), "--ids and --brief show different things")


@pytest.mark.parametrize("name", ["harbour", "harbour.md", "plans/harbour.md", "plans/harbour"])
def test_a_plan_by_id_or_file(acct: Acct, book: Path, name: str) -> None:
    assert acct("show", name, cwd=book).out.startswith("Harbour Bakery Group\n")


def test_json_is_the_plan_in_long_form(acct: Acct, book: Path) -> None:
    document = told(acct("show", "harbour", "--json", cwd=book), "show")
    assert document["plan"] == "harbour"
    assert document["fields"]["actions"]["fix-export"]["owner"] == "dana"
    assert document["fields"]["health"]["usage"] == {"band": "amber", "cause": "four new shops have not logged in"}
    assert document["body"].strip() == "They bake at night and sell by day."
    assert document["age_days"]["risks"] == 18


@pytest.mark.parametrize("plan", ["larchfield-outfitters", "tern-logistics", "cobalt-dental", "sable-pharma", "kestrel-airports"])
def test_every_kind_of_plan_fits_the_schema(acct: Acct, story: Path, plan: str) -> None:
    told(acct("show", plan, "--json", cwd=story), "show")
    assert acct("show", plan, cwd=story).code == 0


def test_as_it_was(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("owner: dana\nlifecycle", "owner: lee\nlifecycle"))
    commit_all(book, "Hand over", "2026-11-10T10:00:00+01:00")
    now, then = acct("show", "harbour", cwd=book), acct("show", "harbour", "--as-of", "2026-11-05", cwd=book)
    assert "Owner        Lee Wong" in now.out
    assert "Owner        Dana Kim" in then.out
    assert then.err.startswith("as of 2026-11-05 → ")
    document = told(acct("show", "harbour", "--json", "--as-of", "2026-11-05", cwd=book), "show")
    assert (document["fields"]["owner"], document["age_days"]["owner"]) == ("dana", 3)


def test_a_past_day_is_reckoned_from_itself(acct: Acct, book: Path) -> None:
    assert told(acct("show", "harbour", "--json", "--as-of", "HEAD", cwd=book), "show")["age_days"]["risks"] == 0
    assert told(acct("show", "harbour", "--json", "--as-of", "HEAD", "--today", "2026-11-20", cwd=book), "show")["age_days"]["risks"] == 18


def test_lateness_is_reckoned_from_today(acct: Acct, book: Path) -> None:
    assert "late" not in acct("show", "harbour", cwd=book).out
    assert "2026-11-30 (5 d late)" in acct("show", "harbour", "--today", "2026-12-05", "--format", "concise", cwd=book).out


def test_an_unknown_plan_is_offered_the_nearest(acct: Acct, story: Path, book: Path) -> None:
    refused(acct("show", "larchfeild", cwd=story), "no account is called “larchfeild”", "Did you mean larchfield-outfitters")
    refused(acct("show", "zzz", cwd=book), "no account is called “zzz”", "acctplan status")
    refused(acct("show", "", cwd=book))
    for name in ("..", ".", "../acctplan", "plans/../harbour", "/etc/passwd", "x" * 400, "har\nbour"):
        refused(acct("show", name, cwd=book))


@pytest.mark.parametrize(
    ("word", "offered"),
    [
        ("larch", "Did you mean larchfield-outfitters?"),
        ("Outfit", "Did you mean larchfield-outfitters?"),
        ("ha", "Did you mean harbour-bakery-group?"),
        ("s", "Did you mean sable-pharma or saltmarsh-breweries or pinecrest-schools?"),
        ("delta-frieght", "Did you mean delta-freight?"),
        ("frieght", "Did you mean delta-freight?"),
        ("qqq", "`acctplan status` lists the accounts."),
    ],
)
def test_accounts_that_start_with_the_word_are_offered_first(acct: Acct, story: Path, word: str, offered: str) -> None:
    refused(acct("show", word, cwd=story), offered)


def test_an_account_known_from_facts_alone(acct: Acct, story: Path) -> None:
    refused(acct("show", "polder-parcels", cwd=story), "has no plan yet", "acctplan new polder-parcels")


def test_a_plan_that_cannot_be_read_names_the_place(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("tier: growth", "tier: [growth"))
    refused(acct("show", "harbour", cwd=book), "plans/harbour.md:", "acctplan lint")


def test_a_plan_that_was_not_there_yet(acct: Acct, book: Path) -> None:
    (book / "plans" / "wren.md").write_text(LITE)
    commit_all(book, "Another", "2026-11-10T10:00:00+01:00")
    ran = acct("show", "wren", "--as-of", "2026-11-05", cwd=book)
    refused(ran, "no account is called “wren” at 2026-11-05")


def test_a_plan_with_findings_is_shown(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(LITE.replace("owner: dana\nlifecycle", "owner: nobody-we-know\nlifecycle: bogus\nnonsense"))
    assert acct("show", "harbour", cwd=book).code == 0


def test_nothing_beside_the_account_is_needed(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text("---\naccount: Bare\n---\n")
    assert acct("show", "harbour", cwd=book).out.startswith("Bare\n")
    told(acct("show", "harbour", "--json", cwd=book), "show")


def test_a_terminal_of_any_width(acct: Acct, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (60, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = acct("show", "larchfield-outfitters", cwd=story).out.splitlines()
        assert max(map(len, lines)) <= width


def test_ids_of_all_items_and_each_is_understood(acct: Acct, book: Path) -> None:
    ran = acct("show", "harbour", "--ids", cwd=book)
    assert (ran.code, ran.err) == (0, "")
    rows = [line.split(maxsplit=1) for line in ran.out.splitlines() if "  " in line and not line.startswith("id ")]
    assert ["fix-export", "Get a date for the fix from product"] in rows
    assert ["tom", "Tom Baker"] in rows
    assert ["rosters.shops-publishing-14-days-ahead", "Shops publishing 14 days ahead"] in rows
    for word, _ in rows:
        assert acct("remove", "harbour", word, "--force", "--dry-run", cwd=book).code == 0, word
    assert "usage" not in ran.out


def test_ids_of_the_example_book_stay_whole_at_any_width(acct: Acct, story: Path) -> None:
    for plan in ("larchfield-outfitters", "tern-logistics", "kestrel-airports"):
        plain = acct("show", plan, "--ids", cwd=story).out
        data = told(acct("show", plan, "--ids", "--json", cwd=story), "show")["fields"]
        for block in ("goals", "actions", "risks", "reviews"):
            for key in data.get(block) or {}:
                assert f"\n{key} " in plain, (plan, key)


def test_ids_of_a_plan_without_items(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text("---\naccount: Harbour\n---\n")
    assert acct("show", "harbour", "--ids", cwd=book).out.endswith("No item yet.\n")


def test_who_names_no_item_is_told_where_they_are_listed(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text("---\naccount: Harbour\nactions: {call: Call Tom}\n---\n")
    refused(acct("done", "harbour", "mail", cwd=book), "The nearest is call. `acctplan show harbour --ids` lists all.")


def test_items_inside_a_field_and_what_is_simply_so_read_as_sentences(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(
        "---\naccount: Harbour\npurchase:\n  origin: Fair\n  challenges:\n    late: {text: Rosters came late, status: solved}\n    double: {text: Double shifts}\n"
        "milestones:\n  live: {title: Live in all shops, due: 2026-12-15, share: true}\n  quiet: {title: Only ours, share: false}\n"
        "swot: {strengths: [{text: Tom tells it}, {text: Close by, leads_to: live}], threats: {text: One tool for all}}\n---\n"
    )
    said = flat(acct("show", "harbour", cwd=book).out)
    assert "Rosters came late (status solved); Double shifts" in said
    assert "Live in all shops: due 2026-12-15; shared" in said
    assert "Only ours: share false" in said
    assert "Strengths Tom tells it; Close by (leads to live)" in said
    assert "Threats One tool for all" in said
