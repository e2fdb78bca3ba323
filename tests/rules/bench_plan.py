"""The bench that rules are tried on: a plan from a snippet of front matter, our team, ages from comments, a fixed day.

Comments set the scene: `# age: BLOCK DAY`, `# began: DAY`, `# wrote: DAY NAME`, `# setting: …`, `# fact: …`, `# encoding: latin-1`,
`# twin: ID FILE` for another file of that id, `# beside: FILE LINE` for a file that is no plan, `# exposed: FILE` for one git holds, `# cut short` for a history that is.
`# stale: PLAN RULE` for a line of the baseline whose finding is gone, `# account: ID {…}` for an account with facts alone (`of NAME`: of that organisation) and
`# planned: ID {…}` for one with a plan beside them. `# blocks: …` are all that the template has, `# today: DAY` is another day, `# id: ID` another id, `# no team` a book without one.
"""

from __future__ import annotations

import re
from datetime import date

from acctplan.analysis.belief_age import Age, Ages
from acctplan.model.book import Book, Entry
from acctplan.model.finding import Finding
from acctplan.model.team import NOBODY
from acctplan.planfile.config import parse_facts, parse_settings, parse_team
from acctplan.planfile.parse import parse_bytes
from acctplan.rules._baseline import Kept
from acctplan.rules._context import Context
from acctplan.rules._judge import Rule, every_rule, judge, judge_book

from .bench_past import past_of

TODAY = date(2026, 11, 20)
TEAM = parse_team(
    b"""dana: {name: Dana Kim, email: dana@northpeak.example, role: csm, manager: priya}
lee: {name: Lee Wong, email: lee@northpeak.example, role: am, manager: priya}
priya: {name: Priya Nair, role: executive-sponsor}
mo: {name: Mo Haddad, role: csm, manager: priya, left_on: 2026-05-31}
former-csm: {left_on: 2026-05-31}
northpeak: {name: North Peak Partners, partner: true}
"""
).value
_AGE = re.compile(r"^\s*# age: (\S+) (\d{4}-\d{2}-\d{2})(?: by (.+?))?( confirmed)?$", re.MULTILINE)
_BEGAN = re.compile(r"^\s*# began: (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_AUTHOR = re.compile(r"^\s*# wrote: (\d{4}-\d{2}-\d{2}) (.+)$", re.MULTILINE)
_SETTING = re.compile(r"^\s*# setting: (.+)$", re.MULTILINE)
_FACT = re.compile(r"^\s*# fact: (.+)$", re.MULTILINE)
_ENCODING = re.compile(r"^\s*# encoding: (\S+)$", re.MULTILINE)
_TWIN = re.compile(r"^\s*# twin: (\S+) (\S+)$", re.MULTILINE)
_BESIDE = re.compile(r"^\s*# beside: (\S+) (.+)$", re.MULTILINE)
_EXPOSED = re.compile(r"^\s*# exposed: (\S+)$", re.MULTILINE)
_STALE = re.compile(r"^\s*# stale: (\S+) (\S+)$", re.MULTILINE)
_OTHER = re.compile(r"^\s*# (account|planned): (\S+) (\{.+\})(?: of (\S+))?$", re.MULTILINE)
_BLOCKS = re.compile(r"^# blocks:(.*)$", re.MULTILINE)
_ID = re.compile(r"^# id: (\S+)$", re.MULTILINE)
_DAY = re.compile(r"^# today: (\S+)$", re.MULTILINE)
_SCENE = re.compile(r"(?<=#) (?:fact|beside): .+$", re.MULTILINE)
_TEMPLATE_BLOCKS = frozenset(
    [
        "account",
        "owner",
        "lifecycle",
        "posture",
        "intent",
        "pulse",
        "team",
        "stakeholders",
        "units",
        "goals",
        "health",
        "risks",
        "opportunities",
        "actions",
        "questions",
        "movements",
        "renewal",
    ]
)


def text_of(snippet: str) -> str:
    """A whole plan file around a snippet; one that opens with --- or is marked `# whole` stands as it is."""
    if snippet.startswith(("---", "\ufeff---", "# whole")):
        return snippet.removeprefix("# whole\n")
    account = "" if re.search(r"^account:", snippet, re.MULTILINE) else "account: Example Ltd\n"
    return f"---\n{account}{snippet}---\n"


def ages_of(snippet: str) -> Ages:
    """Ages as the snippet's comments tell: `# age: goals 2026-06-01 by Dana Kim`, `# began: …`, `# wrote: DAY NAME`."""
    told = _AGE.findall(snippet)
    ages = {block: Age(date.fromisoformat(day), by or "Dana Kim", "0" * 40, bool(said)) for block, day, by, said in told}
    plan = ages.pop("plan", None) or (max(ages.values(), key=lambda age: age.on) if ages else None)
    began = _BEGAN.search(snippet)
    authors = tuple((date.fromisoformat(day), name) for day, name in _AUTHOR.findall(snippet))
    past = past_of(snippet, text_of(snippet), TEAM, TODAY)
    whole = "# cut short\n" not in snippet
    return Ages(plan, ages, date.fromisoformat(began[1]) if began else None, whole, authors, past)


def findings_of(rule: Rule, snippet: str) -> list[Finding]:
    """What one rule finds in a snippet."""
    text = text_of(snippet)
    settings = parse_settings("\n".join(_SETTING.findall(snippet)).encode()).value
    facts = parse_facts("\n".join(["account: Example Ltd", *_FACT.findall(snippet)]).encode()).value if _FACT.search(snippet) else None
    encoding = _ENCODING.search(snippet)
    data = text.encode(encoding[1] if encoding else "utf-8", "surrogateescape")
    key = (_ID.search(snippet) or ["", "example"])[1]
    team = NOBODY if "# no team\n" in snippet else TEAM
    parsed = parse_bytes(data, key, team, settings.fiscal)
    entry = Entry(key, f"plans/{key}.md", text, parsed.plan, parsed.faults, facts)
    day, only = _DAY.search(snippet), _BLOCKS.search(snippet)
    today = date.fromisoformat(day[1]) if day else TODAY
    blocks = frozenset(only[1].split()) if only else _TEMPLATE_BLOCKS
    context = Context(today, settings, team, facts, ages_of(snippet), parsed.faults, blocks, _SCENE.sub("", text))
    twins = tuple((key, file) for key, file in _TWIN.findall(snippet))
    beside, exposed = dict(_BESIDE.findall(snippet)), tuple(_EXPOSED.findall(snippet))
    book = Book(
        settings,
        team,
        {key: entry, **others_of(snippet)},
        twins,
        beside=beside,
        exposed=exposed,
        cut_short="# cut short\n" in snippet,
    )
    if rule.code == "AP901":
        return [finding for finding in judge(entry, context, every_rule()) if finding.code == rule.code]
    context = context._replace(stale=stale_of(text))
    return [*judge(entry, context, [rule]), *judge_book(book, context, [rule], book.entries.get)]


def others_of(snippet: str) -> dict[str, Entry]:
    """The other accounts of the book, with what other systems say of them."""
    found = {}
    for kind, key, crm, owner in _OTHER.findall(snippet):
        organisation = f"organisation: {owner}\n" if owner else ""
        facts = parse_facts(f"account: {key.title()} Ltd\n{organisation}crm: {crm}\n".encode()).value
        found[key] = Entry(key, f"plans/{key}.md" if kind == "planned" else "", facts=facts)
    return found


def stale_of(text: str) -> dict[str, list[Kept]]:
    """Lines of a baseline whose findings are gone, by plan, each on the line that tells of it."""
    found: dict[str, list[Kept]] = {}
    for match in _STALE.finditer(text):
        line = text.count("\n", 0, match.start(1)) + 1
        found.setdefault(match[1], []).append(Kept(f"{line:016x}", "", match[1], match[2], line))
    return found
