"""Find what is wrong, stale or missing in the plans.

PATHS are plan ids, files or folders; `-` reads one plan from stdin. Exit 0: nothing at or above --fail-on. Exit 1: something is.
Exit 2: a file could not be opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from acctplan.cli.lint_options import (
    AllowPartial,
    ChangedSince,
    FailOn,
    Ignore,
    Paths,
    RequireHistory,
    Select,
    Statistics,
    StdinName,
    Watch,
)

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Every day"
TAKES = ("findings", "read")
RECALLS = "paths"
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
) -> int:
    from acctplan.cli.exits import FOUND, OK, UNTRUSTED
    from acctplan.cli.linting import Question, answered, report_for, words_of
    from acctplan.cli.outlets import give, outlets
    from acctplan.cli.pick import pick
    from acctplan.cli.watching import watched

    session.say_state()
    threshold = pick(fail_on or session.settings.fail_on, ("error", "warning", "info", "never"), "severity")
    wanted = outlets(session, counting=statistics)
    owned = any(outlet.name == "html" for outlet in wanted)
    question = Question(paths or [], words_of(select), words_of(ignore), changed_since, stdin_filename, owned)
    if watch:
        return watched(session, question, wanted)
    answer = answered(session, question)
    if all(outlet.name != "text" for outlet in wanted):
        for why in answer.closed:
            session.say(f"acctplan: {why}.")
    give(session, wanted, report_for(session, answer, counting=statistics))
    if (require_history and answer.lint.notes) or (answer.closed and not allow_partial):
        return UNTRUSTED
    return FOUND if answer.lint.fails(threshold) else OK
