"""The plain planning day: asks and shows; what answers mean is decided in the core."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from acctplan.analysis.agenda import Agenda, Ask, Topic, agenda, edits_for, refusal
from acctplan.analysis.difference import BookDifference, difference
from acctplan.errors import AcctplanError
from acctplan.formats import text
from acctplan.formats._inert import inert
from acctplan.formats._layout import wrap
from acctplan.views.review import topic_view

from .change import edited, save, tell
from .findings import portfolio_and_findings

if TYPE_CHECKING:
    from .context import Session


class _Stopped(Exception):
    """The person has had enough for today; holds what was answered of the account at hand."""

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__()
        self.answers = answers


def agenda_of(session: Session, owner: str, top: int, plans: list[str]) -> tuple[Agenda, bool]:
    """The agenda of today for the book, for one owner's accounts, or for some plans; and whether all of these could be read."""
    result, book, findings = portfolio_and_findings(session, owner=owner)
    whole = agenda(book, result, findings, today=session.today)
    topics = [topic for topic in whole.topics if not plans or topic.plan in plans]
    asked = [entry for key, entry in book.entries.items() if not plans or key in plans]
    readable = not (book.closed and not plans) and all(entry.plan or not entry.planned for entry in asked)
    return Agenda(whole.on, tuple(topics[:top] if top else topics)), readable


def hold(session: Session, result: Agenda) -> bool:
    """Go through what is left of the agenda; whether all that was answered is saved. Each account is saved before the next."""
    done, saved = 0, True
    for topic in result.left:
        sys.stdout.write(
            text.render(
                topic_view(topic, f"{len(result.topics) - len(result.left) + done + 1}/{len(result.topics)}", _since(session, topic)),
                width=session.width,
                color=session.color,
            )
        )
        try:
            answers = _answers(topic, session.width)
        except _Stopped as stop:
            if any(stop.answers.values()):
                saved &= _save(session, topic, stop.answers, held=False)
            session.say(f"Stopped. {len(result.left) - done} left: the next `acctplan review` goes on here.")
            return saved
        done += 1
        if answers is None:
            session.say(f"{topic.plan}: passed over.")
        else:
            saved &= _save(session, topic, answers)
    session.say(f"Done: {done} looked at on {result.on}.")
    return saved


def _since(session: Session, topic: Topic) -> BookDifference | None:
    if topic.reviewed_on is None or session.repository is None:
        return None
    try:
        before = session.state(topic.reviewed_on.isoformat())
    except AcctplanError:
        return None
    now = session.state("WORKTREE")
    return difference(session.read(before, [topic.plan]), session.read(now, [topic.plan]), old_said=before.said, new_said=now.said)


def _answers(topic: Topic, width: int) -> dict[str, str] | None:
    """What the person says to each question; None to pass this account over. Lines are of at most `width` columns."""
    sys.stdout.write(f"\n{_fitted('Enter keeps what stands. s passes this account over, q stops.', width)}\n")
    answers: dict[str, str] = {}
    for ask in topic.asks:
        said = _answer(ask, width)
        if said is None:
            raise _Stopped(answers)
        if said == "s":
            return None
        answers[ask.about] = said
    return answers


def _answer(ask: Ask, width: int) -> str | None:
    now = f" [{ask.now}]" if ask.now else ""
    while True:
        sys.stdout.write(_fitted(f"{ask.words}{now} ({ask.choices}):", width) + " ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        said = line.strip()
        if not sys.stdin.isatty():
            sys.stdout.write(inert(said) + "\n")
        if not line or said == "q":
            return None
        trouble = "" if said == "s" else refusal(ask, said) if said.isprintable() else "Answer in plain characters."
        if not trouble:
            return said
        sys.stdout.write(f"  {_fitted(trouble, width - 2)}\n")


def _fitted(words: str, width: int) -> str:
    """The words, inert, in lines that break between words; the later ones are indented."""
    return "\n  ".join(wrap(inert(words), width - 2))


def _save(session: Session, topic: Topic, answers: dict[str, str], *, held: bool = True) -> bool:
    """One commit for one account; whether it is saved. A plan that cannot be written is told, and the day goes on."""
    try:
        entry = session.entry(topic.plan, session.state("WORKTREE"))
        edits = edits_for(topic, session.plan(entry), answers, today=session.today, by=session.me, held=held)
        new = edited(session, entry, edits)
        if new == entry.text:
            return True
        notes = save(session, {entry.file: (entry.text, new)}, f"Planning day: {topic.account}", commit=session.repository is not None)
    except AcctplanError as error:
        tell(session, f"{topic.plan}: {error.message}. {error.hint}", error.lines)
        return False
    answered = sum(map(bool, answers.values()))
    tell(session, f"{topic.plan}: saved{' and committed' if session.repository else ''} ({answered} answers).", notes)
    return True
