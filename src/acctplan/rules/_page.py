"""A rule's page, read from its docstring: fault, why, options, bad, good, source."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from types import ModuleType

DOCUMENTATION = "https://acctplan.example/docs"
"""Where the documents are. Source: the project's addresses in pyproject.toml."""
_HEADS = ("Why", "Options", "Bad", "Good", "Source")


@dataclass(frozen=True)
class Page:
    """What people read about a rule. `bad` and `good` are front matter."""

    fault: str
    why: str
    options: str
    bad: str
    good: str
    source: str


def page_of(module: ModuleType) -> Page:
    """The page of a rule. Raises ValueError naming what its docstring lacks."""
    text = textwrap.dedent("    " + (module.__doc__ or "").strip() + "\n")
    parts: dict[str, list[str]] = {"Fault": []}
    head = "Fault"
    for line in text.splitlines():
        word, colon, rest = line.partition(":")
        if colon and word in _HEADS:
            head = word
            parts[head] = [rest]
        else:
            parts[head].append(line)
    missing = [name for name in ("Why", "Bad", "Good", "Source") if name not in parts]
    if missing:
        raise ValueError(f"{module.__name__} says nothing under {', '.join(missing)}")
    prose = {name: " ".join(" ".join(parts.get(name, [])).split()) for name in ("Fault", "Why", "Options", "Source")}
    prose["Why"] = prose["Why"][:1].upper() + prose["Why"][1:]
    code = {name: textwrap.dedent("\n".join(parts[name])).strip("\n") + "\n" for name in ("Bad", "Good")}
    return Page(prose["Fault"], prose["Why"], prose["Options"], code["Bad"], code["Good"], prose["Source"])


def address_of(name: str) -> str:
    """The address of a rule's page, by the rule's name."""
    return f"{DOCUMENTATION}/rules/{name}.md"
