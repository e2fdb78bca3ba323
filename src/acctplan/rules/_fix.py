"""One plan mended: what its findings know a cure for, in rounds, until nothing is left that can be cured."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import cast

from acctplan.errors import PlanUnreadable, ValueRefused
from acctplan.model.book import Entry
from acctplan.model.edit import Edit, Patch
from acctplan.model.finding import Fault, Finding
from acctplan.named_tuple import NamedTuple
from acctplan.planfile.parse import UNTRUSTED, parse
from acctplan.planfile.patching import patched
from acctplan.planfile.splice import splice

from ._context import Context
from ._judge import Judged, Rule, every_rule, judged

_ROUNDS, _MOST = 50, 100
Path = tuple[str, ...]


class Mended(NamedTuple):
    """A plan's text after its cures, the findings they cured, and those they could not cure, each with the reason."""

    text: str
    cured: tuple[Finding, ...] = ()
    refused: tuple[tuple[Finding, str], ...] = ()


def mended(entry: Entry, context: Context, rules: Iterable[Rule], wanted: Callable[[Finding], bool]) -> Mended:
    """The plan without the wanted findings that can be cured. `context` is the plan's own; rules see the text anew after each round.

    The result does not depend on the order of the rules, and mending it again changes nothing.
    """
    asked, cured, refused = list(rules), list[Finding](), dict[str, tuple[Finding, str]]()
    seen = {entry.text}
    for _ in range(_ROUNDS):
        found = [one for one in judged(entry, context, asked) if one.mend and wanted(one.finding)]
        batch = _apart(one for one in found if one.finding.fingerprint not in refused)
        if not batch:
            break
        text, done, failed = _applied(entry, context, batch)
        refused |= {one.finding.fingerprint: (one.finding, why) for one, why in failed}
        if not done:
            continue
        if text in seen:
            break
        seen.add(text)
        cured += [one.finding for one in done]
        entry, context = _anew(entry, context, text)
    return Mended(entry.text, tuple(cured), tuple(refused.values()))


def _anew(entry: Entry, context: Context, text: str) -> tuple[Entry, Context]:
    """An account and what surrounds it, with another text of its plan."""
    parsed = parse(text, entry.id, context.team, context.settings.fiscal)
    entry = entry._replace(text=text, plan=parsed.plan, faults=parsed.faults)
    return entry, context._replace(faults=parsed.faults, text=text)


def _apart(found: Iterable[Judged]) -> list[Judged]:
    """Findings whose cures leave each other alone: those of the text first, for they may make it readable."""
    several = list(found)
    chosen, end = list[Judged](), -1
    patches = [(patch.start, patch.end, place) for place, one in enumerate(several) for patch in one.mend if isinstance(patch, Patch)]
    for start, stop, place in sorted(patches):
        if start > end:
            chosen.append(several[place])
            end = stop
    taken = list[Path]()
    for one in () if patches else several:
        own = [cast(Edit, edit).path for edit in one.mend]
        if len(chosen) < _MOST and not any(_touch(path, other) for path in own for other in taken):
            chosen.append(one)
            taken += own
    return chosen


def _touch(one: Path, other: Path) -> bool:
    """Whether one path leads through what the other's edit changes, or both count places of the same list."""
    depth = min(len(one), len(other))
    listed = one[:-1] == other[:-1] and one[-1].isdigit()
    return listed or one[:depth] == other[:depth]


def _applied(entry: Entry, context: Context, batch: list[Judged]) -> tuple[str, list[Judged], list[tuple[Judged, str]]]:
    """The text with the cures; where they fail together, with the first that takes alone. Also those that took, and those that did not."""
    with suppress(ValueRefused, PlanUnreadable):
        return _changed(entry, context, [mend for one in batch for mend in one.mend]), batch, []
    failed: list[tuple[Judged, str]] = []
    for one in batch:
        try:
            return _changed(entry, context, one.mend), [one], failed
        except (ValueRefused, PlanUnreadable) as refusal:
            failed.append((one, refusal.message))
    return entry.text, [], failed


def _changed(entry: Entry, context: Context, mends: Iterable[Edit | Patch]) -> str:
    """The text with changes. Raises ValueRefused or PlanUnreadable where it cannot be trusted.

    An edit may bring no new fault, but for what is read for the first time because its field has the right name now.
    """
    changes = list(mends)
    patches = [mend for mend in changes if isinstance(mend, Patch)]
    if patches:
        return patched(entry.text, patches)
    doubted = next((fault for fault in entry.faults if fault.code in UNTRUSTED), None)
    if doubted:
        raise PlanUnreadable(f"another fault of the plan comes first ({doubted.code})")
    edits = [cast(Edit, mend) for mend in changes]
    text = splice(entry.text, edits, context.team)
    read_first = [(*edit.path[:-1], edit.value) for edit in edits if edit.op == "rename"]
    known = {_identity(fault) for fault in _broken(entry, context)}
    for fault in _broken(*_anew(entry, context, text)):
        if _identity(fault) not in known and not any(fault.path[: len(path)] == path for path in read_first):
            raise ValueRefused(fault.message)
    return text


def _broken(entry: Entry, context: Context) -> list[Fault]:
    """Errors of reading a plan and of what it names, whatever it asks to be silent about."""
    reading = (rule.module for rule in every_rule() if rule.category == "schema" and rule.severity == "error")
    return [fault for module in reading for fault in module.check(entry.plan, context)]


def _identity(fault: Fault) -> tuple[str, ...]:
    return fault.code, *fault.path, *fault.arguments
