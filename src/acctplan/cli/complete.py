"""What the shell offers: plan ids, people, fields, periods. Silent on any trouble: a half-typed line is no place for errors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acctplan import registry
from acctplan.errors import AcctplanError

if TYPE_CHECKING:
    from acctplan.model.plan import Plan
    from acctplan.model.settings import Settings


def _silent(offer: Callable[[Any, str], list[str]]) -> Callable[[Any, str], list[str]]:
    """What a function offers; nothing where a file of the book is refused."""

    @wraps(offer)
    def offered(ctx: Any, incomplete: str) -> list[str]:
        try:
            return offer(ctx, incomplete)
        except AcctplanError:
            return []

    return offered


def _root(ctx: Any) -> Path | None:
    """The book that the line means: named after the command, before it, by the environment, or the one around."""
    from acctplan.store.root import find_root

    named = ctx.params.get("book") or ctx.meta.get("acctplan", {}).get("book") or os.environ.get("ACCTPLAN_BOOK")
    try:
        return find_root(Path(named or "."), named=bool(named))
    except AcctplanError:
        return None


def _settings(root: Path) -> Settings:
    """The book's settings, as far as they can be read. Raises FileRefused."""
    from acctplan.planfile.config import parse_settings
    from acctplan.store import files
    from acctplan.store.root import SETTINGS

    return parse_settings(files.read(root / SETTINGS) or b"").value


def _word(ctx: Any, name: str) -> str:
    """An argument given before the word being typed; where an option is half typed, the parser has left all of them in a row."""
    arguments = [param.name for param in ctx.command.params if param.param_type_name == "argument"]
    place = arguments.index(name)
    return str(ctx.params.get(name) or (ctx.args[place] if place < len(ctx.args) else ""))


def _starting(words: Iterable[str], start: str) -> list[str]:
    return sorted(word for word in words if word.startswith(start))


def words(*known: str) -> Callable[[str], list[str]]:
    """A few words that are always the same."""

    def offered(incomplete: str) -> list[str]:
        return _starting(known, incomplete)

    return offered


@_silent
def plans(ctx: Any, incomplete: str) -> list[str]:
    """Plan ids of the book."""
    from acctplan.store.files import walk

    root = _root(ctx)
    return _starting((path.stem for path in walk(root / "plans", ".md")), incomplete) if root else []


def people(ctx: Any, incomplete: str) -> list[str]:
    """Ids of our people, and `me`."""
    from acctplan.planfile.config import parse_team
    from acctplan.store import files
    from acctplan.store.root import TEAM

    root = _root(ctx)
    try:
        team = parse_team(files.read(root / TEAM) or b"").value if root else ()
    except AcctplanError:
        team = ()
    return _starting([*team, "me"], incomplete)


def fields(incomplete: str) -> list[str]:
    """Top-level fields of a plan."""
    from acctplan.model.block import BLOCKS

    return _starting(BLOCKS, incomplete)


def blocks(ctx: Any, incomplete: str) -> list[str]:
    """Blocks that the plan fills."""
    plan = _plan(ctx)
    return _starting((block for block, value in plan.tree.items() if value), incomplete) if plan else []


def kinds(incomplete: str) -> list[str]:
    """Kinds of item that `add` knows."""
    from acctplan.analysis.kinds import KINDS

    return _starting(KINDS, incomplete)


def _plan(ctx: Any) -> Plan | None:
    """The plan that the line names before the word being typed."""
    from acctplan.planfile.parse import parse_bytes
    from acctplan.store import files

    root, name = _root(ctx), _word(ctx, "plan")
    try:
        data = files.read(files.below(root, f"plans/{name}.md")) if root and name else None
    except AcctplanError:
        data = None
    return parse_bytes(data, name).plan if data else None


def items(ctx: Any, incomplete: str) -> list[str]:
    """Ids of the plan's items; their paths once a dot is typed."""
    from .items import every_item

    plan = _plan(ctx)
    paths = list(every_item(plan)) if plan else []
    return _starting({".".join(path) for path in paths} if "." in incomplete else {path[-1] for path in paths}, incomplete)


def goals(ctx: Any, incomplete: str) -> list[str]:
    """Ids of the plan's goals."""
    plan = _plan(ctx)
    return _starting(plan.goals, incomplete) if plan else []


def places(ctx: Any, incomplete: str) -> list[str]:
    """Places of the plan that `set` may change, as `PATH=`."""
    from acctplan.planfile.paths import places as every_place

    plan = _plan(ctx)
    return _starting((f"{place}=" for place in every_place(plan)), incomplete) if plan and "=" not in incomplete else []


def item_fields(ctx: Any, incomplete: str) -> list[str]:
    """Fields of the kind of item that the line names, as `FIELD=`; their words after it."""
    from acctplan.analysis.kinds import kind_named
    from acctplan.analysis.register import words_of

    kind = kind_named(_word(ctx, "kind"))
    if kind is None:
        return []
    field, equals, _ = incomplete.partition("=")
    if equals:
        return _starting((f"{field}={word}" for word in words_of(kind.inside or kind.block).get(field, ())), incomplete)
    return _starting((f"{name}=" for name in kind.fields), incomplete)


def anybody(ctx: Any, incomplete: str) -> list[str]:
    """Our people, and the stakeholders of the plan."""
    plan = _plan(ctx)
    return sorted({*people(ctx, incomplete), *_starting(plan.stakeholders if plan else (), incomplete)})


def movement_types(incomplete: str) -> list[str]:
    """Types of movement."""
    from acctplan.model.vocabulary import MOVEMENT_TOUCHES

    return _starting(MOVEMENT_TOUCHES, incomplete)


def record_kinds(incomplete: str) -> list[str]:
    """Kinds of record that `list` knows."""
    from acctplan.analysis.register import KINDS

    return _starting(KINDS, incomplete)


def formats(incomplete: str) -> list[str]:
    """Output formats."""
    return _starting(registry.names("acctplan.formats"), incomplete)


def difference_formats(incomplete: str) -> list[str]:
    """Output formats of a difference."""
    from .differences import formats as known

    return _starting(known(), incomplete)


def finding_formats(incomplete: str) -> list[str]:
    """Output formats of findings."""
    from .outlets import formats as known

    return _starting(known(), incomplete)


def rules(incomplete: str) -> list[str]:
    """Names of lint rules."""
    return _starting(registry.names("acctplan.rules"), incomplete)


@_silent
def templates(ctx: Any, incomplete: str) -> list[str]:
    """Plan templates: the book's and the shipped ones."""
    from acctplan.store.skeleton import template_names

    return _starting(template_names(_root(ctx)), incomplete)


@_silent
def times(ctx: Any, incomplete: str) -> list[str]:
    """Branches, and snapshots by their period: times that have a name."""
    from acctplan.store.named_times import named_times

    root = _root(ctx)
    return _starting(named_times(root, _settings(root).prefix), incomplete) if root else []


@_silent
def periods(ctx: Any, incomplete: str) -> list[str]:
    """Periods of the book's snapshots."""
    from acctplan.model.period import parse_period
    from acctplan.store.named_times import kept_periods

    root = _root(ctx)
    if root is None:
        return []
    settings = _settings(root)
    return _starting((name for name in kept_periods(root, settings.prefix) if parse_period(name, settings.fiscal)), incomplete)


def times_and_plans(ctx: Any, incomplete: str) -> list[str]:
    """What `diff` may be told."""
    return sorted({*times(ctx, incomplete), *plans(ctx, incomplete)})


def record_fields(ctx: Any, incomplete: str) -> list[str]:
    """Fields of the kind of record that the line names; after a comma, the next."""
    from acctplan.analysis.register import KINDS, fields_of

    kind = next(iter(ctx.args), "") or _word(ctx, "kind")
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in _starting(fields_of(kind) if kind in KINDS else (), last)]


@_silent
def views(ctx: Any, incomplete: str) -> list[str]:
    """Views that `render` knows: the shipped ones and the book's own."""
    from .commands.render import VIEWS
    from .own_views import own_views

    root = _root(ctx)
    return _starting([*VIEWS, *(own_views(root) if root else ())], incomplete)


def schemas(incomplete: str) -> list[str]:
    """Names of what has a schema."""
    from .schemas import names

    return _starting(names(), incomplete)
