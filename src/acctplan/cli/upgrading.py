"""Which plans are behind, and what they become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from acctplan.planfile.splice import splice
from acctplan.planfile.upgrade import FORMAT, upgrade

if TYPE_CHECKING:
    from acctplan.model.book import Entry
    from acctplan.model.edit import Edit
    from acctplan.planfile.template import Template

    from .context import Session


def changed_plans(session: Session, entries: Sequence[Entry]) -> dict[str, tuple[Entry, str, str]]:
    """By file the plans that are behind, each with its new text and what changed in words; newer ones are told of."""
    from acctplan.store.skeleton import read_template, template_names

    known = template_names(session.book)
    named = sorted({entry.plan.template_name for entry in entries if entry.plan} & set(known))
    templates = {name: read_template(session.book, name) for name in named}
    versions = {name: template.version for name, template in templates.items()}
    changed = {}
    for entry in entries:
        assert entry.plan is not None
        if entry.plan.format > FORMAT:
            session.say(f"{entry.file}: format {entry.plan.format} is newer than this acctplan knows, which is {FORMAT}; left as it is.")
        edits = upgrade(entry.plan, versions)
        if edits:
            changed[entry.file] = (entry, splice(entry.text, edits, session.team), _words(entry, edits, templates))
    return changed


def _words(entry: Entry, edits: Sequence[Edit], templates: dict[str, Template]) -> str:
    """What an upgrade changes; for a template also the blocks it has that the plan has not."""
    assert entry.plan is not None
    said = []
    for edit in edits:
        before = entry.plan.format if edit.path == ("format",) else entry.plan.template
        said.append(f"{edit.path[-1]} {before} is now {edit.value}")
        if edit.path == ("template",):
            lacks = [block for block in templates[entry.plan.template_name].blocks if block not in entry.plan.tree]
            said += [f"the template also has {', '.join(lacks)}"] if lacks else []
    return "; ".join(said)
