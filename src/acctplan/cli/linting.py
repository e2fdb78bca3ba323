"""What `lint` was asked, what it found, and the report of it that each format is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from acctplan.errors import ValueRefused
from acctplan.named_tuple import NamedTuple

if TYPE_CHECKING:
    from acctplan.analysis.portfolio import AccountRow
    from acctplan.report import Report
    from acctplan.rules._lint import LintResult

    from .context import Session


class Question(NamedTuple):
    """Which plans, which rules, and since which state the changes count; `rows` asks whose each account is."""

    paths: list[str]
    select: list[str]
    ignore: list[str]
    changed_since: str = ""
    stdin_name: str = ""
    rows: bool = False
    baseline: str = ""


class Answer(NamedTuple):
    """The findings, why some file could not be opened, and a row for each account where asked."""

    lint: LintResult
    closed: tuple[str, ...] = ()
    rows: tuple[AccountRow, ...] = ()

    @property
    def whole(self) -> LintResult:
        """The findings with notes of the files that were not checked."""
        return replace(self.lint, notes=(*self.lint.notes, *(f"Not checked: {why}." for why in self.closed)))


def words_of(text: str) -> list[str]:
    """Words between commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def answered(session: Session, question: Question) -> Answer:
    """The findings of the plan on stdin, of plans of the book, or of what changed."""
    from .baselining import with_baseline
    from .survey import linter_of, surveyed
    from .targets import chosen_ids, from_stdin

    if question.changed_since and "-" in question.paths:
        raise ValueRefused("stdin has no history to compare with", "Name the plan, or leave --changed-since out.")
    if question.paths == ["-"]:
        entry = from_stdin(session, question.stdin_name)
        return Answer(linter_of(session, question.select, question.ignore).alone(entry))
    ids = chosen_ids(session, question.paths)
    if question.changed_since:
        from .changed import changed

        return changed(session, question, ids)
    found = surveyed(session, ids, question.select, question.ignore, rows=question.rows)
    return Answer(with_baseline(session, question, ids is None, found), found.closed, found.rows)


def answered_anew(session: Session, question: Question) -> Answer:
    """The same of the book as it is now: files were written, and commits may have been made, since it was read."""
    from .context import open_session

    now = open_session(session.options)
    try:
        return answered(now, question)
    finally:
        now.close()


def report_for(session: Session, answer: Answer, *, counting: bool = False, suppressed: bool = False) -> Callable[[str], Report]:
    """The report that a format is made from; with `counting`, how many findings each rule has.

    `suppressed` shows the suppressed ones too, where people read.
    """

    def report(name: str) -> Report:
        result = answer.whole
        if counting:
            from acctplan.analysis.tally import tally
            from acctplan.views.statistics import view as by_rule

            return by_rule(tally(result.findings, result.checked))
        if name == "html":
            from acctplan.views.lint_by_owner import OwnedFindings, view

            team = session.team
            owners = {row.plan: team.name(row.owner) if row.owner else "" for row in answer.rows}
            return view(OwnedFindings(result, owners, {row.plan: row.account for row in answer.rows}))
        if name == "markdown":
            from acctplan.views.lint_comment import view as comment

            return comment(result)
        if suppressed and name == "text":
            from acctplan.views.lint_suppressed import view as all_of_them

            return all_of_them(result)
        from acctplan.views.lint import view as by_plan

        listing = name in ("github", "gitlab", "sarif", "junit")
        return by_plan(result)._replace(base=session.repository.prefix if listing and session.repository else "")

    return report
