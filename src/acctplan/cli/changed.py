"""The findings of what changed since another branch: those of touched items, and those that the change brought about elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from acctplan.errors import ValueRefused

from .context import Session

if TYPE_CHECKING:
    from acctplan.model.book import Entry
    from acctplan.rules._lint import LintResult

    from .linting import Question

_PER_PLAN = ("plans/", "facts/")


def only_changed(session: Session, question: Question, found: LintResult) -> LintResult:
    """The result with the findings that a change since `question.changed_since` answers for.

    Those are the findings of touched items, and those that were not there before. What the day alone brings about on other
    items is set apart. Raises ValueRefused, RevisionUnknown or HistoryShallow.
    """
    from acctplan.analysis.touched import is_touched

    before = _before(session, question.changed_since)
    paths = _touched_paths(session, before)
    plans = sorted({PurePosixPath(path).stem for path in paths if path.startswith(_PER_PLAN)})
    everywhere = any(not path.startswith(_PER_PLAN) for path in paths)
    items = _touched_items(session, before, plans)
    known = _known(before, question, None if everywhere else plans)
    clock = _clock_rules()
    mine, aside = [], []
    for finding in found.findings:
        path = tuple(finding.path.split(".")) if finding.path else ()
        if is_touched(path, items.get(finding.plan, ())):
            mine.append(finding)
        elif finding.code in clock:
            aside.append(finding)
        elif (everywhere or finding.plan in plans) and finding.fingerprint not in known:
            mine.append(finding)
    return replace(found, findings=tuple(mine), untouched=tuple(aside))


def _before(session: Session, words: str) -> Session:
    """The book as it was where this branch and the named one part, asked on the same day."""
    from acctplan.store.shelf import read_desk
    from acctplan.store.touched import base_of

    if session.options.get("as_of"):
        raise ValueRefused("--changed-since tells of the work tree, not of --as-of", "Leave one of them out.")
    state = session.state(words)
    assert session.repository is not None
    commit = base_of(state, session.repository)
    before = Session({**session.options, "as_of": f"git:{commit}", "today": str(session.today)})
    before.book = session.book
    before.repository = session.repository
    before.desk = read_desk(before.source())
    return before


def _touched_paths(session: Session, before: Session) -> set[str]:
    from acctplan.store.touched import touched_paths

    assert session.repository is not None
    return touched_paths(session.repository, before.now.commit or "")


def _touched_items(session: Session, before: Session, plans: list[str]) -> dict[str, frozenset[tuple[str, ...]]]:
    """Touched items of each plan that differs; everything in one that is new or cannot be read on one side."""
    from acctplan.analysis.changes import changes
    from acctplan.analysis.touched import WHOLE, touched_items

    old, new = before.read(only=plans, lenient=True).entries, session.read(only=plans, lenient=True).entries

    def items(was: Entry | None, now: Entry) -> frozenset[tuple[str, ...]]:
        if was is None or was.plan is None or now.plan is None:
            return WHOLE if was is None or was.text != now.text else frozenset()
        return touched_items(changes(was.plan, now.plan))

    return {key: items(old.get(key), entry) for key, entry in new.items()}


def _known(before: Session, question: Question, plans: list[str] | None) -> set[str]:
    """Fingerprints of the findings that were there before."""
    from .survey import surveyed

    try:
        found = surveyed(before, plans, question.select, question.ignore).lint
        return {finding.fingerprint for finding in found.findings}
    finally:
        before.close()


def _clock_rules() -> set[str]:
    from acctplan.rules._judge import every_rule

    return {rule.code for rule in every_rule() if getattr(rule.module, "CLOCK", False)}
