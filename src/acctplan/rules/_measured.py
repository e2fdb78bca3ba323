"""What the facts say of a dimension of health: what speaks against green, and what against red."""

from __future__ import annotations

from acctplan.model.facts import Facts
from acctplan.model.plan import Plan

LEAST_SATISFACTION = 3.5
"""Of 5. *Source*: our own choice: below it, more answers are bad or so-so than good."""
HIGH_SATISFACTION, BUSY_SEATS = 4.5, 80
"""Of 5, and per cent of the seats paid for. *Source*: our own choice, far from where people would argue."""


def trouble(dimension: str, plan: Plan, facts: Facts, drop: int, overdue: int) -> str:
    """What speaks against green, in words; empty if nothing does.

    `drop` is the fall of active users in 30 days that is too much, in per cent; `overdue` the days an invoice may be late.
    """
    if dimension == "usage":
        return _fallen(facts, drop)
    if dimension == "support":
        return _unhappy(facts)
    if dimension == "finance":
        late = facts.number("billing", "overdue_days") or 0
        return f"an invoice is {late:.0f} days overdue" if late > overdue else ""
    return _champions_gone(plan, facts)


def fine(dimension: str, facts: Facts) -> str:
    """What speaks against red, in words; empty if nothing does."""
    if dimension == "usage":
        now, before, seats = (facts.number("usage", name) for name in ("active_users", "active_users_30d_ago", "seats"))
        busy = now and seats and now * 100 >= seats * BUSY_SEATS and now >= (before or 0)
        return f"{now:.0f} of {seats:.0f} seats are active" if busy else ""
    if dimension == "support":
        happy, raised = facts.number("support", "csat_90d") or 0, facts.number("support", "open_escalations")
        return f"nothing is escalated, and satisfaction is {happy:g} of 5" if raised == 0 and happy >= HIGH_SATISFACTION else ""
    return "no invoice is overdue" if dimension == "finance" and facts.number("billing", "overdue_days") == 0 else ""


def _fallen(facts: Facts, drop: int) -> str:
    now, before = facts.number("usage", "active_users"), facts.number("usage", "active_users_30d_ago")
    if now == 0:
        return "nobody is active"
    if now is None or not before or (before - now) * 100 < before * drop:
        return ""
    return f"{now:.0f} active users, {before:.0f} a month ago"


def _unhappy(facts: Facts) -> str:
    raised, happy = facts.number("support", "open_escalations") or 0, facts.number("support", "csat_90d")
    if raised >= 1:
        return f"{raised:.0f} escalation{'s are' if raised > 1 else ' is'} open"
    return f"satisfaction is {happy:g} of 5" if happy is not None and happy < LEAST_SATISFACTION else ""


def _champions_gone(plan: Plan, facts: Facts) -> str:
    """Whether every champion of the plan is inactive in the facts, by id of the other system or by name."""
    champions = [person for person in plan.stakeholders.values() if person.support == "champion" and not person.left_on]
    items = facts.groups.get("contacts", {}).get("items")
    known = items if isinstance(items, dict) else {}
    inactive = {key for key, contact in known.items() if isinstance(contact, dict) and contact.get("active") == "false"}
    names = {str(name).casefold() for key in inactive if (name := known[key].get("name"))}
    gone = [person for person in champions if inactive.intersection(person.external) or (person.name or "").casefold() in names]
    if not champions or len(gone) < len(champions):
        return ""
    return "the champion is no longer active" if len(gone) == 1 else "no champion is active any more"
