"""Books to measure on: any number of plans with 24 monthly versions each, the same bytes every time."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random

MONTHS = 24
LAST = date(2026, 11, 5)
_FAULTY = 0.05
_BANDS = ("green", "green", "amber", "red")
_TRADES = ("bakeries", "ferries", "clinics", "vineyards", "depots", "cinemas", "nurseries", "quarries")
_AIMS = (
    "publishes its roster two weeks ahead",
    "closes the month in three days",
    "answers within the hour",
    "trains new staff in ten days",
)
_PLACES = ("harbour", "larchfield", "wren", "otter", "quay", "beacon", "orchard", "mill")
_PEOPLE = ("dana", "lee", "priya")
_SETTINGS = """currency: EUR
time_zone: Europe/Berlin
commit: never
lint: {rules: {plan-too-long: {core: 2000}}}
"""
_TEAM = """dana: {name: Dana Kim, email: dana@northpeak.example, role: csm, manager: priya}
lee: {name: Lee Wong, email: lee@northpeak.example, role: am, manager: priya}
priya: {name: Priya Nair, email: priya@northpeak.example, role: executive-sponsor}
"""


def month_day(month: int) -> date:
    """The day of the commit of a month; the last of 24 is in November 2026."""
    back = MONTHS - 1 - month
    year, index = divmod(LAST.year * 12 + LAST.month - 1 - back, 12)
    return date(year, index + 1, LAST.day)


def plan_text(number: int, month: int) -> str:
    """A plan of about 5 KB of fields and 2 KB of prose as it stood in a month; some of it changes every month."""
    still, moves = Random(f"still {number}"), Random(f"{number} {month}")
    day = month_day(month)
    return "".join(["---\n", *_fields(number, month, day, still, moves), "---\n\n", *_prose(number, month, still)])


def _fields(number: int, month: int, day: date, still: Random, moves: Random) -> Iterator[str]:
    trade, place = still.choice(_TRADES), still.choice(_PLACES)
    owner = "nobody-known" if still.random() < _FAULTY else still.choice(_PEOPLE)
    yield f"account: {place.title()} {trade.title()} {number}\nowner: {owner}\n"
    yield f"tier: {still.choice(('strategic', 'growth', 'standard'))}\ntemplate: core@1\nlifecycle: adoption\nposture: {still.choice(('retain', 'grow'))}\n"
    yield f"intent:\n  now: All {trade} on one roster in month {month}\n  next: Renew with two more units\n  how: Train the leads first\n"
    answer = moves.choice(("yes", "yes", "unsure"))
    yield f"pulse:\n  renew_today: {answer}\n  confidence: 0.{moves.randint(4, 9)}\n  why: Month {month} went as the leads said it would\n"
    yield "team: {dana: csm, lee: am, priya: executive-sponsor}\nstakeholders:\n"
    for index, word in enumerate(("buyer", "user", "sponsor", "finance")):
        support = moves.choice(("champion", "supporter", "neutral")) if index == month % 4 else still.choice(("champion", "supporter"))
        yield f"  {word}:\n    name: {still.choice(('Tom', 'Ana', 'Ida', 'Sam'))} {word.title()}\n    title: Head of {word}\n"
        role = ("decision-maker", "user-buyer", "executive-sponsor", "approver")[index]
        yield f"    decision_role: {role}\n    influence: {still.choice(('high', 'medium'))}  # as they told us\n"
        yield f"    support: {support}\n    known_by: [{still.choice(_PEOPLE)}, dana]\n"
    yield "goals:\n"
    for index in range(3):
        yield f"  goal-{index}:\n    title: Every one of the {trade} {_AIMS[(index + number) % 4]}\n    said_by: sponsor\n    owner: dana\n"
        yield f"    due: {day + timedelta(days=200 + 10 * index)}\n    status: {moves.choice(('on-track', 'at-risk'))}\n    key_results:\n"
        yield f"      share-{index}:\n        metric: Share of {trade} that do\n        baseline: 3\n        target: 40\n"
        yield f"        current: {4 + month + moves.randint(0, 3)}\n        measured_in: {trade}\n        owner: dana\n"
    yield "health:\n"
    for name in ("usage", "relationship", "support", "finance"):
        band = moves.choice(_BANDS)
        yield f"  {name}: {{band: {band}, cause: Seen in month {month}, evidence: risk-0}}\n"
    yield "risks:\n"
    for index in range(2):
        yield f"  risk-{index}:\n    title: The {place} unit may leave the {trade} roster\n    cause: Their lead works on paper\n"
        yield f"    severity: {moves.choice(('low', 'medium'))}\n    blocks: goal-{index}\n    owner: lee\n    status: open\n"
    yield f"opportunities:\n  night:\n    title: Night shifts of the {trade}\n    kind: cross-sell\n    amount: {1000 * still.randint(5, 90)} EUR\n"
    yield f"    stage: qualification\n    close_on: {day + timedelta(days=120)}\n    owner: lee\n    signals:\n"
    yield f"      - {day - timedelta(days=9)} They asked for a price (call)\n"
    yield "actions:\n"
    for index in range(6):
        reason = ("goal-0", "goal-1", "goal-2", "risk-0", "risk-1", "night")[index]
        due = day + timedelta(days=30 + 7 * index)
        yield f"  act-{index}: Do step {index} of month {month} with the {trade} ({_PEOPLE[index % 3]}, {due}, {reason})\n"
    yield "units:\n"
    for name in ("operations", "counting", "nights", "retail"):
        yield f"  {name}: {{name: The {name} unit, status: {still.choice(('onboarded', 'sold', 'known'))}, use_cases: Rosters of the {trade}}}\n"
    yield "milestones:\n"
    for index in range(4):
        yield f"  step-{index}:\n    title: Unit {index} of the {trade} works on the new roster\n    kind: adoption\n"
        yield f"    due: {day + timedelta(days=40 + 30 * index)}\n    owner: {_PEOPLE[index % 3]}\n    because: goal-{index % 3}\n"
    yield "questions:\n"
    for index in range(3):
        yield f"  ask-{index}:\n    ask: What would the {place} unit compare us with in quarter {index}\n    of: buyer\n"
        yield f"    due: {day + timedelta(days=50 + index)}\n"
    yield f"business:\n  mission: To run the {trade} of {place} so that nobody waits\n"
    yield f"renewal:\n  renews_on: {day + timedelta(days=300)}\n  notice_on: {day + timedelta(days=210)}\n  owner: lee\n  forecast: best-case\n"
    yield f"reviews:\n  {day}: {{kind: planning-day, by: dana, with: [lee]}}\n"


def _prose(number: int, month: int, still: Random) -> Iterator[str]:
    yield f"# What we know\n\nThey run {still.randint(3, 90)} units. In month {month} we met twice.\n"
    for section in range(4):
        yield f"\n## Part {section}\n\n"
        for line in range(4):
            yield f"Line {line} of plan {number} tells what was said on the way, in plain words that a colleague can read later.\n"


def build(folder: Path, plans: int, env: dict[str, str], *, months: int = MONTHS) -> Path:
    """A repository with that many plans, committed month by month through `git fast-import`, packed."""
    folder.mkdir(parents=True)
    run = {"cwd": folder, "env": env, "check": True}
    subprocess.run(["git", "init", "-q", "-b", "main"], **run)  # type: ignore[call-overload]
    with subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, env=env, stdin=subprocess.PIPE) as importer:
        assert importer.stdin is not None
        for chunk in _stream(plans, months):
            importer.stdin.write(chunk)
    for words in (["reset", "-q", "--hard"], ["update-index", "--refresh", "-q"]):
        subprocess.run(["git", *words], **run)  # type: ignore[call-overload]
    return folder


def path_of(number: int) -> str:
    """Where a plan lies: one folder for each thousand."""
    return f"plans/region-{number // 1000:02d}/account-{number:05d}.md"


def _stream(plans: int, months: int) -> Iterator[bytes]:
    """Versions plan by plan, which packs well, then commits month by month."""
    span = range(MONTHS - months, MONTHS)
    for number in range(plans):
        for month in span:
            data = plan_text(number, month).encode()
            yield f"blob\nmark :{_mark(number, month, months)}\ndata {len(data)}\n".encode() + data + b"\n"
    for month in span:
        at = datetime.combine(month_day(month), datetime.min.time(), timezone(timedelta(hours=1))) + timedelta(hours=9)
        name = ("Dana Kim <dana@northpeak.example>", "Lee Wong <lee@northpeak.example>")[month % 2]
        who = f"{name} {int(at.timestamp())} +0100"
        yield f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata <<END\nMonth {month}\nEND\n".encode()
        yield from (_file("acctplan.yaml", _SETTINGS), _file("team.yaml", _TEAM))
        for number in range(plans):
            yield f"M 100644 :{_mark(number, month, months)} {path_of(number)}\n".encode()
        yield b"\n"


def _mark(number: int, month: int, months: int) -> int:
    """The number by which fast-import knows a version; from 1."""
    return number * months + month - (MONTHS - months) + 1


def _file(path: str, text: str) -> bytes:
    data = text.encode()
    return f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
