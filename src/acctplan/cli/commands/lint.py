"""Find what is wrong, stale or missing in the plans.

PATHS are plan ids, files or folders; `-` reads one plan from stdin. Exit 0: nothing at or above --fail-on. Exit 1: something is.
Exit 2: a file could not be opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from acctplan.cli.context import Session
    from acctplan.cli.lint_options import (
        AllowPartial,
        Baseline,
        ChangedSince,
        FailOn,
        Fix,
        FixCommit,
        FixDiff,
        FixMessage,
        Ignore,
        Paths,
        RequireHistory,
        Select,
        ShowSuppressed,
        Statistics,
        StdinName,
        UnsafeFixes,
        Watch,
    )

PANEL = "Every day"
TAKES = ("findings", "read")
RECALLS = "paths"
OPTIONS = "acctplan.cli.lint_options"
EXAMPLE = "acctplan lint larchfield-outfitters --select museum"


def command(
    session: Session,
    paths: Paths = None,
    select: Select = "",
    ignore: Ignore = "",
    fail_on: FailOn = "",
    changed_since: ChangedSince = "",
    require_history: RequireHistory = False,
    allow_partial: AllowPartial = False,
    stdin_filename: StdinName = "",
    statistics: Statistics = False,
    watch: Watch = False,
    fix: Fix = False,
    unsafe_fixes: UnsafeFixes = False,
    diff: FixDiff = False,
    commit: FixCommit = False,
    message: FixMessage = "",
    baseline: Baseline = "",
    show_suppressed: ShowSuppressed = False,
) -> int:
    from acctplan.cli.exits import FOUND, OK, UNTRUSTED
    from acctplan.cli.fixing import Wish, checked, fix_found
    from acctplan.cli.linting import Question, answered, answered_anew, report_for, words_of
    from acctplan.cli.outlets import give, outlets
    from acctplan.cli.pick import pick
    from acctplan.cli.watching import watched

    session.say_state()
    threshold = pick(fail_on or session.settings.fail_on, ("error", "warning", "info", "never"), "severity")
    wanted = outlets(session, counting=statistics)
    owned = any(outlet.name == "html" for outlet in wanted)
    question = Question(paths or [], words_of(select), words_of(ignore), changed_since, stdin_filename, owned, baseline)
    if watch:
        return watched(session, question, wanted)
    wish = checked(session, Wish(fix, unsafe_fixes, diff, commit, message), question)
    answer = answered(session, question)
    changed = wish.any and fix_found(session, question, wish, answer.lint)
    if diff:
        return UNTRUSTED if answer.closed and not allow_partial else FOUND if changed or answer.lint.fails(threshold) else OK
    if changed:
        answer = answered_anew(session, question)
    if all(outlet.name != "text" for outlet in wanted):
        for why in answer.closed:
            session.say(f"acctplan: {why}.")
    give(session, wanted, report_for(session, answer, counting=statistics, suppressed=show_suppressed))
    if (require_history and answer.lint.notes) or (answer.closed and not allow_partial):
        return UNTRUSTED
    return FOUND if answer.lint.fails(threshold) else OK
