"""The plan of the next period: a new one from the template, with what the template carries over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from acctplan.errors import PlanUnreadable, ValueRefused
from acctplan.model.edit import Edit
from acctplan.model.identifier import is_slug
from acctplan.model.period import Period, named_period, parse_period

from .creating import filled, finish, refuse_existing

if TYPE_CHECKING:
    from acctplan.model.book import Entry
    from acctplan.model.plan import Plan

    from .context import Session

_NEVER = ("mode", "period", "template", "format", "confirmed", "written_on", "lint_ignore")
"""Fields that are of one plan and its file alone, whatever a template carries."""


def roll_plan(session: Session, plan_id: str, words: str, *, template: str, new_id: str, owner: str) -> None:
    """Write the plan of a period; the old one stays as it is.

    Raises ValueRefused for a period that has ended or is the plan's own, and for an owner who has left; WriteConflict where the new
    plan is there already.
    """
    from acctplan.store.skeleton import read_template

    entry = session.entry(plan_id)
    plan = session.plan(entry)
    _refuse_untrusted(entry)
    period = _period(session, plan, words)
    key = new_id or _id_for(session, plan, period)
    if not is_slug(key):
        raise ValueRefused(f"“{key[:60]}” cannot be a plan's id", "Give one with --id: lower-case words joined by hyphens.")
    refuse_existing(session, key)
    skeleton = read_template(session.book, template or plan.template_name or "lite")
    known = _known(session, entry, plan, skeleton.carry)
    known[("owner",)] = _owner(session, session.person(owner) if owner else known.get(("owner",)))
    known |= {("mode",): "point-in-time", ("period",): period.name}
    text = _led_somewhere(session, filled(session, skeleton, known), key)
    carried = [path[0] for path in known if path[0] in skeleton.carry]
    session.say(f"Carried from {entry.id}, which stays as it is: {', '.join(carried) or 'nothing'}.")
    finish(session, key, text)


def _refuse_untrusted(entry: Entry) -> None:
    from acctplan.planfile.parse import UNTRUSTED

    from .context import located

    for fault in entry.faults:
        if fault.code in UNTRUSTED:
            raise PlanUnreadable(located(entry, fault), "Correct it with `acctplan edit`.")


def _period(session: Session, plan: Plan, words: str) -> Period:
    period = named_period(words, session.settings.fiscal)
    if period.ends_on < session.today:
        raise ValueRefused(f"{period.name} ended on {period.ends_on}", "Name the period that runs now, or the next one.")
    own = parse_period(plan.period, session.settings.fiscal) if plan.period else None
    if own and own.days == period.days:
        raise ValueRefused(f"{plan.id} is the plan of {period.name} already", "Name the next period.")
    return period


def _owner(session: Session, owner: Any) -> str:
    """The new plan's owner, who must be there to answer for it."""
    if not isinstance(owner, str):
        raise ValueRefused("nobody owns the plan yet", "Say who: --owner PERSON.")
    member = session.team.get(owner)
    if member is not None and member.gone(session.today):
        raise ValueRefused(f"{session.team.name(owner)}, who owns the plan, has left", "Say who owns the new one: --owner PERSON.")
    return owner


def _id_for(session: Session, plan: Plan, period: Period) -> str:
    """The plan's id with the period's name in place of its own."""
    own = parse_period(plan.period, session.settings.fiscal) if plan.period else None
    base = plan.id.removesuffix(f"-{own.name.lower()}") if own else plan.id
    return f"{base}-{period.name.lower()}"


def _known(session: Session, entry: Entry, plan: Plan, carry: tuple[str, ...]) -> dict[tuple[str, ...], Any]:
    """Whose plan it is, and what is carried over; the tier is the facts' where the plan leaves it to them."""
    from acctplan.analysis.standing import standing_of

    standing = standing_of(entry, session.settings)
    said = {**plan.tree, "account": entry.account, "owner": standing.owner, "tier": standing.tier}
    wanted = dict.fromkeys(("account", "owner", *(name for name in carry if name not in _NEVER)))
    return {(name,): said[name] for name in wanted if said.get(name) not in (None, "", {}, [])}


def _led_somewhere(session: Session, text: str, key: str) -> str:
    """The text without names of what was left behind; each is told."""
    from acctplan import registry
    from acctplan.planfile.parse import parse
    from acctplan.planfile.splice import splice
    from acctplan.rules._context import Context

    plan = parse(text, key, session.team, session.settings.fiscal).plan
    rule = registry.load("acctplan.rules", "unknown-reference")
    faults = list(rule.check(plan, Context(session.today, session.settings, session.team))) if plan else []
    for path in dict.fromkeys(fault.path for fault in faults):
        text = splice(text, [Edit("remove", path)], session.team)
        session.say(f"Left out {'.'.join(path)}: it named what is not carried over.")
    return text
