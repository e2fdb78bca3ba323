"""Whether a snapshot is still what was kept: what its tag says of itself, held against what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from acctplan.model.period import FiscalYear, beyond, parse_period
from acctplan.model.snapshot import KeptTag
from acctplan.pattern import Pattern

_TITLE = Pattern(r"Snapshot (\S+)")
_LINE = Pattern(r"^(acctplan|Commit|Settings) (\S+)$")


@dataclass(frozen=True)
class Kept:
    """A snapshot and what is wrong with it, a line each. `version` and `settings` are None where the tag notes none."""

    period: str
    tag: str
    commit: str | None
    version: str | None
    settings: str | None
    signed: bool
    drift: tuple[str, ...]


def note(period: str, message: str, version: str, commit: str, settings: str, text: str) -> str:
    """What a snapshot's tag says: its period, the maker's words, and what `kept` holds it against later.

    `settings` is the digest of the settings, `text` the settings themselves.
    """
    facts = f"acctplan {version}\nCommit {commit}\nSettings {settings}"
    lines = "\n".join(f"    {line}" for line in text.splitlines())
    return "\n\n".join(part for part in (f"Snapshot {period}", message, facts, f"acctplan.yaml at this commit:\n{lines}") if part)


def kept(tag: KeptTag, fiscal: FiscalYear) -> Kept:
    """What a tag notes, and what of it is no longer so."""
    noted = _noted(tag.message)
    return Kept(
        tag.period, tag.tag, tag.commit, noted.get("acctplan"), noted.get("Settings"), tag.signed, tuple(_drift(tag, noted, fiscal))
    )


def _noted(message: str) -> dict[str, str]:
    """What a message notes by its first words; the maker's own words stand above, so the last line counts."""
    return {found[1]: found[2] for line in message.splitlines() if (found := _LINE.match(line))}


def _drift(tag: KeptTag, noted: dict[str, str], fiscal: FiscalYear) -> list[str]:
    if tag.commit is None:
        return ["it holds no commit of the book"]
    period = parse_period(tag.period, fiscal)
    title = _TITLE.match(tag.message)
    commit, settings = noted.get("Commit"), noted.get("Settings")
    late = period and tag.committed_on and tag.committed_on > period.ends_on
    found = {
        "it is a bare tag that says neither when nor by whom it was made": not tag.annotated,
        beyond(tag.period, fiscal) or f"“{tag.period[:40]}” names no period": period is None,
        f"it was made under the name {tag.name[:60]}": tag.annotated and tag.name != tag.tag,
        f"its message is of {title[1][:40] if title else ''}": title is not None and title[1] != tag.period,
        f"it was made on {(commit or '')[:8]} and stands on {tag.commit[:8]}": commit is not None and commit != tag.commit,
        f"its commit is of {tag.committed_on}, after the period's end on {period and period.ends_on}": bool(late),
        "the settings there are not those it was made with": settings is not None and settings != tag.settings,
        "no branch leads to its commit": not tag.reachable,
    }
    return [words for words, wrong in found.items() if wrong]
