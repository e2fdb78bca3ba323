"""The person's own programs: pager and editor, as their environment names them; never what a book names."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from acctplan.errors import FileRefused

from .surroundings import search_path


def page(command: str, text: str) -> bool:
    """Show text through a pager; False if there is none."""
    words = _words(command)
    found = shutil.which(words[0], path=search_path()) if words else None
    if found is None:
        return False
    environment = os.environ | {"LESS": os.environ.get("LESS", "FRX")}
    try:
        subprocess.run([found, *words[1:]], input=text.encode("utf-8"), env=environment, check=False)
    except KeyboardInterrupt:
        return True
    return True


def editor() -> list[str]:
    """The person's editor with its options. Raises FileRefused if there is none, or no terminal for vi."""
    command = os.environ.get("ACCTPLAN_EDITOR") or os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not command and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise FileRefused("there is no terminal for an editor", "Set EDITOR, or change the plan with `acctplan set`.")
    command = command or "vi"
    words = _words(command)
    found = shutil.which(words[0], path=search_path()) if words else None
    if found is None:
        raise FileRefused(f"there is no editor “{command[:40]}”", "Set EDITOR to the one you use.")
    return [found, *words[1:]]


def edit(path: Path, opener: list[str]) -> None:
    """Open a file in that `editor` and wait. Raises FileRefused if it cannot be started, or fails."""
    name = Path(opener[0]).name[:40]
    try:
        code = subprocess.run([*opener, str(path)], check=False).returncode
    except OSError as error:
        raise FileRefused(f"the editor “{name}” cannot be started: {error.strerror}", "Set EDITOR to another one.") from None
    if code != 0:
        raise FileRefused(f"the editor “{name}” ended with an error", "What was typed is kept; run the command again.")


def _words(command: str) -> list[str]:
    """The words of a command line; none where a quote is left open."""
    try:
        return shlex.split(command)
    except ValueError:
        return []
