"""What the shell offers: plan ids, people, fields, periods. Silent on any trouble: a half-typed line is no place for errors."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from acctplan import registry


def _root() -> Path | None:
    from acctplan.errors import AcctplanError
    from acctplan.store.root import find_root

    try:
        return find_root(Path(os.environ.get("ACCTPLAN_BOOK") or "."))
    except AcctplanError:
        return None


def _starting(words: Iterable[str], start: str) -> list[str]:
    return sorted(word for word in words if word.startswith(start))


def plans(incomplete: str) -> list[str]:
    """Plan ids of the book."""
    from acctplan.store.files import walk

    root = _root()
    return _starting((path.stem for path in walk(root / "plans", ".md")), incomplete) if root else []


def people(incomplete: str) -> list[str]:
    """Ids of our people, and `me`."""
    from acctplan.planfile.config import parse_team

    root = _root()
    try:
        team = parse_team((root / "team.yaml").read_bytes()).value if root else ()
    except OSError:
        team = ()
    return _starting([*team, "me"], incomplete)


def fields(incomplete: str) -> list[str]:
    """Top-level fields of a plan."""
    from acctplan.model.block import BLOCKS

    return _starting(BLOCKS, incomplete)


def movement_types(incomplete: str) -> list[str]:
    """Types of movement."""
    from acctplan.model.vocabulary import MOVEMENT_TOUCHES

    return _starting(MOVEMENT_TOUCHES, incomplete)


def formats(incomplete: str) -> list[str]:
    """Output formats."""
    return _starting(registry.names("acctplan.formats"), incomplete)


def rules(incomplete: str) -> list[str]:
    """Names of lint rules."""
    return _starting(registry.names("acctplan.rules"), incomplete)


def templates(incomplete: str) -> list[str]:
    """Plan templates: the book's and the shipped ones."""
    from acctplan.store.skeleton import template_names

    return _starting(template_names(_root()), incomplete)
