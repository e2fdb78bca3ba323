"""Start a book: commented settings, your name in team.yaml, editor settings and CI workflows.

Files that are there already are left alone and said so.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Book"
TAKES = ()
EXAMPLE = "acctplan init book-of-business"


def command(
    session: Session,
    dir: Annotated[Path, typer.Argument(metavar="[DIR]", help="The book's folder.", show_default=False)] = Path(),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be made.")] = False,
) -> None:
    import shlex

    from acctplan.cli.schemas import schema_files
    from acctplan.store.start import start_book

    made, kept = start_book(dir, schema_files(), dry_run=dry_run)
    for path in made:
        session.say(f"{'Would make' if dry_run else 'Made'} {path}")
    for path in kept:
        session.say(f"Kept {path}: it was there already")
    if made and not dry_run:
        here = dir.resolve()
        kept_in_git = any((folder / ".git").exists() for folder in (here, *here.parents))
        steps = [
            *([f"cd {shlex.quote(str(dir))}"] if dir != Path() else []),
            *([] if kept_in_git else ["git init"]),
            'acctplan new "Your first account"',
        ]
        session.say(f"  Next: {' && '.join(steps)}, then commit the book.")
