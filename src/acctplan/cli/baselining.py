"""The baseline of a book: findings that are known since it began to be checked, read, set apart, written anew and shown."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from acctplan.errors import PlanUnreadable, ValueRefused
from acctplan.store import files
from acctplan.store.root import BASELINE

if TYPE_CHECKING:
    from acctplan.model.finding import Finding
    from acctplan.rules._baseline import Debt, Kept
    from acctplan.rules._judge import Rule
    from acctplan.rules._lint import LintResult

    from .context import Session
    from .linting import Question
    from .survey import Survey


def with_baseline(session: Session, question: Question, whole: bool, found: Survey) -> LintResult:
    """What was found, with what the baseline holds set apart; `whole` tells that the whole book was checked."""
    data = _bytes(session, question.baseline)
    if data is None:
        return found.lint
    from dataclasses import replace

    from acctplan.model.packed import in_order
    from acctplan.rules._baseline import set_apart
    from acctplan.rules._judge import chosen_rules

    file = _name(session, question.baseline)
    kept = _read(data, file)
    result = set_apart(found.lint, kept, {plan for plan, _ in found.unreadable})
    rules = chosen_rules(session.settings, question.select, question.ignore)
    stale = _stale(session, file, rules, _gone(found, kept, rules, None if whole else set(found.ids)))
    return replace(result, findings=tuple(sorted((*result.findings, *stale), key=in_order))) if stale else result


def _bytes(session: Session, named: str) -> bytes | None:
    """The bytes of the baseline; None where the book has none. Raises ValueRefused for a named file that is not there."""
    if not named:
        return files.read(session.book / BASELINE)
    if session.recording:
        session.recording.whole = False
    data = files.read(Path(named))
    if data is None:
        raise ValueRefused(f"there is no file {named[-80:]}", "Write one with `acctplan baseline write`.")
    return data


def _name(session: Session, named: str) -> str:
    return os.path.relpath(named, session.book).replace(os.sep, "/") if named else BASELINE


def _read(data: bytes, file: str) -> dict[str, Kept]:
    """The lines by fingerprint. Raises PlanUnreadable with file:line:col."""
    from acctplan.model.finding import Fault, Position
    from acctplan.planfile.decode import decode
    from acctplan.planfile.limits import BASELINE_BYTES
    from acctplan.rules._baseline import read_baseline

    text = decode(data, BASELINE_BYTES)
    kept = text if isinstance(text, Fault) else read_baseline(text)
    if isinstance(kept, Fault):
        at = kept.at or Position()
        raise PlanUnreadable(f"{file}:{at.line}:{at.column}: {kept.message}", "Correct the file, or take it back with git.")
    return kept


def _gone(found: Survey, kept: dict[str, Kept], rules: Iterable[Rule], plans: set[str] | None) -> list[Kept]:
    """Lines whose findings are no more, as far as this run can tell: of what it asked, and of plans it could read."""
    from acctplan.rules._baseline import gone
    from acctplan.rules._judge import every_rule
    from acctplan.rules._suppress import tells

    if found.closed:
        return []
    ran = {rule.name for rule in rules if tells(rule, whole=plans is None, history=not found.lint.notes)}
    nobodys = {one.rule for one in kept.values()} - {rule.name for rule in every_rule()}
    judged = {one.plan for one in kept.values()} if plans is None else plans
    return gone(found.lint, kept, ran | nobodys, judged - {plan for plan, _ in found.unreadable})


def _stale(session: Session, file: str, rules: Iterable[Rule], lines: list[Kept]) -> list[Finding]:
    """The findings about such lines, where their rule was asked."""
    from acctplan.model.book import Book, Entry
    from acctplan.rules._baseline import STALE
    from acctplan.rules._context import Context
    from acctplan.rules._judge import judge_book

    by_plan: dict[str, list[Kept]] = {}
    for line in lines:
        by_plan.setdefault(line.plan, []).append(line)
    asked = [rule for rule in rules if rule.code == STALE]
    context = Context(session.reckoned, session.settings, session.team, stale=by_plan)
    return list(judge_book(Book(session.settings), context, asked, lambda plan: Entry(plan, file)))


def debt_of(session: Session) -> tuple[Debt, bytes | None]:
    """What the baseline holds, what it could hold now, and its bytes. Raises ValueRefused for a book that cannot be read whole."""
    from acctplan.rules._baseline import Debt, keepable
    from acctplan.rules._judge import chosen_rules

    from .survey import surveyed

    try:
        found = surveyed(session)
    finally:
        session.close()
    if found.closed:
        raise ValueRefused(f"the book cannot be checked whole: {found.closed[0]}", "Open the file first.")
    for _, file in found.unreadable:
        session.say(f"{file} cannot be read: that is no debt to keep. Correct it first.")
    data = files.read(session.book / BASELINE)
    kept = _read(data, BASELINE) if data is not None else {}
    unreadable = {plan for plan, _ in found.unreadable}
    lines = _gone(found, kept, chosen_rules(session.settings), None)
    return Debt(tuple(kept.values()), tuple(lines), tuple(keepable(found.lint.findings, unreadable).values())), data


def write_baseline(session: Session, *, accept: bool) -> None:
    """Write the baseline anew. Raises ValueRefused where one is there already and would grow, unless that is accepted."""
    debt, data = debt_of(session)
    new = debt.new
    if data is not None and new and not accept:
        many = f"{len(new)} findings are" if len(new) > 1 else "a finding is"
        shown = [f"{one.plan}: {one.rule} {one.path}".rstrip() for one in new[:5]]
        raise ValueRefused(f"{many} not in the baseline, which is not to grow", "Correct the plans, or add --accept-new.", shown)
    _keep(session, data, [*debt.left, *new], f"{len(debt.left) + len(new)} findings in the baseline")


def prune_baseline(session: Session) -> None:
    """Take the lines out of the baseline whose findings are gone."""
    debt, data = debt_of(session)
    if data is None:
        raise ValueRefused(f"there is no {BASELINE} in the book", "Write one with `acctplan baseline write`.")
    count = len(debt.gone)
    _keep(session, data, debt.left, f"{count} line{'s' if count != 1 else ''} taken out of the baseline, {len(debt.left)} left")


def _keep(session: Session, data: bytes | None, lines: Iterable[Kept], done: str) -> None:
    from acctplan.planfile.limits import BASELINE_BYTES
    from acctplan.rules._baseline import written

    from .change import commit_wanted, rehearsed, save, show, tell

    old, text = data.decode("utf-8") if data is not None else None, written(lines)
    if text == old:
        session.say(f"{BASELINE}: nothing to change.")
        return
    if len(text) > BASELINE_BYTES:
        raise ValueRefused(f"a baseline of {BASELINE_BYTES // 2**20} MiB would not be read again", "Switch off the rules that find most.")
    change = {BASELINE: (old, text)}
    if rehearsed(session, change):
        return
    wanted = commit_wanted(session)
    notes = save(session, change, session.options.get("message") or "Write the baseline of known findings", commit=wanted)
    show(session, change)
    tell(session, f"{done}{', committed' if wanted else ''}.", notes)
