"""`status`: the whole book at a glance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import LITE, Ran, commit_all

from .asked import PLAN, refused, told

Acct = Callable[..., Ran]


def test_one_line_an_account(acct: Acct, story: Path) -> None:
    ran = acct("status", cwd=story)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Book of business on 2026-11-20\n")
    for name in ("Larchfield Outfitters", "Tern Logistics", "Polder Parcels"):
        assert name in ran.out
    assert "no plan" in ran.out


def test_json(acct: Acct, story: Path) -> None:
    document = told(acct("status", "--json", cwd=story), "status")
    rows = {row["plan"]: row for row in document["rows"]}
    assert document["as_of"] == "2026-11-20"
    assert (document["planned"], document["accounts"]) == (sum(row["planned"] for row in rows.values()), len(rows))
    assert rows["larchfield-outfitters"]["value"] == "124000 EUR"
    assert not rows["polder-parcels"]["planned"]
    values = [float(row["value"].split()[0]) for row in document["rows"] if row["value"]]
    assert values == sorted(values, reverse=True)
    assert document["total"]["EUR"] == f"{sum(int(row['value'].split()[0]) for row in document['rows'] if row['value'])} EUR"


def test_then(acct: Acct, story: Path) -> None:
    document = told(acct("status", "--json", "--as-of", "FY2026-Q4", cwd=story), "status")
    assert document["as_of"] == "2026-01-31"
    assert document["accounts"] < told(acct("status", "--json", cwd=story), "status")["accounts"] + 1


def test_of_one_owner(acct: Acct, story: Path) -> None:
    document = told(acct("status", "--owner", "dana", "--json", cwd=story), "status")
    assert {row["owner"] for row in document["rows"]} == {"dana"}
    refused(acct("status", "--owner", "dan", cwd=story), "nobody in team.yaml is called “dan”", "dana")


def test_the_first_ones(acct: Acct, story: Path) -> None:
    whole = told(acct("status", "--json", cwd=story), "status")
    top = told(acct("status", "--top", "3", "--json", cwd=story), "status")
    assert top["rows"] == whole["rows"][:3]
    assert top["total"] == whole["total"]


def test_an_empty_book(acct: Acct, book: Path) -> None:
    (book / PLAN).unlink()
    ran = acct("status", cwd=book)
    assert ran.code == 0
    assert "No account yet: `acctplan new` makes a plan." in ran.out
    told(acct("status", "--json", cwd=book), "status")


def test_a_plan_that_cannot_be_read_is_one_line(acct: Acct, book: Path) -> None:
    (book / "plans" / "broken.md").write_text("---\n[\n---\n")
    ran = acct("status", cwd=book)
    assert ran.code == 2
    assert "unreadable" in ran.out
    assert "Harbour Bakery Group" in ran.out
    assert ran.err == "plans/broken.md cannot be read: `acctplan lint broken` tells why.\n"


def test_a_sum_without_a_plan_is_no_answer_even_where_the_plan_is_not_shown(acct: Acct, book: Path) -> None:
    (book / "plans" / "broken.md").write_text("---\n[\n---\n")
    for words in ((), ("--top", "1"), ("--json",)):
        assert [acct("status", *words, cwd=book).code for _ in range(2)] == [2, 2], words
    (book / "plans" / "broken.md").unlink()
    assert acct("status", cwd=book).code == 0


def test_a_plan_that_nobody_can_read_may_be_anybodys(acct: Acct, book: Path) -> None:
    (book / "plans" / "broken.md").write_text("---\n[\n---\n")
    ran = acct("status", "--owner", "dana", cwd=book)
    assert ran.code == 2
    assert "broken" in ran.err
    (book / "facts").mkdir(exist_ok=True)
    (book / "facts" / "broken.yaml").write_text("account: Broken Ltd\ncrm: {source: salesforce, owner: lee}\n")
    assert acct("status", "--owner", "dana", cwd=book).code == 0
    assert acct("status", "--owner", "lee", cwd=book).code == 2


def test_ages_and_findings(acct: Acct, book: Path) -> None:
    (book / PLAN).write_text(
        LITE.replace("train-leads: Train the four new shop leads (dana, ", "train-leads: Train the four new shop leads (")
    )
    commit_all(book, "Nobody's", "2026-11-10T10:00:00+01:00")
    (row,) = told(acct("status", "--json", cwd=book), "status")["rows"]
    assert row["age_days"] == 10
    assert row["errors"] >= 1


def test_the_totals_of_a_book_that_has_just_begun(acct: Acct, tmp_path: Path) -> None:
    assert acct("init", "new", cwd=tmp_path).code == 0
    assert "accounts" not in acct("status", cwd=tmp_path / "new").out
    assert "No account yet: `acctplan new` makes a plan." in acct("status", cwd=tmp_path / "new").out


def test_the_totals_of_one_account(acct: Acct, book: Path) -> None:
    assert "1 of 1 account has a plan. No value is known. E errors, W warnings.\n" in acct("status", cwd=book).out
    (book / PLAN).write_text(LITE.replace("owner: dana\nlifecycle", "owner: dana\narr: 9000 EUR\nlifecycle"))
    assert "1 of 1 account has a plan. 9,000 EUR a year. E errors, W warnings.\n" in acct("status", cwd=book).out


def test_fewer_than_none_are_no_number_of_accounts(acct: Acct, book: Path) -> None:
    ran = acct("status", "--top", "-1", cwd=book)
    assert (ran.code, ran.out) == (2, "")
    assert "-1 is less than 0" in ran.err
