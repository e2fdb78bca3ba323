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
