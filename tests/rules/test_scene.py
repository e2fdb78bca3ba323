"""Pages tell people what surrounds an example, not the bench that tries it."""

from __future__ import annotations

import re

import pytest

from acctplan.rules._catalogue import catalogue
from acctplan.rules._judge import Rule, every_rule
from acctplan.rules._scene import in_words

_NOTATION = re.compile(
    r"^\s*# (?:age|began|wrote|change|mechanical|setting|fact|fact then|account|planned|beside|exposed|stale|encoding|blocks|today|id|twin):",
    re.MULTILINE,
)


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.name)
def test_no_page_speaks_to_the_bench(rule: Rule) -> None:
    entry = catalogue([rule]).rules[0]
    assert not _NOTATION.search(entry.bad + entry.good)


def test_what_surrounds_a_plan_is_told_in_words() -> None:
    assert in_words(
        "# change: 2026-11-02 2026-10-30 => 2026-12-05\n# change: 2026-10-01 => a\\nb\n# wrote: 2026-07-01 Lee Wong\ngoals: {}\n"
    ) == (
        "# 2026-11-02: “2026-10-30” became “2026-12-05”\n# 2026-10-01: “a / b” was added\n# Lee Wong changed the plan on 2026-07-01\ngoals: {}\n"
    )
    assert in_words("# mechanical: 2026-11-02 x =>  y\n# a comment of the plan\n  # fact: crm: {arr: 1}") == (
        "# 2026-11-02: “x” became “ y”, by a program\n# a comment of the plan\n  # the facts: crm: {arr: 1}"
    )
