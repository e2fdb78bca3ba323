"""The files a new book starts with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from acctplan.errors import GitFailed
from acctplan.model.identifier import slug_of
from acctplan.planfile.emit import emit_entry
from acctplan.resources import shipped

from . import files
from .git_process import run
from .root import SETTINGS

FOLDER = "book"


def start_book(folder: Path, extra: Mapping[str, str], *, dry_run: bool = False) -> tuple[list[str], list[str]]:
    """Write the starting files and some more (path: text) below a folder; (made, kept). Nothing that exists is touched.

    Raises FileRefused before anything is made where a folder on the way is a link.
    """
    made, kept = [], []
    texts = sorted({**_texts(folder), **extra}.items())
    for target, path, text in [(files.below(folder, path), path, text) for path, text in texts]:
        if target.exists() or target.is_symlink():
            kept.append(path)
            continue
        made.append(path)
        if not dry_run:
            files.write(target, text.encode("utf-8"), None)
    return made, kept


def _texts(folder: Path) -> dict[str, str]:
    base = shipped("templates") / FOLDER
    texts = {path.relative_to(base).as_posix(): path.read_text("utf-8") for path in sorted(base.rglob("*")) if path.is_file()}
    named = {re.sub(r"(^|/)dot-", r"\1.", path): text for path, text in texts.items()}
    named["team.yaml"] = named["team.yaml"] + _team(folder)
    assert SETTINGS in named
    return named


def _team(folder: Path) -> str:
    """The git user as the first member; nobody where git knows none."""
    where = folder if folder.is_dir() else Path.cwd()
    try:
        said = {
            key: run(where, "config", "--get", f"user.{key}", check=False).stdout.decode("utf-8", "replace").strip()
            for key in ("name", "email")
        }
    except GitFailed:
        return ""
    first = slug_of(said["name"].partition(" ")[0]) or slug_of(said["email"].partition("@")[0])
    if not first:
        return ""
    member = {key: value for key, value in said.items() if value} | {"role": "csm"}
    return emit_entry(first, member, 0) + "\n"
