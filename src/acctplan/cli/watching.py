"""`lint --watch`: what is saved is judged again, at the cost of what was saved."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from acctplan.errors import AcctplanError, FileRefused, ValueRefused
from acctplan.store.root import SETTINGS

from .context import Session
from .linting import Answer, Question, answered, report_for
from .outlets import STDOUT, Outlet, give

if TYPE_CHECKING:
    from acctplan.rules._lint import LintResult

_PER_PLAN = ("plans/", "facts/")
_WHOLE = ("acctplan.yaml", "team.yaml", "acctplan-baseline.jsonl", "templates/", "playbooks/")
_STREAMS = ("text", "concise", "jsonl")
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_MILLISECONDS = 50
"""How long further saves are waited for, so that one act of an editor is one answer."""
_LOOK_MILLISECONDS = 250
"""How often it is looked whether somebody interrupted."""
_MOST_SAID = 200
T = TypeVar("T")


def watched(session: Session, question: Question, wanted: list[Outlet]) -> int:
    """Give the findings, and give them anew after each save, until interrupted. Raises ValueRefused for what cannot be watched."""
    if [outlet.target for outlet in wanted] != [STDOUT] or wanted[0].name not in _STREAMS:
        raise ValueRefused(f"--watch shows {', '.join(_STREAMS)} and writes no file", "Leave --output out, or choose another --format.")
    if "-" in question.paths or session.options.get("as_of"):
        raise ValueRefused("--watch is for files that may be saved", "Name plans, or none for all of them.")
    saves = _saves(session.book)
    session.recording = None
    view = _View(session, question, wanted)
    next(saves)
    view.show(None)
    session.say("Watching; Ctrl-C ends.")
    for paths in saves:
        if paths:
            view.show(paths)
    return 0


class _View:
    """The findings as they were last given."""

    def __init__(self, session: Session, question: Question, wanted: list[Outlet]) -> None:
        self.options = session.options
        self.question = question
        self.wanted = wanted
        self.answer: Answer | None = None
        self.head: str | None = None
        self.known: set[str] = set()
        self.drawn = session.color and sys.stdout.isatty()

    def show(self, paths: set[str] | None) -> None:
        """Judge what was saved, all of the book without any, and give it; what is wrong with the book itself is told."""
        session = Session(self.options)
        try:
            head = session.repository.head if session.repository else None
            plans = _saved_plans(session.book, paths) if paths is not None and head == self.head else None
            self.head = head
            given = self._answer(session, plans)
            if given is not None:
                if self.drawn:
                    sys.stdout.write(_CLEAR)
                give(session, self.wanted, report_for(session, self.answer if self.drawn and self.answer else given))
                sys.stdout.flush()
                for why in given.closed if self.wanted[0].name != "text" else ():
                    session.say(f"acctplan: {why}.")
        except AcctplanError as error:
            session.say(f"acctplan: {error.message.rstrip('.')}. {error.hint}")
        finally:
            session.close()

    def _answer(self, session: Session, plans: set[str] | None) -> Answer | None:
        """What is new to be told; nothing where no plan that is asked about was saved."""
        from acctplan.store.shelf import account_ids

        from .targets import chosen_ids

        if plans is None or self.answer is None or not plans <= self.known:
            self.known = set(account_ids(session.source()))
            self.answer = answered(session, self.question)
            return self.answer

        asked = chosen_ids(session, self.question.paths)
        plans = plans if asked is None else plans & set(asked)
        if not plans:
            return None
        found = answered(session, self.question._replace(paths=sorted(plans)))
        self.answer = self.answer._replace(lint=merged(self.answer.lint, found.lint, plans), closed=found.closed)
        return found


def merged(before: LintResult, now: LintResult, plans: set[str]) -> LintResult:
    """The result of the book with those of some plans anew. What the rules over the book found stays as it was."""
    from acctplan.model.packed import in_order
    from acctplan.rules._judge import every_rule

    over_the_book = {rule.code for rule in every_rule() if not hasattr(rule.module, "check")}
    kept = [found for found in before.findings if found.plan not in plans or found.code in over_the_book]
    return replace(
        before,
        findings=tuple(sorted([*kept, *now.findings], key=in_order)),
        untouched=tuple(sorted([*_others(before.untouched, plans, lambda one: one.plan), *now.untouched], key=in_order)),
        suppressed=(*_others(before.suppressed, plans, lambda one: one.finding.plan), *now.suppressed),
    )


def _others(found: Iterable[T], plans: set[str], plan_of: Callable[[T], str]) -> list[T]:
    return [one for one in found if plan_of(one) not in plans]


def _saved_plans(book: Path, paths: set[str]) -> set[str] | None:
    """Ids of the plans that were saved; None where more than plans that were there before is to be judged."""
    if any(path.startswith(_WHOLE) or not (book / path).exists() for path in paths):
        return None
    return {PurePosixPath(path).stem for path in paths}


def _saves(book: Path) -> Iterator[set[str]]:
    """Files of the book that were saved, made or removed, by path in it, one set for each act; empty sets between them.

    From the first set on, which is empty unless somebody was quick, nothing is missed. A file whose name is no text stands for all of
    the book. Raises ValueRefused without the package, FileRefused where the system refuses to watch.
    """
    try:
        from watchfiles import watch
    except ImportError:
        raise ValueRefused("watching needs the package watchfiles", "Install it: pip install 'acctplan[watch]'") from None

    def of_the_book(_change: object, path: str) -> bool:
        return _inside(book, path) is not None

    def begun() -> Iterator[set[str]]:
        for batch in watch(
            book,
            watch_filter=of_the_book,
            debounce=10 * _MILLISECONDS,
            step=_MILLISECONDS,
            rust_timeout=_LOOK_MILLISECONDS,
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            yield {name for _, path in batch if (name := _inside(book, path))}

    return _kept_up(begun)


def _kept_up(begin: Callable[[], Iterator[set[str]]]) -> Iterator[set[str]]:
    """What a watch gives, begun anew where it stops over a name that is no text; one that gives nothing is not tried twice."""
    given = True
    while given:
        given = False
        try:
            for paths in begin():
                yield paths
                given = True
        except RuntimeError as error:
            if not given:
                raise FileRefused(f"the book cannot be watched: {str(error)[:_MOST_SAID]}", "Run it without --watch.") from None
            yield {SETTINGS}


def _inside(book: Path, path: str) -> str | None:
    """The path in the book of a file that `lint` reads."""
    if not path.startswith(f"{book}/"):
        return None
    name = path[len(str(book)) + 1 :]
    ours = name.endswith(".md" if name.startswith("plans/") else ".yaml") if name.startswith(_PER_PLAN) else name.startswith(_WHOLE)
    return name if ours else None
