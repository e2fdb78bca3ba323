"""The name of a customer's person stands in the plan while the settings keep names in contacts.yaml.

Why: whoever asked for it wants to be able to erase a person. A name in the plan stays in history for ever.

Bad:

    # setting: privacy: {names: contacts}
    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail}

Good:

    # setting: privacy: {names: contacts}
    stakeholders:
      head-of-retail: {title: Head of Retail}

Source: The plan format (docs/format.md): `privacy.names` is plan or contacts. Names are those of the stakeholder map and of
the contacts in the facts; a whole name is looked for in every text of the fields and in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._detect import position
from ._leaves import leaves, wording
from ._words import where

CODE = "AP807"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each text with a name, and one for the first place of each name in the body."""
    if context.settings.privacy is None or context.settings.privacy.names != "contacts":
        return
    own = {key: person.name for key, person in plan.stakeholders.items() if person.name and not person.group}
    contacts: Any = context.facts.groups.get("contacts", {}).get("items") if context.facts else None
    told = contacts.values() if isinstance(contacts, dict) else ()
    names = {*own.values(), *(str(one["name"]) for one in told if isinstance(one, dict) and one.get("name"))}
    names = {name for name in names if " " in name.strip() or name in own.values()}
    fields, start = wording(plan), len(context.text) - len(plan.body)
    for name in sorted(names):
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        for path, text in leaves(plan) if name in fields else ():
            if whole.search(text):
                yield Fault(CODE, _say(where(plan, path).replace(name, "a person")), path)
        if match := whole.search(context.text, start) if name in plan.body else None:
            yield Fault(CODE, _say("the body"), at=position(context.text, match.start()), arguments=(str(match.start()),))


def _say(place: str) -> str:
    return f"A customer person's name stands in {place}. Move it to the contacts file, and write the role here."
