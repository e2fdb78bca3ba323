"""What a reader has seen of a book: a mark for each, in the person's own folder for states and never in the book."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path

from acctplan.errors import FileRefused
from acctplan.named_tuple import NamedTuple
from acctplan.pattern import Pattern

from . import files

_HASH = Pattern(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Mark(NamedTuple):
    """The commit that was the last when a reader looked, and the day of that look."""

    commit: str
    on: date


def mark_file(book: Path, view: Sequence[str]) -> Path:
    """Where the mark of a view of a book lies: `view` holds the reader's id and what narrows the view.

    Raises FileRefused for who has no home.
    """
    words = "\0".join([str(book), *view])
    try:
        return _folder() / "seen" / f"{blake2b(words.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}.json"
    except RuntimeError:
        raise FileRefused("there is no home folder to keep a mark in", "Set HOME, or say --since.") from None


def read_mark(path: Path) -> Mark | None:
    """The mark a file holds; None without one, or for a file that holds something else. Raises FileRefused."""
    try:
        data = files.read(path)
    except FileRefused as refusal:
        raise FileRefused(f"the mark of what was seen cannot be read: {path.parent}: {refusal.message}", "Move it away.") from None
    try:
        said = json.loads(data) if data else None
        mark = Mark(said["commit"], date.fromisoformat(said["on"])) if isinstance(said, dict) else None
        return mark if mark and _HASH.fullmatch(mark.commit) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def write_mark(path: Path, mark: Mark) -> None:
    """Keep a mark in place of the one before. Raises FileRefused."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise FileRefused(f"{path.parent} cannot be made", "Check its permissions, or run it without --seen.") from None
    text = json.dumps({"commit": mark.commit, "on": mark.on.isoformat()}) + "\n"
    files.write(path, text.encode(), files.read(path))


def _folder() -> Path:
    """The folder for states as the platform has it."""
    if sys.platform == "linux":
        said = os.environ.get("XDG_STATE_HOME", "")
        return (Path(said) if Path(said).is_absolute() else Path.home() / ".local" / "state") / "acctplan"
    from platformdirs import user_state_path

    return user_state_path("acctplan")
