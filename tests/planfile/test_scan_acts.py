"""The act a misreading asks for mends it: quotes where text is meant, the missing bracket or quote where that is the fault."""

from __future__ import annotations

import pytest

from acctplan.planfile.parse import parse

ACTS = [
    ("x: [dana, lee", "Close it, or put the text in double quotes.", "x: [dana, lee]"),
    ("x: {a: b", "Close it, or put the text in double quotes.", "x: {a: b}"),
    ('x: {a: 1, b: "c}', "Close it, or put the text in double quotes.", 'x: "{a: 1, b: c}"'),
    ("x: [a, [b, c]", "Close it, or put the text in double quotes.", "x: [a, [b, c]]"),
    ("x: [dana, lee}", "Write ].", "x: [dana, lee]"),
    ("x: {a: b]", "Write }.", "x: {a: b}"),
    ("x: [dana] and lee", "Put all of it in double quotes, or remove it.", "x: [dana]"),
    ("x: [dana lee]]", "Put all of it in double quotes, or remove it.", 'x: "[dana lee]]"'),
    ('x: "dana', "Close it.", 'x: "dana"'),
    ("x: 'dana", "Close it.", "x: 'dana'"),
    ('x: "dana" and lee', "Put all of it in single quotes.", "x: '\"dana\" and lee'"),
    ("x: 'dana' and lee", "Put all of it in double quotes.", "x: \"'dana' and lee\""),
    ('x: [a, "b" c]', "Put all of it in single quotes.", "x: [a, '\"b\" c']"),
    ("x: {a:b}", "Add it, or put the text in double quotes.", "x: {a: b}"),
    ("x: a:\tb", "Replace it with a space, or put the text in double quotes.", 'x: "a: b"'),
    ("x: & Sons", "Put the text in double quotes.", 'x: "& Sons"'),
    ("x: &Sons", "Quote it, or remove the name.", 'x: "&Sons"'),
    ("x: *Sons", "Write it out, or quote it.", 'x: "*Sons"'),
    ("x: !Sons", "Quote it, or remove the tag.", 'x: "!Sons"'),
    ("x: Phase 2: roll-out", "Put the text in double quotes.", 'x: "Phase 2: roll-out"'),
]


def faults(line: str) -> list[str]:
    """What is wrong with the field's text, save that no plan has such a field."""
    return [fault.message for fault in parse(f"---\naccount: A\n{line}\n---\n", "plan").faults if fault.code not in ("AP101",)]


@pytest.mark.parametrize(("line", "act", "mended"), ACTS)
def test_the_act_fits_the_fault(line: str, act: str, mended: str) -> None:
    (message,) = faults(line)
    assert message.endswith(f". {act}")
    assert len(message.split()) <= 25
    assert faults(mended) == []
