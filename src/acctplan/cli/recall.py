"""A command that only reads need not find out twice what it said: same question, same contents, same day, same answer.

What it said is kept with its exit code. Nothing is kept of a run that took in what its key does not hold, or while which
the book changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from acctplan.errors import AcctplanError

if TYPE_CHECKING:
    from .carry_out import Asked
    from .context import Session

_SURROUNDINGS = ("ACCTPLAN_ME", "GIT_AUTHOR_EMAIL", "TZDIR", "PYTHONTZPATH")


def recalled(session: Session, module: ModuleType, asked: Asked, perform: Callable[[], Any]) -> Any:
    """Give the answer that was given before, else find it and keep it; the exit code.

    `module.RECALLS` names the parameter that holds the plans asked about, empty for a command about the whole book; `module.REFERS`
    the one whose words may name commits.
    """
    values = asked.values
    words = _words(values.get(module.RECALLS))
    named = _words(values.get(getattr(module, "REFERS", "")))
    beside = values.get("files") or any("INDEX" in word or word.endswith(".md") for word in named)
    if session.options.get("no_cache") or session.options.get("as_of") or "-" in words or beside:
        return perform()
    session.ask_git()
    from acctplan.store.answers import answers

    from .reading_again import as_read
    from .stamp import stamp

    accounts = None if not words or any(map(_is_path, words)) else words
    contents = _contents(session, accounts)
    since = _names(session) if named else _since(session, values)
    if contents is None or since is None:
        return perform()
    kept = answers(stamp())
    zone = "zone:" + _settings_digest(session)
    if not session.day_is_said:
        session.zone_name = kept.get(zone)
    options = {name: value for name, value in session.options.items() if name != "jobs"}
    question = [module.__name__, values, options, str(session.book), str(Path.cwd()), session.width, session.color]
    question += [contents, since, [os.environ.get(name) for name in _SURROUNDINGS]]
    answer = kept.get(_key(question, session)) if session.day_is_said or session.zone_name else None
    if answer is not None:
        return _told_again(session, answer)
    from .recording import Recording

    session.recording = recording = Recording()
    code = perform()
    if recording.whole and _contents(session, accounts, again=True) == contents:
        answer = recording.answer(int(code or 0))
        kept.put({zone: session.settings.time_zone, _key(question, session): answer, **as_read(asked)})
    return code


def _words(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _since(session: Session, values: Mapping[str, Any]) -> str | None:
    """The commit that --changed-since names now, empty without the option; None for what no commit's name tells."""
    said = values.get("changed_since")
    if not said:
        return ""
    return session.repository.hash_of(said) if session.repository else None


def _names(session: Session) -> str:
    """Every name that stands for a commit, as a digest."""
    from acctplan.store.contents import names_of

    return names_of(session.repository) if session.repository else ""


def _is_path(word: str) -> bool:
    return "/" in word or word.endswith(".md") or os.path.isdir(word)  # noqa: PTH112 - says no to a name no folder can have


def _key(question: list[Any], session: Session) -> str:
    said = json.dumps([*question, str(session.today)], sort_keys=True, default=str)
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def _contents(session: Session, accounts: list[str] | None, *, again: bool = False) -> tuple[str, str] | None:
    """What the book holds as this run begins, or once more, and what its baseline does; None where that cannot be told."""
    from acctplan.store.contents import digest_of, listing_of
    from acctplan.store.root import BASELINE

    try:
        asked = accounts is None and session.repository is not None
        listing = None if not asked else listing_of(session.repository) if again and session.repository else session.listing
        digest = digest_of(session.book, session.repository, accounts, listing)
        return None if digest is None else (digest, _digest(session, BASELINE))
    except AcctplanError:
        return None


def _settings_digest(session: Session) -> str:
    from acctplan.store.root import SETTINGS

    return _digest(session, SETTINGS)


def _digest(session: Session, name: str) -> str:
    """A file of the book's root as a digest; that of nothing where there is none."""
    from acctplan.store import files

    return blake2b(files.read(session.book / name) or b"", digest_size=20).hexdigest()


def _told_again(session: Session, answer: Mapping[str, Any]) -> int:
    from .emit import deliver_pieces
    from .recording import said_again

    for name, text, target in answer["said"]:
        if name:
            deliver_pieces(session, said_again(text), name, target)
        else:
            session.say(text)
    return int(answer["code"])
