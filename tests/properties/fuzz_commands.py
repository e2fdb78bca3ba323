"""Command lines, drawn by chance from what commands take and from what they should not: the same for the same number."""

from __future__ import annotations

import random
from functools import cache

from acctplan import registry
from acctplan.cli.assemble import command_of
from acctplan.cli.program import PACKAGE

PLANS = ("harbour", "wren", "broken", "harbour", "plans/harbour.md", "nobody")
PATHS = ("rosters.status", "risks.payroll-export.owner", "owner", "intent.now", "pulse.why", "custom.segment", "team.mo", "goals", "train-leads.due", "actions.train-leads",
         "goals.rosters.key_results.x.current", "health.usage", "goals.new.title", "risks")  # fmt: skip
VALUES = (
    "on-track",
    "lee",
    "dana",
    "2026-12-05",
    "+2w",
    "friday",
    "Phase 2: roll-out",
    "",
    "[a, b]",
    "two\nlines",
    "0.5",
    "#1",
    "'tis",
    "yes",
    "me",
    "2026-Q4",
    "green",
)
STATES = (
    "HEAD",
    "HEAD~1",
    "2026-11-05",
    "FY2027-Q3",
    "2026-Q4",
    "INDEX",
    "WORKTREE",
    "HEAD..WORKTREE",
    "main",
    "last-snapshot",
    "@{-1}",
    ":0:x",
    "HEAD^{tree}",
    "-x",
    "HEAD@{1000 years ago}",
    "A...B",
)
BLOCKS = (
    "goals",
    "actions",
    "risks",
    "stakeholders",
    "opportunities",
    "questions",
    "milestones",
    "team",
    "movements",
    "plans",
    "key_results",
    "signals",
)
KINDS = (
    "goal",
    "action",
    "risk",
    "opportunity",
    "stakeholder",
    "question",
    "milestone",
    "sponsor-change",
    "other",
    "schema",
    "museum",
    "AP203",
    "create",
    "list",
    "show",
    "plan",
    "settings",
)
QUESTIONS = (
    "owner = me",
    "due < today+14",
    "status = open and not (owner = lee)",
    "arr >= ",
    "((((",
    "plan ~ 'x",
    "due < today+9999",
    "owner in (dana, lee)",
)
ODD = ("", " ", "-", "--", "---", "..", ".", "../x", "~", "*", "\x1b[31m", "\u202e", "\udcff", "a\nb", "é", "日本", "x" * 3000, "-1", "99999999999999999999", "%s", "{0}", "$(x)",
       "`x`", "';--", "--upload-pack=x", "-c", "--exec=x", "=", "a=", "=b", "a.b.c.d=e", "@", "@{", ":", "::error::x", "##[error]x", "NaN", "null", "\\", "/", "0", "1e9", "\ufeff", "\u200b")  # fmt: skip
WORDS = (PLANS, PATHS, VALUES, STATES, BLOCKS, KINDS, QUESTIONS, ODD)
FORMS = ("text", "json", "html", "markdown", "concise", "pdf", "")
FILES = ("out.txt", "out.html", "out.json", "plans/harbour.md", "plans", "none/out.txt", "-", ".git/out.txt", "in.json", "none.json")
_FIXED = {"--format": FORMS, "--output": FILES, "--from-json": ("in.json", "-", "none.json", "plans"), "--as-of": STATES, "--where": QUESTIONS, "--today": ("2026-11-20", "9999-12-31", "0001-01-01", "x"),
          "--color": ("always", "never", "x"), "--book": (".", "plans", "none", ""), "--as": ("dana", "nobody")}  # fmt: skip
# Not drawn: what makes other folders or changes the shell's own files, as it says it does, and what shows tracebacks, as it is asked to.
_LEFT_OUT = frozenset({"demo", "init"}), frozenset({"--install-completion", "--show-completion", "--debug"})


@cache
def _options(name: str) -> tuple[tuple[str, bool], ...]:
    """Options of a command, and whether they take a value."""
    found = command_of(registry.load(PACKAGE, name), name).params
    return tuple(
        (word, not getattr(option, "is_flag", False))
        for option in found
        for word in option.opts
        if word.startswith("-") and word not in _LEFT_OUT[1]
    )


@cache
def _names() -> tuple[str, ...]:
    return tuple(name for name in registry.names(PACKAGE) if name not in _LEFT_OUT[0])


def command_lines(count: int, seed: int) -> list[list[str]]:
    """That many command lines."""
    chance = random.Random(f"commands:{seed}")
    return [_one(chance) for _ in range(count)]


def _one(chance: random.Random) -> list[str]:
    name = chance.choice(_names())
    words = [_likely(name, place, chance) for place in range(chance.choice((0, 1, 1, 2, 2, 3)))]
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        word, valued = chance.choice(_options(name))
        words.insert(chance.randrange(len(words) + 1), word)
        if valued and chance.random() < 0.95:
            words.insert(words.index(word) + 1, chance.choice(_FIXED.get(word, chance.choice(WORDS))))
    line = [name, *words]
    if chance.random() < 0.15:
        line.insert(chance.randrange(len(line) + 1), chance.choice(ODD))
    if chance.random() < 0.05:
        chance.shuffle(line)
    if chance.random() < 0.05:
        line = ["--today", chance.choice(_FIXED["--today"]), *line]
    return [word for word in line if not _dangerous(word)]


def _likely(name: str, place: int, chance: random.Random) -> str:
    """A word that mostly fits: a plan first where commands take one, then changes, kinds or texts."""
    if chance.random() < 0.12:
        return chance.choice(ODD)
    if name in ("list", "rule", "schema", "snapshot") and place == 0:
        return chance.choice((*BLOCKS, *KINDS))
    if place == 0 and name not in ("diff", "new"):
        return chance.choice(PLANS)
    if name == "set":
        return f"{chance.choice(PATHS)}={chance.choice(VALUES)}"
    return chance.choice(chance.choice(WORDS))


def _dangerous(word: str) -> bool:
    """What would name a place outside the folder the lines are run in: they are run for what they do, and a person may name any file."""
    bare = word.partition("=")[2] or word
    return bare.startswith(("/", "~/", "-o/", "-C/")) and word not in ODD
