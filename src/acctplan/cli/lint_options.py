"""The options of `lint`, apart from those that other commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from . import complete

Option = typer.Option
Paths = Annotated[
    list[str] | None, typer.Argument(help="Plans to check; all without any.", autocompletion=complete.plans, show_default=False)
]
Select = Annotated[
    str,
    Option(
        "--select",
        metavar="RULES",
        help="Only these: names, codes or categories, with commas.",
        show_default=False,
        autocompletion=complete.rules,
    ),
]
Ignore = Annotated[str, Option("--ignore", metavar="RULES", help="All but these.", show_default=False, autocompletion=complete.rules)]
FailOn = Annotated[str, Option("--fail-on", metavar="SEVERITY", help="error, warning, info or never.", show_default=False)]
ChangedSince = Annotated[
    str, Option("--changed-since", metavar="REF", help="Only what changed since this branch and REF parted.", show_default=False)
]
RequireHistory = Annotated[bool, Option("--require-history", help="Exit 2 if ages cannot be judged.")]
AllowPartial = Annotated[bool, Option("--allow-partial", help="Judge the rest where a file cannot be opened.")]
StdinName = Annotated[str, Option("--stdin-filename", metavar="FILE", help="What to call stdin.", show_default=False)]
Fix = Annotated[bool, Option("--fix", help="Fix what can be fixed for certain, then tell what is left.")]
UnsafeFixes = Annotated[bool, Option("--unsafe-fixes", help="With --fix: also what is only likely to be right.")]
FixDiff = Annotated[bool, Option("--diff", help="Show what --fix would change, and write nothing.")]
FixCommit = Annotated[bool, Option("--commit", help="With --fix: commit exactly what it changes.")]
FixMessage = Annotated[str, Option("--message", "-m", metavar="TEXT", help="The commit's message; implies --commit.", show_default=False)]
Baseline = Annotated[
    str, Option("--baseline", metavar="FILE", help="Set apart what this file holds, not the book's own baseline.", show_default=False)
]
ShowSuppressed = Annotated[bool, Option("--show-suppressed", help="Show also what was suppressed, and how.")]
Statistics = Annotated[bool, Option("--statistics", help="Count by rule, and show no finding.")]
Watch = Annotated[bool, Option("--watch", help="Lint again what is saved, until interrupted.")]
