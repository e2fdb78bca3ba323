"""The scan before the parser: what it lets pass, what it says and where, and that it never disagrees with the parser in silence."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acctplan.planfile.events import Refused, pure
from acctplan.planfile.parse import parse
from acctplan.planfile.scan import brief, conflict, hidden_characters, misread, shown
from acctplan.planfile.tree import read_tree

GOOD = [
    'title: "A" # comment',
    "title: 'A' # y: z",
    "title: A # comment",
    "title: A # see #12",
    "title: A  #  two spaces",
    "title: # only a comment",
    "title:",
    "title: ''",
    "title: it's fine",
    'title: the shop\'s "own" words',
    "title: 'He said ''yes'' twice'",
    'title: "She said \\"yes\\" twice"',
    "cause: 100% of shifts",
    "what: R&D",
    "what: C# team, issue#12",
    "what: 5 * 3 and 3 > 2 | 4",
    "at: 10:30",
    "at: from 10:30 to 11:00",
    "url: https://x.y/#z",
    "url: https://x.y/a?b=c&d=[e]",
    "what: :-) is text",
    "what: -5",
    "what: --- is text here",
    "what: ask {owner} or [x]",
    "what: foo {{x}}",
    "what: ~",
    "what: a, b and c",
    "what: «Zitat» “quoted” ’tis",
    "- 2026-10-05 text (call)",
    "- 2026-10-05 text at 10:30 (call)",
    '- "2026-10-05 asked: a pilot"',
    "- {from: ana, to: tom}",
    "- from: ana\n  to: tom",
    "- - a",
    "Customer's NPS: 3 -> 16",
    'The "big" one: 3 -> 16',
    "Shops open on Sundays: 3 -> 16 shops, now 9",
    '"a: b": c',
    "'it''s': c",
    "key : value",
    "team: {dana: csm, lee: am}",
    "team: {dana: [csm, am]} # both",
    'goal: {title: it\'s fine, quote: "a, b: {c} #d", owner: dana}',
    "goal: {title: at 10:30 on https://x.y/#z, owner: }",
    "goal: {title: '[x]', owner: dana,}",
    "goal: {}",
    "goals: [a, b, 'c d', \"e, f\"]",
    "rows: [{a: b}, {c: d}]",
    "team: {dana: csm,\n  lee: am}",
    "team: {\n  dana: csm\n}",
    "team: {\n  dana: csm, # a comment, with: marks\n  # a line of its own\n  lee: am,\n}\nnext: fine",
    "goal: {title: a text that\n    goes on, owner: dana}",
    'goal: {title: "a text: that\n    goes on, and on", owner: dana}',
    "story: |\n  a: b # c\n  @ana #1\n\n  - more\nnext: fine",
    "story: >-  # folded\n  a: b\nnext: fine",
    "list:\n  - |\n   one: two # three\n   @foo\n  - fine",
    "list:\n  - key: |\n      one: two\n    other: fine",
    "story: |2\n    indented: text\nnext: fine",
    'story: "a quote: that\n  goes on # and on"\nnext: fine',
    "story: 'a quote: that\n  isn''t closed here # x\n  but here' # comment",
    "story: a long text\n  @ana goes on\n  - and on",
    "story:\n  a text below its field",
    'story:\n  "a: text below its field"',
    "# a comment: with marks @ # {",
    "#commented-out: {",
    "",
]

BAD = [
    ("title: Phase 2: roll-out", 8, "colon"),
    ("title: Note:", 8, "colon"),
    ("cause: @ana asked", 8, "@"),
    ("cause: `code` fails", 8, "`"),
    ("cause: %5 of shifts", 8, "%"),
    ("what: #1 priority", 7, "comment"),
    ("what: Ask for the #1 shop", 7, "comment"),
    ("what: see https://x.y/#z and #2", 7, "comment"),
    ("what: * first", 7, "*"),
    ("what: *bold* text", 7, "*"),
    ("what: & co", 7, "&"),
    ("what: ! now", 7, "!"),
    ("what: > 5", 7, ">"),
    ("what: >95", 7, ">"),
    ("what: >5\nnext: x", 7, ">"),
    ("what: |x", 7, "|"),
    ("what: - foo", 7, "dash"),
    ("what: -", 7, "dash"),
    ("what: ? foo", 7, "question mark"),
    ("what: ] x", 7, "]"),
    ("what: , x", 7, ","),
    ("what: {{x}}", 7, "{{"),
    ("what: [[link]]", 7, "[["),
    ("what: [EMEA] pilot", 7, "bracket"),
    ("what: {EMEA} pilot", 8, "braces"),
    ("what: {account}", 8, "braces"),
    ('what: "Phase 2" roll-out', 7, "quote"),
    ('what: "Phase 2": roll-out', 7, "quote"),
    ("what: 'a' b", 7, "quote"),
    ('what: "a"#b', 7, "quote"),
    ("what: 'tis the season", 7, "quote"),
    ("what: '24 was good", 7, "quote"),
    ('what: "never closed\nnext: x', 7, "never closed"),
    ('what: "never closed\nnext: "x"\nlast: y', 7, "never closed"),
    ("what: [never, closed\nnext: x", 7, "never closed"),
    ("what:\ttabbed", 7, "tab"),
    ("what: a:\tb", 7, "tab"),
    ("- #1 priority", 3, "comment"),
    ("- 2026-10-05 asked: a pilot", 3, "colon"),
    ("- Ana asked : a pilot", 3, "colon"),
    ("- Note: they asked", 3, "colon"),
    ("goal: {title: Call Ana, then Tom, owner: x}", 15, "comma"),
    ("goal: {title: Phase 2: roll-out}", 15, "colon"),
    ("goal: {title: A [2] b, owner: x}", 15, "bracket"),
    ("goal: {title: Ask {owner} now}", 15, "bracket"),
    ("goal: {title: @ana asked}", 15, "@"),
    ("goal: {title: #1 priority, owner: x}", 15, "comment"),
    ("goal: {title: Ask #1, owner: x}", 15, "comment"),
    ('goal: {title: "A" b, owner: x}', 15, "quote"),
    ("goal: {title: *bold* text}", 15, "*"),
    ("goal: {title: ???}", 15, "?"),
    ("goal: {dana:csm}", 8, "space"),
    ("goal: {title: a, owner: b} c", 7, "bracket"),
    ("goals: [a: b]", 9, "colon"),
    ("below:\n  @ana asked", 3, "@"),
    ("team: {dana: csm,\n  lee: Phase 2: am}", 8, "colon"),
]


@pytest.mark.parametrize("text", GOOD)
def test_ordinary_text_passes_and_is_read(text: str) -> None:
    assert list(misread(text + "\n")) == []
    read_tree(text + "\n")


@pytest.mark.parametrize(("text", "column", "word"), BAD)
def test_misread_text_is_said_where_it_begins(text: str, column: int, word: str) -> None:
    faults = list(misread(text + "\n"))
    assert [fault.code for fault in faults] == ["AP118"]
    assert faults[0].at is not None and faults[0].at.column == column
    assert word in faults[0].message
    assert len(faults[0].message.split()) <= 25
    assert re.search(
        r"(?i)(in (double|single) quotes\.|, or remove it\.|Replace it with a space\.|Close it\.|Write []}]\.)$", faults[0].message
    )
    assert faults[0].arguments and len(faults[0].arguments[0]) <= 200


MENDED = [
    (text, column)
    for text, column, _ in BAD
    if not set('\n\t"') & set(text) and not set("{[") & set(text[: column - 1])  # inside those, a person must say where it ends
]


@pytest.mark.parametrize(("text", "column"), MENDED)
def test_quoting_mends_it(text: str, column: int) -> None:
    """What the message asks for helps: the text in double quotes is read as it stands."""
    said = text[column - 1 :]
    mended = f'{text[: column - 1]}"{said}"\n'
    assert list(misread(mended)) == []
    tree, _ = read_tree(mended)
    assert said in (tree if isinstance(tree, list) else tree.values())


def test_tabs_and_directives_have_codes_of_their_own() -> None:
    assert [fault.code for fault in misread("team:\n\tdana: csm\n")] == ["AP100"]
    assert [fault.code for fault in misread("%YAML 1.2\n")] == ["AP114"]


def test_lines_keep_their_numbers() -> None:
    front = "a: fine\nb: |\n  text: here\n\nc: it: breaks\nd: {x: y}\ne: @ana\n"
    assert [fault.at.line for fault in misread(front) if fault.at] == [5, 7]
    assert [fault.at.line for fault in misread(front.replace("\n", "\r\n")) if fault.at] == [5, 7]


PROSE = st.text(st.sampled_from(list(" :#'\"[]{},&*!|>%@`-?ab1.")), min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=500, deadline=None)
@given(PROSE, st.sampled_from(["k: ", "k:\n  - ", "- "]))
def test_what_passes_is_read_as_it_stands(text: str, lead: str) -> None:
    """Plain text is either said to be misread, or read to the letter up to a comment; both parsers agree."""
    source = f"{lead}{text}\n"
    faults = list(misread(source))
    if text[0] in "\"'[{|>&*!-?#" or faults:
        return
    tree, _ = read_tree(source)
    value = tree["k"] if lead.startswith("k") else tree
    value = value[0] if isinstance(value, list) else value
    if isinstance(value, dict):
        return
    assert value == text.split(" # ")[0].removesuffix(" #").rstrip()
    strict = "".join(event.value for event in pure(source) if hasattr(event, "value") and event.value != "k")
    assert strict == value


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(list(" :#'\"[]{},&*!|>%@`-?a\n\t")), max_size=60))
def test_no_text_breaks_the_scan(text: str) -> None:
    for fault in misread(text):
        assert fault.at is not None and 1 <= fault.at.line <= text.count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        "a" + " " * 200_000,
        "a: {b: c" + " " * 200_000 + "d}",
        "a: " + " #" * 100_000,
        "a: {" + "b, " * 60_000 + "}",
        "a: " + "{x: " * 50_000,
        'a: "' + '\\"' * 100_000,
        "a: '" + "''" * 100_000,
        "a" + ": x" * 60_000,
        "<<<<<<< \n" * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_long_lines_take_no_longer_than_their_length(text: str) -> None:
    started = time.perf_counter()
    parse(f"---\n{text}\n---\n", "x")
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "text", ["x: " + "[" * 5000, "x: " + "{a: " * 3000, "%YAML 1.12345\nx: y", "x: *a", "\x00", "x: \x1b[31m", "? " * 900]
)
def test_what_cannot_be_read_is_a_fault(text: str) -> None:
    parsed = parse(f"---\n{text}\n---\n", "x")
    assert parsed.plan is None and parsed.faults
    assert all(len(fault.message) <= 200 for fault in parsed.faults)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('a: x\nb: "never closed\nc: d\n', 2, 4),
        ("a: x\nb:c\nd: e\n", 2, 1),
        ("a: x\nb: [1, 2\nc: d\n", 2, 4),
        ("a: x\n  b: y\n", 2, 4),
    ],
)
def test_a_refusal_is_placed_where_it_begins(text: str, line: int, column: int) -> None:
    with pytest.raises(Refused) as caught:
        read_tree(text)
    at = caught.value.fault.at
    assert at is not None and (at.line, at.column) == (line, column)


@pytest.mark.parametrize("odd", ["\u202e", "\u200b", "\u2066", "\x07", "\x1b", "\u00ad", "\u2063", "\U000e0041", "a\u200db", "x\ry"])
def test_hidden_characters_are_found(odd: str) -> None:
    faults = list(hidden_characters(f"a: b\nc: d{odd}e\nf: g\n"))
    assert [(fault.code, fault.at.line if fault.at else 0) for fault in faults] == [("AP804", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "tab\there",
        "crlf\r\nline",
        "\ufeffbom at the start",
        "👩‍👩‍👧 🏴\U000e0067\U000e0062\U000e007f ✔️",
        "می‌خواهم",
        "naïve œuvre",
    ],
)
def test_ordinary_characters_are_not(text: str) -> None:
    assert list(hidden_characters(text)) == []


def test_a_conflict_shows_both_sides_and_not_the_base() -> None:
    fault = conflict("a: b\n<<<<<<< HEAD\nowner: dana\n||||||| base\nowner: mo\n=======\nowner: lee\n>>>>>>> other\n")
    assert fault is not None and fault.at is not None and fault.at.line == 2
    assert "owner: dana" in fault.message and "owner: lee" in fault.message and "mo" not in fault.message
    assert conflict("Heading\n=======\n<<<<<<< no end\n") is None
    long = conflict(f"<<<<<<< HEAD\n{'x ' * 500}\n=======\n{'y ' * 500}\n>>>>>>> other\n")
    assert long is not None and len(long.message) <= 200 and len(long.message.split()) <= 60


def test_data_in_messages_is_short() -> None:
    assert len(shown("x" * 1000)) == 200 and shown("x" * 1000).endswith("…")
    assert brief("a\n b\t c") == "a b c"
