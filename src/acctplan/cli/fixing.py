"""What `lint --fix` does: cures the findings that know a cure, plan by plan, writes the plans, and tells what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from acctplan.analysis.belief_age import NO_AGES, Ages
from acctplan.errors import ValueRefused
from acctplan.named_tuple import NamedTuple

if TYPE_CHECKING:
    from acctplan.model.book import Book, Entry
    from acctplan.model.finding import Finding
    from acctplan.rules._lint import LintResult

    from .context import Session
    from .linting import Question

_REMOVING = ("AP408",)


class Wish(NamedTuple):
    """What is to be cured, and how it is written: `unsafe` cures too, `diff` to show them and write nothing."""

    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    commit: bool = False
    message: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is to be cured."""
        return self.fix or self.diff


def checked(session: Session, wish: Wish, question: Question) -> Wish:
    """The wish, if it can be granted. Raises ValueRefused."""
    if not wish.any and (wish.unsafe or wish.commit or wish.message):
        option = "--unsafe-fixes" if wish.unsafe else "--commit" if wish.commit else "--message"
        raise ValueRefused(f"{option} is about fixes, and none are asked for", "Add --fix, or leave it out.")
    if wish.any and "-" in question.paths:
        raise ValueRefused("a plan from stdin has no file to write", "Name a plan of the book.")
    if wish.any and session.options.get("as_of"):
        raise ValueRefused("the past cannot be fixed", "Leave out --as-of.")
    return wish


def fix_found(session: Session, question: Question, wish: Wish, found: LintResult) -> bool:
    """Cure what can be cured of these findings, and of what that brings to light; whether a plan changed or would change."""
    from .anew import anew
    from .context import open_session

    plans = sorted({finding.plan for finding in found.findings if _curable(finding, wish)})
    if session.recording:
        session.recording.whole = False
    if not plans:
        session.say("Nothing to fix.")
        return False
    options = {**session.options, "output": None, "commit": wish.commit, "message": wish.message, "dry_run": wish.diff}

    def act(own: Session) -> bool:
        try:
            return _fixed(own, question, wish, found, plans)
        finally:
            own.close()

    return bool(anew(lambda: open_session(options), act))


def _curable(finding: Finding, wish: Wish) -> bool:
    return finding.fix == "safe" or (wish.unsafe and finding.fix == "unsafe")


def _fixed(session: Session, question: Question, wish: Wish, found: LintResult, plans: list[str]) -> bool:
    from acctplan.rules._fix import mended

    from .mechanical import keep_all
    from .survey import linter_of

    linter = linter_of(session, question.select, question.ignore)
    book = session.read(only=plans, lenient=True)
    wanted = _chooser(session, question, wish, found, book)
    changed: dict[str, tuple[Entry, str, str]] = {}
    cured = 0
    with _history(session, book) as ages:
        for entry in book.entries.values():
            done = mended(entry, linter.context_of(entry, ages(entry)), linter.rules, wanted)
            for finding, why in done.refused:
                session.say(f"Not fixed: {entry.file}:{finding.line}:{finding.column}: {finding.code}: {why.rstrip('.')}.")
            cured += len(done.cured)
            if done.text != entry.text:
                changed[entry.file] = (entry, done.text, _words(done.cured))
    if changed:
        keep_all(session, changed, f"Fix {_count(cured)}", meant=True)
    session.say(f"{_count(cured)} {'would be fixed' if wish.diff else 'fixed'}." if changed else "Nothing was fixed.")
    return bool(changed)


@contextmanager
def _history(session: Session, book: Book) -> Iterator[Callable[[Entry], Ages]]:
    """What tells the ages of the plans, and lets go of git afterwards."""
    chronicle = session.chronicle({entry.file: key for key, entry in book.entries.items()})
    try:
        yield chronicle.ages if chronicle else lambda _entry: NO_AGES
    finally:
        if chronicle:
            chronicle.close()


def _chooser(session: Session, question: Question, wish: Wish, found: LintResult, book: Book) -> Callable[[Finding], bool]:
    """Which findings are to be cured: none that somebody asked not to hear of; only the asked ones, where changes alone count.

    What removes text for good is done only where git holds the file as it is.
    """
    spared = {one.finding.fingerprint for one in found.suppressed}
    named = {finding.fingerprint for finding in found.findings} if question.changed_since else None
    held = _held(session, [entry.file for entry in book.entries.values()]) if wish.unsafe else set()

    removing = {finding.file for finding in found.findings if finding.code in _REMOVING and _curable(finding, wish)}
    for file in sorted(removing - held):
        session.say(f"Not fixed: {file}: {', '.join(_REMOVING)} takes text away, and git does not hold the file as it is. Commit it first.")

    def wanted(finding: Finding) -> bool:
        asked = _curable(finding, wish) and finding.fingerprint not in spared and (named is None or finding.fingerprint in named)
        return asked and (finding.code not in _REMOVING or finding.file in held)

    return wanted


def _held(session: Session, plans: list[str]) -> set[str]:
    """The files that the commit at HEAD holds as they are."""
    from acctplan.store.tracked import at, blobs_of

    repository = session.repository
    if repository is None or not repository.head:
        return set()
    names = {f"{repository.prefix}{file}": file for file in plans}
    committed, now = at(repository, repository.head, names), blobs_of(repository, names)
    return {file for name, file in names.items() if name in now and committed.get(name, "").split()[1:2] == [now[name]]}


def _words(cured: Iterable[Finding]) -> str:
    """What was cured in one plan, rule by rule: `AP109, 2 × AP118 fixed`."""
    counts = Counter(finding.code for finding in cured)
    return f"{', '.join(code if many == 1 else f'{many} × {code}' for code, many in sorted(counts.items()))} fixed"


def _count(findings: int) -> str:
    return f"{findings} finding{'' if findings == 1 else 's'}"
