"""Rules over the whole book: they are given every account's standing, and no plan is held for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from acctplan.cli import survey
from tests.conftest import Ran

Acct = Callable[..., Ran]
SETTINGS = """tiers:
  strategic: {deserves_plan: arr >= 100000, max_per_owner: 1}
  growth: {deserves_plan: arr >= 25000 or potential >= 150000}
"""


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    """Three plans and two accounts without one: each rule over the book has one thing to say."""
    (tmp_path / "acctplan.yaml").write_text(SETTINGS)
    (tmp_path / "team.yaml").write_text("dana: {name: Dana Kim, role: csm}\n")
    for folder in ("plans", "facts"):
        (tmp_path / folder).mkdir()
    plans = {
        "heron": "account: Heron Mills\nowner: dana\ntier: strategic\narr: 200000\n",
        "egret": "account: Egret Boats\nowner: dana\n",
        "finch": "account: Finch Tea\nowner: dana\narr: 9600\ntemplate: core@1\n",
    }
    for key, fields in plans.items():
        (tmp_path / "plans" / f"{key}.md").write_text(f"---\n{fields}---\n")
    facts = {"egret": "{tier: strategic, arr: 120000 EUR}", "wren": "{arr: 61000 EUR}", "swift": "{arr: 900 EUR}"}
    for key, crm in facts.items():
        (tmp_path / "facts" / f"{key}.yaml").write_text(f"account: {key.title()} Ltd\ncrm: {crm}\n")
    return tmp_path


def _said(ran: Ran) -> list[tuple[str, str, int, str]]:
    return [(item["code"], item["file"], item["line"], item["message"]) for item in json.loads(ran.out)["findings"]]


def test_each_rule_over_the_book_finds_its_account(acct: Acct, small_book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_SLICE", 2)
    asked = ("lint", "--json", "--no-cache", "--select", "AP405,AP406,AP407")
    alone = acct(*asked, "--jobs", "1", cwd=small_book)
    assert _said(alone) == [
        ("AP407", "facts/wren.yaml", 1, "“Wren Ltd” (61,000 EUR a year) deserves a plan, and has none. Write one: `acctplan new wren`."),
        (
            "AP405",
            "plans/egret.md",
            3,
            "“Dana Kim” owns 2 strategic plans (limit 1). Hand over this one, which is worth least.",
        ),
        (
            "AP406",
            "plans/finch.md",
            5,
            "“Finch Tea” (9,600 EUR a year) has a “core” plan, and deserves none. Make it lite, and keep what is used.",
        ),
    ]
    assert acct(*asked, "--jobs", "3", cwd=small_book) == alone


def test_they_are_asked_of_the_whole_book_only(acct: Acct, small_book: Path) -> None:
    assert _said(acct("lint", "egret", "finch", "--json", "--no-cache", "--select", "AP405,AP406,AP407", cwd=small_book)) == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("worth >= 25000", "column 1: there is no field “worth” here"),
        ("arr >= 25k", "“25k” is no whole number"),
        ("arr >= 25000 or potential>=many", "“many” is no whole number"),
        ("arr >=", "column 7: expected a value, found the end"),
    ],
)
def test_a_question_of_the_settings_that_nobody_understands_is_told(acct: Acct, small_book: Path, asked: str, told: str) -> None:
    (small_book / "acctplan.yaml").write_text(f"tiers: {{growth: {{deserves_plan: {asked}}}}}\n")
    ran = acct("lint", "--no-cache", cwd=small_book)
    assert (ran.code, ran.out) == (2, "")
    assert f"acctplan.yaml: tiers.growth.deserves_plan: {told}" in ran.err
    assert "Traceback" not in ran.err


def test_an_account_without_a_plan_is_left_out_by_the_path_of_its_facts(acct: Acct, small_book: Path) -> None:
    (small_book / "acctplan.yaml").write_text(SETTINGS + "lint: {paths: {facts/wren.yaml: {ignore: [strategic-account-without-plan]}}}\n")
    assert _said(acct("lint", "--json", "--no-cache", "--select", "AP407", cwd=small_book)) == []
    (small_book / "acctplan.yaml").write_text(SETTINGS + "lint: {paths: {facts/swift.yaml: {ignore: [strategic-account-without-plan]}}}\n")
    assert len(_said(acct("lint", "--json", "--no-cache", "--select", "AP407", cwd=small_book))) == 1
