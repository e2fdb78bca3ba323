"""A change to one plan, from edits to file and commit: checked before a byte is written, told in words after."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from typing import TYPE_CHECKING, Any

from acctplan.errors import PlanUnreadable, ValueRefused
from acctplan.model.edit import Edit
from acctplan.planfile.parse import UNTRUSTED, Parsed, parse
from acctplan.planfile.scan import hidden_characters
from acctplan.planfile.splice import splice

if TYPE_CHECKING:
    from acctplan.model.book import Entry
    from acctplan.model.finding import Fault

    from .context import Session

Texts = dict[str, tuple[str | None, str]]


def edited(session: Session, entry: Entry, edits: Sequence[Edit], places: Sequence[str] = (), *, forced: bool = False) -> str:
    """The plan's text with the edits. Raises ValueRefused for a value that does not fit its field; nothing is written.

    `places` says of each edit where it was asked for, such as a place in a JSON file: refusals begin with it. What an edit removes may
    still be named elsewhere only where that is `forced`.
    """
    _refuse_untrusted(session, entry)
    asked = dict(zip((edit.path for edit in edits), places, strict=True)) if places else {}
    for edit in edits:
        with _asked_at(asked, edit.path):
            refuse_hidden(".".join(edit.path), edit.value)
    text = _spliced(session, entry.text, edits, asked)
    touched = None if any(edit.op == "remove" for edit in edits) else {edit.path[0] for edit in edits}
    before, after = (parse(said, entry.id, session.team, session.settings.fiscal, touched) for said in (entry.text, text))
    known = {(fault.code, fault.path) for fault in before.faults if not any(fault.path[: len(edit.path)] == edit.path for edit in edits)}
    for fault in (*after.faults, *_strangers(session, before, after, edits, forced)):
        if (fault.code, fault.path) not in known:
            with _asked_at(asked, fault.path):
                raise ValueRefused(fault.message, "Nothing was written.")
    return text


def _spliced(session: Session, text: str, edits: Sequence[Edit], asked: Mapping[tuple[str, ...], str]) -> str:
    """The text with the edits; where one cannot be made and places are known, the refusal begins with the place of that one."""
    try:
        return splice(text, edits, session.team)
    except ValueRefused:
        for edit in edits if asked else ():
            with _asked_at(asked, edit.path):
                text = splice(text, [edit], session.team)
        raise


@contextmanager
def _asked_at(asked: Mapping[tuple[str, ...], str], path: tuple[str, ...]) -> Iterator[None]:
    """Begin a refusal with the place that asked for a path, for what holds it, or for something in it."""
    try:
        yield
    except ValueRefused as refusal:
        from .json_fields import step_in

        near = [(known, place) for known, place in asked.items() if known[: len(path)] == path[: len(known)]]
        if not near:
            raise
        known, place = near[0]
        raise ValueRefused(f"{reduce(step_in, path[len(known) :], place)}: {refusal.message}", refusal.hint, refusal.lines) from None


def _refuse_untrusted(session: Session, entry: Entry) -> None:
    """A plan that can be read two ways, or in which one id names two things, cannot be changed by id."""
    from acctplan import registry
    from acctplan.rules._context import Context

    from .context import located

    doubted = [fault for fault in entry.faults if fault.code in UNTRUSTED]
    if entry.plan is not None:
        rule = registry.load("acctplan.rules", "duplicate-id")
        doubted += rule.check(entry.plan, Context(session.today, session.settings, session.team))
    for fault in doubted:
        raise PlanUnreadable(located(entry, fault), "Correct it with `acctplan edit`.")


def refuse_hidden(field: str, value: Any) -> None:
    """Raise ValueRefused for a value with a character that nobody can see, or that no file can hold."""
    if isinstance(value, dict):
        for key, item in value.items():
            refuse_hidden(f"{field}.{key}", str(key))
            refuse_hidden(f"{field}.{key}", item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            refuse_hidden(field, item)
    elif isinstance(value, str) and (found := next(hidden_characters(f" {value}"), None)):
        raise ValueRefused(f"{field}: {found.message}", "Nothing was written.")
    elif isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueRefused(f"{field} holds bytes that are not UTF-8", "Nothing was written.")


def _strangers(session: Session, before: Parsed, after: Parsed, edits: Sequence[Edit], forced: bool) -> Iterator[Fault]:
    """Faults of a change that names somebody or something nobody knows, takes an id twice, or says what the settings do not allow."""
    from acctplan import registry
    from acctplan.rules._context import Context

    if after.plan is None or before.plan is None:
        return
    touched = tuple(edit.path for edit in edits)
    anywhere = not forced and any(edit.op == "remove" for edit in edits)
    now, then = (Context(session.today, session.settings, session.team, faults=faults) for faults in (before.faults, after.faults))
    by_settings = {path[0] for path in touched} & {"custom", "tier", "opportunities", "period"}
    for name in ("unknown-reference", "duplicate-id", *(("unknown-field", "wrong-type") if by_settings else ())):
        rule = registry.load("acctplan.rules", name)
        known = set(rule.check(before.plan, now))
        for fault in rule.check(after.plan, then):
            near = any(fault.path[: len(path)] == path or path[: len(fault.path)] == fault.path for path in touched)
            if (near or (anywhere and name == "unknown-reference")) and fault not in known:
                yield fault


def keep(session: Session, entry: Entry, text: str, message: str, done: str, notes: Sequence[str] = ()) -> bool:
    """Write the changed text, commit it if asked, tell what was done and below it the notes; whether anything changed."""
    if text == entry.text:
        session.say(f"{entry.file}: nothing to change.")
        return False
    if rehearsed(session, {entry.file: (entry.text, text)}):
        return True
    wanted = commit_wanted(session)
    surprises = save(session, {entry.file: (entry.text, text)}, session.options.get("message") or message, commit=wanted)
    show(session, {entry.file: (entry.text, text)})
    tell(session, f"{done}{' and committed' if wanted else ''}.", (*notes, *surprises))
    return True


def rehearsed(session: Session, texts: Texts) -> bool:
    """Whether this is a dry run, which shows the change and ends here."""
    if not session.options.get("dry_run"):
        return False
    _print(texts)
    session.say("Nothing was written: this is a dry run.")
    return True


def shown(session: Session) -> bool:
    """Whether the change itself goes to stdout: what a command would say there is left to the words on stderr."""
    return bool(session.options.get("dry_run") or session.options.get("diff"))


def show(session: Session, texts: Texts) -> None:
    """Print what was written as a diff, where --diff asks for it."""
    if session.options.get("diff"):
        _print(texts)


def _print(texts: Texts) -> None:
    for file, (old, new) in texts.items():
        sys.stdout.writelines(difference(file, old or "", new))


def tell(session: Session, done: str, notes: Sequence[str]) -> None:
    """Say what was done, and below it what the person may not expect of it."""
    session.say(done)
    for note in notes:
        session.say(f"  {note}")


def difference(file: str, old: str, new: str) -> list[str]:
    """The change as a unified diff, made inert."""
    from acctplan.formats._inert import inert

    lines = difflib.unified_diff(_lines(old), _lines(new), f"a/{file}", f"b/{file}", n=1, lineterm="")
    return [inert(line) + "\n" for line in lines]


def _lines(text: str) -> list[str]:
    """Lines as editors count them, without their endings."""
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []


def save(session: Session, texts: Texts, message: str, *, commit: bool) -> tuple[str, ...]:
    """Write files (path: text before, None for a new one, and after) and commit exactly them if asked; notes on the commit."""
    from acctplan.store import files

    if commit and session.repository is None:
        raise ValueRefused("there is no git repository here to commit to", "Run `git init` in the book, or leave out --commit.")
    changes = {
        files.below(session.book, path): (old.encode("utf-8") if old is not None else None, new.encode("utf-8"))
        for path, (old, new) in texts.items()
    }
    if commit and session.repository:
        from acctplan.store.commit import write

        return write(session.repository, changes, message).notes
    files.write_all(changes)
    return ()


def commit_wanted(session: Session) -> bool:
    """Whether to commit: --commit or -m says so, else the setting; `ask` asks at a terminal."""
    if session.options.get("commit") or session.options.get("message"):
        return True
    if session.settings.commit == "always":
        return session.repository is not None
    if session.settings.commit == "ask" and session.interactive and session.repository:
        import typer

        return typer.confirm("Commit this change?", default=False, err=True)
    return False
