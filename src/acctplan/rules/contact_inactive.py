"""Somebody on the stakeholder map is gone or inactive in the contacts that the facts hold.

Why: the other system heard first. A map that still shows them plans meetings with nobody.

Bad:

    # fact: contacts: {source: salesforce, items: {0035g00001: {name: Tom Baker, active: false}}}
    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail}

Good:

    # fact: contacts: {source: salesforce, items: {0035g00001: {name: Tom Baker, active: false}}}
    stakeholders:
      tom: {name: Tom Baker, title: Head of Retail, left_on: 2026-10-31}

Source: Account-planning practice: stakeholder positions have a short shelf life. A contact is matched by the id under
`external`, else by its name; where one of several of that name is active, nobody is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._map import called
from ._words import quoted

CODE = "AP713"
SEVERITY = "warning"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such person who has no last day."""
    group = context.facts.groups.get("contacts", {}) if context.facts else {}
    items = group.get("items")
    contacts = {key: one for key, one in items.items() if isinstance(one, dict)} if isinstance(items, dict) else {}
    for key, person in plan.stakeholders.items() if contacts else ():
        found = [contacts[key] for key in person.external if key in contacts]
        found = found or [one for one in contacts.values() if person.name and _name(one) == person.name.casefold()]
        if found and person.left_on is None and not any(map(_active, found)):
            source = quoted(group["source"], 3) if isinstance(group.get("source"), str) else "the facts"
            message = f"{called(person, key)} is no longer active in {source}. Ask who takes over, and write left_on."
            yield Fault(CODE, message, ("stakeholders", key))


def _name(contact: dict[str, Any]) -> str:
    return str(contact.get("name") or "").casefold()


def _active(contact: dict[str, Any]) -> bool:
    return contact.get("active") != "false" and not contact.get("gone_at")
