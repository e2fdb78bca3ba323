"""The prose of a plan, fields and body together, is longer than its template allows.

Why: a river of twenty pages is not read before a call. What changes no action this week belongs elsewhere.

Options: lite (400), core (800), strategic (1500).

Bad:

    # setting: lint: {rules: {plan-too-long: {lite: 30}}}
    story: >
      The shops plan on paper and the leads swap shifts by phone every single evening again
      The shops plan on paper and the leads swap shifts by phone every single evening again
      The shops plan on paper and the leads swap shifts by phone every single evening again

Good:

    # setting: lint: {rules: {plan-too-long: {lite: 30}}}
    story: The shops plan on paper, and swap shifts by phone

Source: Account-planning practice: a plan of twenty pages is read by nobody. Dates, ids and single words are not counted; other templates
count as core.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context
from ._leaves import leaves

CODE = "AP400"
SEVERITY = "warning"
FIX = "none"
OPTIONS = {"lite": 400, "core": 800, "strategic": 1500}


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """At most one fault, for the plan as a whole."""
    template = plan.template_name if plan.template_name in OPTIONS else "core"
    limit = context.option("plan-too-long", template, OPTIONS[template])
    counts = [len(text.split()) for _, text in leaves(plan)]
    words = sum(count for count in counts if count > 1) + len(plan.body.split())
    if words > limit:
        yield Fault(CODE, f"The plan has {words} words, and {limit} are enough here. Cut what changes no action.")
