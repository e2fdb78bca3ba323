"""A mutation fuzzer without any dependency: seeds, cut, crossed and salted with what parsers stumble over. The same for the same number."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import LITE, TEAM

FORMAT = Path(__file__).parent.parent / "fixtures" / "format"
SALT = (
    b": ", b" #", b"- ", b"\n", b"\r\n", b"\r", b"\t", b"  ", b"[", b"]", b"{", b"}", b"'", b'"', b"|", b">", b"|2-\n", b"&a", b"*a", b"!", b"!!str ", b"<<: ", b"%",
    b"@", b"`", b"? ", b"---\n", b"...\n", b"\n---\n", b"\xef\xbb\xbf", b"\x00", b"\x1b[31m", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xc2\x85", b"\xe2\x80\xae", b"\xe2\x80\x8b",
    b"\xf0\x9f\x98\x80", b"9" * 400, b"[" * 40, b"{a: " * 40, b"a" * 300, b" " * 300, b"2026-02-30", b"0001-01-01", b"9999-12-31", b"1e999", b".nan", b"null", b"~", b"0x1f", b"yes",
    b"::error::x", b"##[error]x", b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n", b"(dana, 2026-12-05)", b"1 -> 2 d, now 3", b"2026-10-05 x (y)", b"\\", b"\\n", b"{{ facts.a }}",
    b"[[x]]", b"<script>", b"](javascript:x)", b"owner: lee\n", b"actions:\n", b"goals:\n  a: {title: x}\n", b"dana", b"true", b"-1", b"99999999999999", b"9999-Q4", b"FY0001-Q1", b"today+9999",
    b"and ", b"or ", b"not ", b"(", b")", b"=", b"~", b"in (", b" is not set", b"<=", b"starts", b"stale_days: 999999999999999\n", b"time_zone: ../x\n", b"\xcc\x81", b"\xe2\x80\x9c",
)  # fmt: skip
QUESTIONS = (
    b"status = open and owner = me",
    b"due < today+14 or arr >= 1000",
    b"not (plan in (a, b) and title ~ 'x')",
    b"owner is not set",
    b'due < renews_on and title = "x y"',
)
TIMES = (
    b"2026-06-30",
    b"FY2026-Q2",
    b"2026-06",
    b"CY2026",
    b"HEAD~3",
    b"Q2-26",
    b"26Q2",
    b"05.12.2026",
    b"next week",
    b"Dec 5, 2026",
    b"FY 26 Q1",
    b"INDEX",
    b"1.2.26",
    b"end of march",
)
SETTINGS = (
    b"currency: EUR\ntime_zone: Europe/Berlin\nfiscal_year: {starts: february, named_by: end}\ntiers:\n  growth: {stale_days: 60}\ncommit: never\n",
    b"lint:\n  fail_on: error\n  rules:\n    plan-too-long: {severity: info}\n  paths:\n    plans/**: {ignore: [museum]}\ncustom: {segment: {type: text, values: [a, b]}}\n",
    b"account: A\ncrm: {source: s, changed_at: '2026-11-18T02:00:00Z', arr: 124000 EUR, renews_on: 2027-03-31}\nusage: {active_users: 212}\n",
    TEAM.encode(),
)


def seeds(target: str) -> list[bytes]:
    """What the mutations of a target begin with."""
    if target in ("ask", "time", "configure"):
        return list({"ask": QUESTIONS, "time": TIMES, "configure": SETTINGS}[target])
    plans = [f"---\n{(FORMAT / f'{name}.yaml').read_text('utf-8')}---\n\nWords.\n" for name in ("lite", "core")]
    return [text.encode() for text in (LITE, *plans, "---\naccount: A\nowner: dana\n---\n# Words\n\n[a](https://x.example) `b` <i>\n")]


def mutations(target: str, count: int, seed: int) -> Iterator[bytes]:
    """That many inputs for a target; the same for the same seed."""
    chance = random.Random(f"{target}:{seed}")
    pool = seeds(target)
    for _ in range(count):
        data = chance.choice(pool)
        if len(data) > 900 and chance.random() < 0.8:
            data = _shortened(data, chance)
        for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
            data = _mutated(data, pool, chance)
        yield data[:20_000]


def _shortened(data: bytes, chance: random.Random) -> bytes:
    """The plan with most of its lines left out."""
    lines = data.splitlines(keepends=True)
    start = chance.randrange(len(lines))
    return b"---\naccount: A\n" + b"".join(lines[start : start + chance.randrange(12)]) + chance.choice((b"", b"---\n", b"---\nwords\n"))


def _mutated(data: bytes, pool: list[bytes], chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    other = min(len(data), place + chance.randrange(12))
    match chance.randrange(8):
        case 0 | 1 | 2:
            return data[:place] + chance.choice(SALT) + data[place:]
        case 3:
            return data[:place] + chance.choice(SALT) + data[other:]
        case 4:
            return data[:place] + data[other:]
        case 5:
            return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
        case 6:
            mate = chance.choice(pool)
            return data[:place] + mate[chance.randrange(len(mate)) :][:200] + data[place:]
        case _:
            return data[:place] + data[place:other] * chance.randrange(2, 5) + data[other:]
