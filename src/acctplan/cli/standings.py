"""Where accounts stand in the book, remembered by what their files hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from acctplan.store.root import SETTINGS, TEAM

from .verdicts import Verdicts, packed_standing, unpacked_standing

if TYPE_CHECKING:
    from acctplan.model.book import Standing
    from acctplan.store.answers import Answers
    from acctplan.store.touched import Sides

    from .context import Session

_FIELDS = ("account", "template", "owner", "tier", "arr")
"""What a plan says of its standing."""


def standings_of(session: Session, sides: Sides, files: Mapping[str, list[str]], place: Answers | None) -> dict[str, Standing]:
    """The standings of accounts that have these plan files; only those are read whose files hold something new."""
    from acctplan.analysis.standing import standing_of
    from acctplan.store.git import blob_id
    from acctplan.store.shelf import Shelf

    kept = Verdicts(place, ["standings", str(session.book), sides.now.get(SETTINGS), sides.now.get(TEAM)])
    blobs = {key: (sides.now.get(paths[0], ""), sides.now.get(f"facts/{key}.yaml", "")) for key, paths in files.items()}
    said = {key: kept.of(key, " ".join(own)) for key, own in blobs.items()}
    found = {key: unpacked_standing(value) for key, value in said.items() if value is not None}
    shelf = Shelf(session.source(), session.desk, _FIELDS, dict(files))
    for entry in shelf.entries(key for key in files if key not in found):
        found[entry.id] = standing_of(entry, session.settings)
        plan, facts = blobs[entry.id]
        if plan == blob_id(entry.text.encode("utf-8", "surrogatepass"), long=len(plan) > 40):
            kept.note(entry.id, f"{plan} {facts}", packed_standing(found[entry.id]))
    kept.close()
    return found
