"""Words that are longer than their column."""

from __future__ import annotations

import pytest

from acctplan.formats._layout import wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("stakeholders.jitka.reports_to", 28, ["stakeholders.jitka.reports_", "to"]),
        ("goals.run-swaps.key_results.swaps-made-in-every.metric", 28, ["goals.run-swaps.key_results.", "swaps-made-in-every.metric"]),
        ("at facts/larchfield-outfitters.yaml", 20, ["at facts/larchfield-", "outfitters.yaml"]),
        ("a.bcdefghijklmnopqrstuvwxyz", 10, ["a.bcdefghi", "jklmnopqrs", "tuvwxyz"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        ("ab.cd", 1, ["a", "b", ".", "c", "d"]),
    ],
)
def test_a_long_word_is_cut_after_a_joint(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines
