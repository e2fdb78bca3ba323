"""P4: no text makes a command work out of proportion. Each is held against a plain plan of its length, in the same run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Ran

from .attack import Acct, at_most, body, effort, front, plain_book, plant, sound

SIZE = 30_000
TIMES, SLACK = 12, 1.5
COMMANDS: dict[str, tuple[str, ...]] = {
    "lint": ("lint",),
    "show": ("show", "acme"),
    "html": ("render", "acme", "--format", "html"),
    "markdown": ("render", "acme", "--format", "markdown"),
    "set": ("set", "acme", "tier=growth", "--dry-run"),
}
PLAIN = front("story: " + "Some words that are long enough. " * (SIZE // 70)) + "And some words below. " * (SIZE // 44)
GAP = " " * SIZE
FIELDS = {
    "a measure with a gap": f'goals: {{g: {{title: x, key_results: {{k: "1 -> 2{GAP},x"}}}}}}',
    "a measure with a gap after now": f'goals: {{g: {{title: x, key_results: {{k: "1 -> 2 d, now 3{GAP}x"}}}}}}',
    "a measure of commas": "goals: {g: {title: x, key_results: {k: '1 -> 2 d" + ", now" * (SIZE // 5) + "'}}}",
    "a signal with a gap": f"opportunities: {{o: {{title: x, signals: ['2026-10-05{GAP}a ']}}}}",
    "a signal of brackets": "opportunities: {o: {title: x, signals: ['2026-10-05 " + "a (" * (SIZE // 3) + "']}}",
    "company with a gap": f"actions: {{a: 'Do it (with a{GAP}b, dana)'}}",
    "company of many": "actions: {a: 'Do it (with " + "a and " * (SIZE // 6) + "b, dana)'}",
    "an action of brackets": "actions: {a: '" + "a (" * (SIZE // 3) + "'}",
    "an owner with a gap": f"risks: {{r: {{title: x, owner: 'a{GAP}b'}}}}",
    "an owner of many": "risks: {r: {title: x, owner: '" + "a and " * (SIZE // 6) + "b'}}",
    "a plan's owner with a gap": f"team: {{'a{GAP}b': csm}}",
    "a date with a gap": f"written_on: 'in{GAP}days'",
    "a placeholder never closed": "story: '" + "[name " * (SIZE // 6) + "'",
    "braces never closed": "story: '" + "{{" * (SIZE // 2) + "'",
    "angles never closed": "story: '" + "<a" * (SIZE // 2) + "'",
    "one long word": "story: " + "é" * SIZE,
    "one wide word": "story: " + "日" * (SIZE // 3),
    "a long id": "goals:\n  " + "g" * 1000 + ": {title: x}",
    "a long field": "k" * SIZE + ": x",
    "money": "arr: " + "1" * SIZE,
    "words before a remark": f"story: a{GAP}b # c",
    "blanks in brackets": f"outcomes: [a,{GAP}b]",
    "a gap before a mark": f"story: a{GAP}#",
}
BODIES = {
    "one long word": "é" * SIZE,
    "one wide word": "日" * (SIZE // 3),
    "a link with a gap": f"[a]({GAP}x",
    "a link of brackets": "[a](" + "(" * 1900 + " " * SIZE,
    "links": "](a" * (SIZE // 3),
    "pictures": "![a](b" * 1900,
    "stars": "*a " * (SIZE // 3),
    "stars and lines": "**a_" * (SIZE // 4),
    "quotes in quotes": "> " * (SIZE // 2),
    "lists in lists": "- " * (SIZE // 2),
    "lists below lists": "\n".join(" " * (place % 90) + "- a" for place in range(SIZE // 50)),
    "tags never closed": "<a " * (SIZE // 3),
    "remarks never closed": "<!--" * (SIZE // 4),
    "entities": "&#" * (SIZE // 2),
    "code never closed": "`a" * 1900,
    "code of many lengths": " ".join("`" * length for length in range(1, 60)),
    "brackets": "[" * 1900 + "]" * SIZE,
    "references": "[a]: <b\n" * 1900,
    "strikes": "~~a" * (SIZE // 3),
    "blank lines": "\n" * SIZE,
    "facts never closed": "{{ facts.a" * (SIZE // 10),
    "one long path of facts": "{{ facts" + ".a" * (SIZE // 2) + " }}",
    "another plan never begun": "\n \t" * (SIZE // 3) + "account: x",
    "another plan never closed": "account: x\n" + "y\n" * (SIZE // 2),
    "orders to a runner": "::error" * (SIZE // 7),
}
ATTACKS = {f"fields: {name}": front(text) for name, text in FIELDS.items()} | {
    f"words: {name}": body(text) for name, text in BODIES.items()
}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plain_book(tmp_path_factory.mktemp("effort"))


_PLAIN: dict[str, float] = {}


@pytest.mark.parametrize("name", ATTACKS)
def test_no_text_takes_longer_than_its_length(name: str, attacked: Path, acct: Acct) -> None:
    for command, words in COMMANDS.items():
        if command not in _PLAIN:
            plant(attacked, PLAIN)
            _PLAIN[command] = effort(lambda words=words: _ran(acct, attacked, words))  # type: ignore[misc]
        plant(attacked, ATTACKS[name])
        with at_most(TIMES * _PLAIN[command] + SLACK):
            _ran(acct, attacked, words)


def _ran(acct: Acct, book: Path, words: tuple[str, ...]) -> Ran:
    return sound(acct(*words, cwd=book))


NAMES = ",".join(f"x{number}" for number in range(SIZE // 6))
MARK = "# acctplan: ignore[AP203]"
SILENCES = {
    "names without end": front(f"actions:\n  a: Do it # acctplan: ignore[{NAMES}]\n  b: Do that"),
    "one name again and again": front(f"actions:\n  a: Do it # acctplan: ignore[{'AP203,' * (SIZE // 6)}]\n  b: Do that"),
    "one at each line": front("actions:\n" + "\n".join(f"  a{number}: Do it {MARK}" for number in range(SIZE // 40))),
    "all above one": front(f"{MARK}\n" * (SIZE // 26) + "actions:\n  a: Do it"),
    "all above one block of words": body(f"<!-- {MARK[2:]} -->\n\n" * (SIZE // 35) + "Words.\n"),
    "a reason without end": front(f'actions:\n  a: Do it {MARK} reason="{"r" * SIZE}"'),
}


@pytest.mark.parametrize("name", SILENCES)
def test_no_request_for_silence_takes_longer_than_its_length(name: str, attacked: Path, acct: Acct) -> None:
    plant(attacked, SILENCES[name])
    for words in (("lint",), ("lint", "--show-suppressed", "--format", "sarif"), ("lint", "--diff", "--unsafe-fixes")):
        with at_most(6):
            _ran(acct, attacked, words)


def test_of_too_many_requests_the_first_ones_are_heeded(attacked: Path, acct: Acct) -> None:
    lines = "\n".join(f"  a{number}: Do it {MARK} reason=x" for number in range(203))
    plant(attacked, front(f"actions:\n{lines}"))
    said = _ran(acct, attacked, ("lint", "--select", "AP203,AP900", "--format", "concise")).out.splitlines()
    assert [line.split(":")[1] for line in said] == ["205", "205", "206", "207"]
    assert "more than 200 in one plan" in said[0] + said[1]
    plant(attacked, front(f"actions:\n  a: Do it # acctplan: ignore[AP203,{NAMES}]"))
    (told,) = _ran(acct, attacked, ("lint", "--select", "AP900", "--format", "concise")).out.splitlines()
    assert "more than 50 names stand between its brackets" in told
