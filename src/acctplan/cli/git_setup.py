"""A clone told how plans are merged and shown: said first, then asked, then written."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from acctplan.errors import GitFailed, ValueRefused

if TYPE_CHECKING:
    from acctplan.store.git_setup import Setup

    from .context import Session

_COMMAND = "acctplan"


def set_up(session: Session, *, remove: bool, yes: bool, dry_run: bool) -> None:
    """Write the setup of a clone, or take it away. Raises ValueRefused where nobody can be asked, GitFailed without a repository."""
    from acctplan.store.git_setup import keep_setup, no_setup, wanted_setup

    repository = session.repository
    if repository is None:
        raise GitFailed("the book is in no git repository", "Run `git init` in it first.")
    setup = no_setup(repository) if remove else wanted_setup(repository, program())
    if not setup.changed and setup.before == setup.after:
        session.say("Nothing to take away: git is not set up here." if remove else "Nothing to write: git is set up here.")
        return
    _tell(session, setup, remove=remove)
    if dry_run:
        return
    if not yes and not _agreed(session, remove=remove):
        session.say("Nothing was written.")
        return
    keep_setup(repository, setup)
    session.say("Taken away: git merges and shows plans as any text." if remove else "Done: git merges and shows plans by field here.")


def program() -> str:
    """What runs this program in a shell: its name where that finds this one, else its whole path."""
    own = Path(sys.executable).with_name(_COMMAND)
    found = shutil.which(_COMMAND)
    if found is not None and (not own.is_file() or Path(found).resolve() == own.resolve()):
        return _COMMAND
    return shlex.quote(str(own)) if own.is_file() else _COMMAND


def _tell(session: Session, setup: Setup, *, remove: bool) -> None:
    """What is about to be written, and where."""
    session.say(f"This {'goes' if remove else 'is written'}, in this clone only:")
    for key, (now, wanted) in setup.config.items():
        if now != wanted:
            session.say(f"  config      {key} = {now if remove else wanted}")
            if now is not None and not remove:
                session.say(f"              in place of {now}")
    if setup.before != setup.after:
        for line in setup.lines:
            session.say(f"  attributes  {line}")


def _agreed(session: Session, *, remove: bool) -> bool:
    import typer

    if not session.interactive:
        raise ValueRefused("nobody is at a terminal to agree to this", "Add --yes, or --dry-run to look only.")
    return typer.confirm("Take it away?" if remove else "Write it?", default=False, err=True)
