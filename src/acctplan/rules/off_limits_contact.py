"""An open action aims at somebody whom we may not approach, or not before asking.

Why: whoever crosses the line that a contact drew loses the contact. A colleague who takes over the action cannot know.

Bad:

    stakeholders: {petra: {name: Petra Lang, title: CFO}}
    contact_rules: {petra: off-limits}
    actions:
      savings: Show the CFO the seasonal savings (lee, 2026-12-05, with petra)

Good:

    stakeholders: {petra: {name: Petra Lang, title: CFO}, ana: {name: Ana Ruiz, title: VP Operations}}
    contact_rules: {petra: ask-first}
    actions:
      savings: Show the CFO the seasonal savings (lee, 2026-12-05, with petra, with ana)

Source: Account-planning practice: do not cross wires. Under ask-first an action may name the person together with one of
theirs who is under no rule: that one was asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from . import _map
from ._context import Context
from ._open import open_actions
from ._words import called

CODE = "AP708"
SEVERITY = "error"
FIX = "none"
_ACTS = {
    "off-limits": "who is off limits. Drop the action, or go to somebody else",
    "ask-first": "whom we may approach only after asking. Add under `with` who of theirs agreed",
}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """One fault for each such person of each open action."""
    rules = plan.contact_rules
    for key, action in open_actions(plan).items() if rules else ():
        aimed = dict.fromkeys(person for person in (action.owner, *action.with_) if person)
        led = any(person in plan.stakeholders and person not in rules for person in aimed)
        for person in aimed:
            rule = rules.get(person)
            if rule == "off-limits" or (rule == "ask-first" and not led):
                name = _map.called(plan.stakeholders.get(person), person)
                message = f"{called(action, key, 5)} aims at {name}, {_ACTS[rule]}."
                yield Fault(CODE, message, ("actions", key), arguments=(person,))
