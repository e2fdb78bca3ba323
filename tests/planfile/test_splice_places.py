"""Where an edit lands among comments, gaps, dashes and brackets: told as the lines that go and the lines that come."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

import pytest

from acctplan.errors import PlanUnreadable, ValueRefused
from acctplan.model.edit import Edit
from acctplan.planfile.splice import splice

PEOPLE = ("dana", "lee", "priya")
PLAN = """---
account: X

# who answers
owner: dana

risks:
  # the commercial ones
  a:
    title: A     # first
    cause: c
    # due: later

  # asked by Tom
  b:
    title: B

  c:
    title: C
  # end of the list

voice:
  # said aloud
  - who: tom   # Tom
    quote: It works
    # and more
  # said later
  - who: ann
    quote: It does not

  - quote: third
    who: tom
swot:
  threats: [
    # above
    One,   # about one
    Two,
    Three  # about three
  ]
outcomes:
- a b
- c d
story: |+
  long

actions:
  # acctplan: ignore[action-overdue] reason="x"
  x: Do (dana, 2026-12-05)
  # about y
  y: Do it (dana, 2026-12-06)
  z: Do that (lee, 2026-12-07)
---
"""


def told(before: str, after: str) -> str:
    """Lines that went and came, in file order; `…` stands between places that are apart."""
    old, new = before.split("\n"), after.split("\n")
    said: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            said += ["…"] if said and b - a and d < len(new) else []
        else:
            said += [f"-{line}" for line in old[a:b]] + [f"+{line}" for line in new[c:d]]
    return "\n".join(said).removesuffix("\n…")


def edit_of(words: str, value: Any = None) -> Edit:
    """`move risks.c before a` as an edit."""
    op, path, *beside = words.split(" ")
    return Edit(op, tuple(path.split(".")), value, **dict(zip(beside[::2], beside[1::2], strict=True)))  # type: ignore[arg-type]


CASES: list[tuple[str, Any, str]] = [
    (
        "remove owner",
        None,
        "-\n-# who answers\n-owner: dana",
    ),
    (
        "remove risks",
        None,
        "-\n"
        "-risks:\n"
        "-  # the commercial ones\n"
        "-  a:\n"
        "-    title: A     # first\n"
        "-    cause: c\n"
        "-    # due: later\n"
        "-\n"
        "-  # asked by Tom\n"
        "-  b:\n"
        "-    title: B\n"
        "-\n"
        "-  c:\n"
        "-    title: C\n"
        "-  # end of the list",
    ),
    (
        "remove risks.a",
        None,
        "-  a:\n-    title: A     # first\n-    cause: c\n-    # due: later\n-",
    ),
    (
        "remove risks.b",
        None,
        "-\n-  # asked by Tom\n-  b:\n-    title: B",
    ),
    (
        "remove risks.c",
        None,
        "-\n-  c:\n-    title: C",
    ),
    (
        "remove risks.a.cause",
        None,
        "-    cause: c",
    ),
    (
        "remove voice.0",
        None,
        "-  # said aloud\n-  - who: tom   # Tom\n-    quote: It works\n-    # and more",
    ),
    (
        "remove voice.1",
        None,
        "-  # said later\n-  - who: ann\n-    quote: It does not",
    ),
    (
        "remove voice.2",
        None,
        "-\n-  - quote: third\n-    who: tom",
    ),
    (
        "remove voice.0.who",
        None,
        "-  - who: tom   # Tom\n-    quote: It works\n+  - quote: It works",
    ),
    (
        "remove voice.2.quote",
        None,
        "-  - quote: third\n-    who: tom\n+  - who: tom",
    ),
    (
        "remove swot.threats.0",
        None,
        "-    One,   # about one",
    ),
    (
        "remove swot.threats.1",
        None,
        "-    Two,",
    ),
    (
        "remove swot.threats.2",
        None,
        "-    Two,\n-    Three  # about three\n+    Two",
    ),
    (
        "remove outcomes.0",
        None,
        "-- a b",
    ),
    (
        "remove outcomes.1",
        None,
        "-- c d",
    ),
    (
        "remove story",
        None,
        "-story: |+\n-  long\n-",
    ),
    (
        "remove actions.x",
        None,
        '-  # acctplan: ignore[action-overdue] reason="x"\n-  x: Do (dana, 2026-12-05)',
    ),
    (
        "remove actions.y",
        None,
        "-  y: Do it (dana, 2026-12-06)",
    ),
    (
        "remove actions.z",
        None,
        "-  z: Do that (lee, 2026-12-07)",
    ),
    (
        "move risks.a",
        None,
        "-  a:\n"
        "-    title: A     # first\n"
        "-    cause: c\n"
        "-    # due: later\n"
        "-\n"
        "…\n"
        "+\n"
        "+  a:\n"
        "+    title: A     # first\n"
        "+    cause: c\n"
        "+    # due: later",
    ),
    (
        "move risks.b before a",
        None,
        "+  # asked by Tom\n+  b:\n+    title: B\n+\n…\n-\n-  # asked by Tom\n-  b:\n-    title: B",
    ),
    (
        "move risks.c before a",
        None,
        "+  c:\n+    title: C\n+\n…\n-\n-  c:\n-    title: C",
    ),
    (
        "move risks.b",
        None,
        "+  c:\n+    title: C\n+\n…\n-\n-  c:\n-    title: C",
    ),
    (
        "move risks.b after c",
        None,
        "+  c:\n+    title: C\n+\n…\n-\n-  c:\n-    title: C",
    ),
    (
        "move risks.a before b",
        None,
        "",
    ),
    (
        "move voice.2 before 0",
        None,
        "+  - quote: third\n+    who: tom\n…\n-\n-  - quote: third\n-    who: tom",
    ),
    (
        "move voice.0",
        None,
        "-  # said aloud\n"
        "-  - who: tom   # Tom\n"
        "-    quote: It works\n"
        "-    # and more\n"
        "…\n"
        "+  # said aloud\n"
        "+  - who: tom   # Tom\n"
        "+    quote: It works\n"
        "+    # and more",
    ),
    (
        "move voice.2.who before quote",
        None,
        "-  - quote: third\n-    who: tom\n+  - who: tom\n+    quote: third",
    ),
    (
        "move voice.0.quote before who",
        None,
        "-  - who: tom   # Tom\n-    quote: It works\n+  - quote: It works\n+    who: tom   # Tom",
    ),
    (
        "move outcomes.0",
        None,
        "+- c d\n…\n-- c d",
    ),
    (
        "move actions.y",
        None,
        "+  z: Do that (lee, 2026-12-07)\n…\n-  z: Do that (lee, 2026-12-07)",
    ),
    (
        "move actions.z before x",
        None,
        "+  z: Do that (lee, 2026-12-07)\n…\n-  z: Do that (lee, 2026-12-07)",
    ),
    (
        "move story",
        None,
        "-story: |+\n-  long\n-\n…\n+story: |+\n+  long\n+",
    ),
    (
        "move owner before account",
        None,
        "-account: X\n-\n…\n+account: X",
    ),
    (
        "append voice",
        {"quote": "new one", "who": "tom"},
        "+  - quote: new one\n+    who: tom",
    ),
    (
        "append swot.threats",
        "Four",
        "-    Three  # about three\n+    Three,  # about three\n+    Four",
    ),
    (
        "append outcomes",
        "e f",
        "+- e f",
    ),
    (
        "append risks.c.blocks",
        "a",
        "+    blocks: [a]",
    ),
    (
        "append partners",
        "Dock Works",
        "+partners:\n+  - Dock Works",
    ),
    (
        "insert swot.threats.0",
        "Zero",
        "+    Zero,",
    ),
    (
        "insert swot.threats.1",
        "Zero",
        "+    Zero,",
    ),
    (
        "insert voice.0",
        {"quote": "n"},
        "+  - quote: n",
    ),
    (
        "insert risks.n before a",
        {"title": "N"},
        "+  n:\n+    title: N\n+",
    ),
    (
        "insert risks.n after a",
        {"title": "N"},
        "+\n+  n:\n+    title: N",
    ),
    (
        "add risks.n",
        {"title": "N"},
        "+\n+  n:\n+    title: N",
    ),
    (
        "insert voice.0.said_on before who",
        "2026-01-01",
        "-  - who: tom   # Tom\n+  - said_on: 2026-01-01\n+    who: tom   # Tom",
    ),
    (
        "add actions.w",
        {"do": "Do more", "owner": "lee", "due": "2026-12-08"},
        "+  w: Do more (lee, 2026-12-08)",
    ),
    (
        "add actions.w",
        {"do": "Do more", "owner": "lee", "status": "done"},
        "+  w:\n+    do: Do more\n+    owner: lee\n+    status: done",
    ),
    (
        "set arr",
        "100",
        "+arr: 100",
    ),
    (
        "set tier",
        "growth",
        "+tier: growth",
    ),
    (
        "set risks.a.title",
        "Phase 2: x",
        '-    title: A     # first\n+    title: "Phase 2: x"     # first',
    ),
    (
        "set risks.a",
        {"title": "A", "cause": "other", "owner": "lee"},
        "-    cause: c\n+    cause: other\n+    owner: lee",
    ),
    (
        "set swot.threats",
        ["One", "2", "Three"],
        "-    Two,\n+    2,",
    ),
    (
        "set outcomes",
        ["a b", "x", "c d"],
        "+- x",
    ),
    (
        "set voice.0.who",
        "ann",
        "-  - who: tom   # Tom\n+  - who: ann   # Tom",
    ),
    (
        "set voice.1",
        {"who": "ann", "quote": "It did"},
        "-    quote: It does not\n+    quote: It did",
    ),
    (
        "set voice.0",
        "a text",
        "-  - who: tom   # Tom\n-    quote: It works\n+  - a text",
    ),
    (
        "set story",
        "short",
        "-story: |+\n-  long\n-\n+story: short",
    ),
    (
        "rename risks.a",
        "a-risk",
        "-  a:\n+  a-risk:",
    ),
    (
        "rename voice.0.who",
        "whom",
        "-  - who: tom   # Tom\n+  - whom: tom   # Tom",
    ),
]


@pytest.mark.parametrize(("words", "value", "lines"), CASES, ids=[f"{words} {value or ''}".strip() for words, value, _ in CASES])
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_only_these_lines_change(words: str, value: Any, lines: str, ending: str) -> None:
    text = PLAN.replace("\n", ending)
    after = splice(text, [edit_of(words, value)], PEOPLE)
    assert told(PLAN, after.replace("\r\n", "\n")) == lines
    assert after.count("\n") == after.count(ending)


@pytest.mark.parametrize("quoted", ["Brief the CFO", "'Brief the CFO'", "Brief\n      the CFO", ">-\n      Brief\n      the CFO"])
def test_what_is_said_already_is_left_as_it_is(quoted: str) -> None:
    text = f"---\naccount: X\nrisks:\n  a:\n    title: {quoted}\n---\n"
    assert (
        splice(text, [Edit("set", ("risks", "a", "title"), "Brief the CFO"), Edit("set", ("risks", "a"), {"title": "Brief the CFO"})])
        == text
    )


KEPT = "---\naccount: X\nstory: |+\n  ends\n\n\ntier: growth\n\nx y: z\n---\n"


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("remove tier", KEPT.replace("tier: growth\n\n", "")),
        ("move tier", KEPT.replace("tier: growth\n\n", "").replace("x y: z\n", "x y: z\ntier: growth\n")),
        ("insert one", KEPT.replace("z\n", "z\none: v\n")),
        ("set owner", KEPT.replace("X\n", "X\nowner: v\n")),
    ],
)
def test_blank_lines_of_a_text_that_keeps_them_are_its_own(words: str, after: str) -> None:
    assert splice(KEPT, [edit_of(words, "v")]) == after


def test_a_key_result_is_found_beside_the_metric_that_names_another() -> None:
    text = "---\naccount: X\ngoals:\n  g:\n    key_results:\n      Days to shift: 21 -> 10\n      NPS: 3 -> 4\n---\n"
    moved = splice(text, [edit_of("move goals.g.key_results.nps before days-to-shift")])
    assert moved == text.replace("      NPS: 3 -> 4\n", "").replace("      Days", "      NPS: 3 -> 4\n      Days")
    value = {"metric": "Seats", "baseline": "1", "target": "2"}
    assert splice(text, [edit_of("insert goals.g.key_results.seats after days-to-shift", value)]) == text.replace(
        "      NPS", "      Seats: 1 -> 2\n      NPS"
    )


REFUSED = [
    ("move swot.threats.0", None, "written in a way"), ("remove risks.nobody", None, "risks.nobody is not in the plan"),
    ("add risks.a", {"title": "x"}, "risks.a is in the plan already"), ("insert risks.n before nobody", {"title": "x"}, "risks.nobody is not in the plan"),
    ("append risks.a", "x", "risks.a holds fields, not a list"), ("set swot.threats.7", "x", "swot.threats.7 names no place in the list: it has 3 items"),
    ("rename swot.threats.0", "x", "is a place in a list and has no id"), ("rename risks", "hazards", "risks is a field that every plan may have"),
    ("rename risks.a", "b", "“b” is an id already"), ("rename risks.a", "dana", "“dana” is an id already"), ("rename risks.a", "Big Risk", "is no id"),
    ("set account.name", "x", "account.name leads through a text"), ("set risks..title", "x", "has a name without letters"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "value", "why"), REFUSED, ids=[words for words, _, _ in REFUSED])
def test_what_has_no_place_is_refused_in_words(words: str, value: Any, why: str) -> None:
    with pytest.raises(ValueRefused) as refusal:
        splice(PLAN, [edit_of(words, value)], PEOPLE)
    assert why in refusal.value.message and refusal.value.hint.endswith(".")


@pytest.mark.parametrize(
    "field", ["&a x", "*a", "!t x", "? a\n: b", "a: 1\n  a: 2", "x\n...", "x\n--- y", "\tx", "{<<: x}"],
    ids=["anchor", "alias", "tag", "complex key", "key twice", "document end", "second document", "tab", "merge key"],
)  # fmt: skip
def test_a_plan_that_cannot_be_trusted_is_not_written_to(field: str) -> None:
    value = f"\n  {field}" if ":" in field and "{" not in field else f" {field}"
    with pytest.raises(PlanUnreadable):
        splice(f"---\naccount: X\nstory:{value}\n---\n", [Edit("set", ("owner",), "dana")])


def test_an_item_that_everybody_read_short_keeps_its_meaning_when_a_person_goes() -> None:
    """Who is known tells an owner from a reason: what a short action says stays, and it alone becomes long."""
    text = "---\naccount: X\nteam: {mo: csm}\nactions:\n  a: Call (mo, 2026-12-05, b)  # soon\n  b: Wait (2026-12-06)\n---\n"
    after = splice(text, [Edit("remove", ("team",))])
    long = "  a:  # soon\n    do: Call\n    owner: mo\n    due: 2026-12-05\n    because: [b]\n"
    assert after == f"---\naccount: X\nactions:\n{long}  b: Wait (2026-12-06)\n---\n"
    new = splice(text, [Edit("add", ("stakeholders", "b"), {"name": "Bo"})])
    assert "    owner: mo\n" in new and "    because: [b]\n" in new and "  b: Wait" in new


def test_a_new_id_goes_wherever_the_old_one_is_named() -> None:
    text = """---
account: X
stakeholders:
  tom: {name: Tom, reports_to: ann}
  ann: {name: Ann, priorities: tom}
contact_rules: {tom: ask-first}
goals:
  a: {title: A, said_by: tom, because: [r, "tom"]}
risks:
  r: {title: tom, blocks: a}
swot: {threats: {text: tom, leads_to: stakeholders.tom}}
health: {usage: {band: red, cause: tom, evidence: tom}}
actions:
  x: Ask tom (tom, 2026-12-05, r, with ann and tom)
  y: {do: Ask, with: [ann, tom]}
voice: [{quote: tom, who: tom}]
---
"""
    after = splice(text, [Edit("rename", ("stakeholders", "tom"), "tom-baker")])
    expected = text
    for old, new in (
        ("  tom: {", "  tom-baker: {"), ("{tom: ask", "{tom-baker: ask"), ("said_by: tom", "said_by: tom-baker"),
        ("stakeholders.tom}", "stakeholders.tom-baker}"), ("evidence: tom}", "evidence: tom-baker}"), ("(tom, 2026-12-05, r, with ann and tom)", "(tom-baker, 2026-12-05, r, with ann, with tom-baker)"),
        ("[ann, tom]", "[ann, tom-baker]"), ("who: tom}", "who: tom-baker}"),
    ):  # fmt: skip
        assert old in expected
        expected = expected.replace(old, new)
    assert after == expected
