"""Print the JSON Schema of a plan, of the book's other files, or of a command's JSON output.

NAME is plan, facts, team, settings, or the kind of an output such as lint, status or diff. Without one, the names are listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from acctplan.cli import complete

if TYPE_CHECKING:
    from acctplan.cli.context import Session

PANEL = "Data"
TAKES = ()
EXAMPLE = "acctplan schema settings"


def command(
    session: Session,
    name: Annotated[str, typer.Argument(help="What to describe.", autocompletion=complete.schemas, show_default=False)] = "",
) -> None:
    import json
    import sys

    from acctplan.cli.pick import pick
    from acctplan.cli.schemas import names, schema_of

    if not name:
        sys.stdout.write("\n".join(names()) + "\n")
        return
    sys.stdout.write(json.dumps(schema_of(pick(name, names(), "schema")), indent=2, ensure_ascii=False, sort_keys=True) + "\n")
