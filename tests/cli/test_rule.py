"""`rule`: why a rule is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from acctplan.rules._judge import every_rule
from tests.conftest import Ran

from .asked import refused, told

Acct = Callable[..., Ran]


def test_one_rule(acct: Acct) -> None:
    for word in ("AP203", "action-without-owner"):
        document = told(acct("rule", word, "--json"), "rule")
        assert [rule["code"] for rule in document["rules"]] == ["AP203"]
        out = acct("rule", word).out
        assert out.startswith("action-without-owner\n")
        assert "Why it matters" in out


def test_all_rules(acct: Acct, tmp_path: Path) -> None:
    document = told(acct("rule", "--all", "--json", cwd=tmp_path), "rule")
    assert [rule["name"] for rule in document["rules"]] == [rule.name for rule in every_rule()]
    assert acct("rule", cwd=tmp_path).out == acct("rule", "--all", cwd=tmp_path).out
    for rule in every_rule():
        assert acct("rule", rule.code, cwd=tmp_path).code == 0


def test_an_unknown_rule(acct: Acct) -> None:
    refused(acct("rule", "action-without-ownr"), "no rule is called “action-without-ownr”", "action-without-owner")
    refused(acct("rule", "AP999"))
    refused(acct("rule", "\x1b[31m" * 20))


def test_the_time_of_each_rule(acct: Acct, story: Path) -> None:
    document = told(acct("rule", "--profile", "--json", cwd=story), "profile")
    assert {rule["name"] for rule in document["rules"]} == {rule.name for rule in every_rule()}
    shares = [rule["ratio"] for rule in document["rules"]]
    assert shares == sorted(shares, reverse=True)
    assert abs(sum(shares) + document["reading_ratio"] - 1) < 0.001
    assert all(rule["seconds"] > 0 for rule in document["rules"])
    assert document["checked"] > 10
    assert "reading" in acct("rule", "--profile", cwd=story).out
