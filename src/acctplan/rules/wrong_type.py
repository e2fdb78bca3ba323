"""A value of the wrong kind, or outside the words its field takes; those are listed.

Why: a date that is no date reminds nobody, and a stage of somebody's own is in no forecast. The rest of the plan still loads.

Bad:

    lifecycle: growing
    opportunities:
      emea-rollout: {title: EMEA stores, amount: about 48k, stage: maybe}

Good:

    lifecycle: expansion
    opportunities:
      emea-rollout: {title: EMEA stores, amount: 48000 EUR, stage: qualification}

Source: The plan format (docs/format.md): strict kinds, no guessing.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.period import beyond, parse_period
from acctplan.model.plan import Plan
from acctplan.planfile.misfit import choice

from ._context import Context
from ._custom import custom_faults
from ._mending import put_in_place
from ._words import quoted

CODE = "AP102"
SEVERITY = "error"
FIX = "unsafe"
mend = put_in_place


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """What reading found, then the words that the book's settings decide on."""
    yield from context.found(CODE)
    yield from (fault for fault in custom_faults(plan, context) if fault.code == CODE)
    settings = context.settings
    if plan.tier and plan.tier not in settings.tier_names:
        yield choice(("tier",), plan.tier, settings.tier_names)
    for key, opportunity in plan.opportunities.items():
        if opportunity.stage and opportunity.stage not in settings.stage_names:
            yield choice(("opportunities", key, "stage"), opportunity.stage, settings.stage_names)
    if plan.period and beyond(plan.period, settings.fiscal):
        yield Fault(
            CODE,
            f"{quoted(plan.period)} is not in the table of fiscal years, {settings.fiscal.names}. Add it there.",
            ("period",),
        )
    elif plan.period and parse_period(plan.period, settings.fiscal) is None:
        yield Fault(CODE, f"{quoted(plan.period)} names no period. Write one such as FY2026-Q2, CY2026-Q2 or 2026-06.", ("period",))
