"""Reference pages made from the code itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BeforeValidator

from acctplan import registry
from acctplan.cli.program import PACKAGE, PANELS
from acctplan.model.block import BLOCKS, type_of
from acctplan.model.scalar import Reads
from acctplan.rules._catalogue import RuleEntry, catalogue
from acctplan.rules._judge import every_rule

MADE = "<!-- Made from the code by `make docs`. -->"


def help_of(*words: str) -> str:
    """What `--help` prints at 100 columns."""
    program = str(Path(sys.executable).parent / "acctplan")
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100"}
    return subprocess.run([program, *words, "--help"], env=environment, capture_output=True, check=True).stdout.decode("utf-8")


def commands_page() -> str:
    """docs/commands.md."""
    parts = [MADE, "# Commands\n", f"```text\n{help_of().rstrip()}\n```\n"]
    modules = list(registry.members(PACKAGE))
    for panel in PANELS:
        parts.append(f"## {panel}\n")
        for name, module in modules:
            if panel == module.PANEL:
                parts.append(f"### acctplan {name}\n\n```text\n{help_of(name).rstrip()}\n```\n")
    return "\n".join(parts)


_CATEGORIES = {
    "schema": "the file can be read as a plan",
    "ownership": "owners and dates",
    "museum": "what has gone stale",
    "river": "too long, too many",
    "solo": "half of the people",
    "declarative": "claims without evidence",
    "coverage": "people, units and blocks that are missing",
    "privacy": "what does not belong in a plan",
    "meta": "the linting itself",
}


def rules_page() -> str:
    """docs/rules.md: an index of the pages."""
    rules = catalogue(every_rule()).rules
    parts = [
        MADE,
        "# Lint rules\n",
        "`acctplan rule NAME` prints one of them, `acctplan lint --select CATEGORY` asks for those of a category.\n",
    ]
    for category, means in _CATEGORIES.items():
        own = [rule for rule in rules if rule.category == category]
        if own:
            rows = "\n".join(
                f"| {rule.code} | [{rule.name}](rules/{rule.name}.md) | {rule.severity} | {_cell(rule.summary)} |" for rule in own
            )
            parts.append(f"## {category}: {means}\n\n| code | rule | severity | fault |\n|---|---|---|---|\n{rows}\n")
    return "\n".join(parts)


def rule_pages() -> dict[str, str]:
    """docs/rules/NAME.md of every rule, by file name."""
    return {f"{rule.name}.md": _rule_page(rule) for rule in catalogue(every_rule()).rules}


def _rule_page(rule: RuleEntry) -> str:
    facts = [
        ("code", rule.code),
        ("category", rule.category),
        ("severity", rule.severity),
        ("judges", "the whole book" if rule.scope == "book" else "one plan"),
        ("depends on the day", "yes" if rule.clock else "no"),
        ("fix", {"none": "by hand", "safe": "`lint --fix`", "unsafe": "`lint --unsafe-fixes`, to be looked at"}[rule.fix]),
        ("since", rule.since),
    ]
    table = "\n".join(f"| {label} | {value} |" for label, value in facts)
    options = f"## Options\n\n{rule.options_said}\n\n{_settings(rule)}\n" if rule.options else ""
    return (
        f"{MADE}\n# {rule.code} {rule.name}\n\n{_said(rule.summary)}\n\n| | |\n|---|---|\n{table}\n\n## Why it matters\n\n{_said(rule.why)}\n\n{options}"
        f"## Found here\n\n```yaml\n{rule.bad}```\n\n## Fine like this\n\n```yaml\n{rule.good}```\n\nSource: {_said(rule.source)}\n\n[All rules](../rules.md)\n"
    )


def _settings(rule: RuleEntry) -> str:
    """How the settings of a book say the options, with their defaults."""
    said = ", ".join(f"{key}: {value}" for key, value in rule.options.items())
    return f"```yaml\nlint:\n  rules:\n    {rule.name}: {{options: {{{said}}}}}\n```\n"


def _cell(text: str) -> str:
    return _said(text).replace("|", "\\|")


def _said(text: str) -> str:
    """Text in which a name in angle brackets is no tag."""
    return text.replace("<", "&lt;")


def fields_page() -> str:
    """docs/fields.md: every block of a plan with its fields and what they take."""
    parts = [MADE, "# Fields of a plan\n", "Blocks in the order people read them. See [format.md](format.md) for the short forms.\n"]
    parts.append("| field | takes |\n|---|---|")
    single = {name: block for name, block in BLOCKS.items() if not hasattr(type_of(name), "model_fields")}
    parts.append("\n".join(f"| `{name}` | {_SHAPES[block.shape]}{_takes(type_of(name))} |" for name, block in single.items()) + "\n")
    for name, block in BLOCKS.items():
        if name not in single:
            parts.append(f"## {name}\n\n{_SHAPES[block.shape].capitalize()}. {_purpose(type_of(name))}\n\n{_table(type_of(name))}\n")
    parts.append("## Settings, team and facts\n")
    parts.append(
        "`acctplan schema settings`, `acctplan schema team` and `acctplan schema facts` give their JSON Schemas; `acctplan init` writes commented settings.\n"
    )
    return "\n".join(parts)


_SHAPES = {"value": "", "values": "", "table": "by id: ", "items": "items by id", "record": "one record", "records": "a list of records"}


def _purpose(kind: type) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0]


def _table(kind: Any) -> str:
    rows = [f"| `{name.rstrip('_')}` | {_takes(info)} |" for name, info in kind.model_fields.items()]
    nested = [inner for info in kind.model_fields.values() for inner in _records(info.annotation)]
    below = "".join(f"\n\n{_purpose(inner)} ({inner.__name__})\n\n{_table(inner)}" for inner in dict.fromkeys(nested))
    return "| field | takes |\n|---|---|\n" + "\n".join(rows) + below


def _records(annotation: Any) -> list[Any]:
    found = [annotation] if hasattr(annotation, "model_fields") else []
    return found + [inner for part in get_args(annotation) for inner in _records(part)]


def _takes(info: Any) -> str:
    """What a field takes, in words."""
    annotation = getattr(info, "annotation", info)
    metadata = [*getattr(info, "metadata", ()), *(get_args(annotation)[1:] if get_origin(annotation) is Annotated else ())]
    words = _words(annotation, metadata)
    return words or "text"


_READ = {
    "read_text": "text", "read_texts": "text, one or a list", "read_day": "a date", "read_due": "a date, a month or a quarter", "read_flag": "true or false",
    "read_whole": "a whole number", "read_number": "a number", "read_ratio": "a number from 0 to 1", "read_mark": "1 to 5", "read_money": "an amount",
}  # fmt: skip


def _words(annotation: Any, metadata: list[Any]) -> str:
    for item in metadata:
        if isinstance(item, Reads):
            return _READ[item.func.__name__]
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{word}`" for word in get_args(annotation))
    if hasattr(annotation, "model_fields"):
        return f"a record ({annotation.__name__})"
    parts = get_args(annotation)
    inner = [
        _words(part, [])
        for part in parts
        if part is not type(None) and not isinstance(part, (BeforeValidator, Reads)) and part is not Ellipsis
    ]
    inner += [_READ[part.func.__name__] for part in parts if isinstance(part, Reads)]
    return next((words for words in reversed(inner) if words), "")
