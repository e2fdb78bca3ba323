"""A new plan: what is known is filled in, what is not is asked, the rest stays a prompt in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from acctplan.errors import ValueRefused, WriteConflict
from acctplan.model.block import BLOCKS
from acctplan.model.edit import Edit
from acctplan.model.identifier import is_slug, slug_of
from acctplan.pattern import Pattern
from acctplan.planfile.parse import parse
from acctplan.planfile.paths import value_of
from acctplan.planfile.splice import splice

from .change import refuse_hidden

if TYPE_CHECKING:
    from acctplan.model.facts import Facts
    from acctplan.planfile.template import Template

    from .context import Session


_PATH = Pattern(r"\.{1,2}(?:[/\\]|$)|[/\\]|~[/\\]|[A-Za-z]:[/\\]|plans[/\\]|.*[/\\]\.|.*\.md$|.*\n", re.DOTALL)
_RESERVED = Pattern(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def create_plan(session: Session, account: str, *, template: str, sets: list[str], from_json: str, plan_id: str, ask: bool) -> None:
    """Make the plan's file from a template. Raises WriteConflict if there is one, ValueRefused for values that do not fit."""
    from acctplan.store.skeleton import read_template

    given = _given(sets, from_json)
    asking = ask and session.interactive
    name = account or _field(given, "account") or (_asked("Account", "") if asking else "")
    if not name:
        raise ValueRefused("the plan needs an account", 'Name it: acctplan new "Wren Ferries".')
    _refuse_path(name)
    key = plan_id or (name if is_slug(name) and _facts(session, name) else slug_of(name))
    if not is_slug(key) or _RESERVED.fullmatch(key):
        raise ValueRefused(f"“{key[:60] or name[:60]}” cannot be a plan's id", "Give one with --id: lower-case words joined by hyphens.")
    facts = _facts(session, key)
    refuse_existing(session, key)
    known = _known(session, name, facts, given, asking)
    chosen = template or _template_for(session, known.get(("tier",)), asking)
    skeleton = read_template(session.book, chosen)
    if asking:
        known = {**known, **{(field,): _asked(question, "") for field, question in skeleton.asks.items() if (field,) not in known}}
    text = filled(session, skeleton, known)
    finish(session, key, text)


def _refuse_path(name: str) -> None:
    """An account is named, not the file its plan will be in: that one is always in plans/."""
    refuse_hidden("account", name)
    if _PATH.match(name):
        raise ValueRefused(f"“{name[:60]}” is a path or text, not an account's name", 'Name the account: acctplan new "Wren Ferries".')


def _field(given: dict[tuple[str, ...], Any], name: str) -> str:
    value = given.get((name,))
    return value if isinstance(value, str) else ""


def _given(sets: list[str], from_json: str) -> dict[tuple[str, ...], Any]:
    """Values by key path, from --from-json and then --set."""
    given: dict[tuple[str, ...], Any] = {}
    if from_json:
        from .json_fields import read_fields

        given |= {(name,): value for name, value in read_fields(from_json).items()}
    for word in sets:
        path, equals, text = word.partition("=")
        if not equals:
            raise ValueRefused(f"“{word[:60]}” has no = in it", "Write PATH=VALUE, such as owner=dana.")
        given[tuple(path.strip().split("."))] = value_of(text.strip())
    for path_steps in given:
        if path_steps[0] not in BLOCKS:
            from acctplan.nearest import nearest

            raise ValueRefused(
                f"“{path_steps[0][:60]}” is no field of a plan",
                f"The nearest are {', '.join(nearest(path_steps[0], BLOCKS, most=3, at_least=0))}.",
            )
    return given


def _facts(session: Session, key: str) -> Facts | None:
    if not is_slug(key):
        return None
    entry = session.read(session.state("WORKTREE"), [key]).entries.get(key)
    return entry.facts if entry else None


def refuse_existing(session: Session, key: str) -> None:
    """Raise WriteConflict where a plan of that id is there."""
    from acctplan.store.shelf import plan_files

    existing = {name.casefold(): paths[0] for name, paths in plan_files(session.source(session.state("WORKTREE"))).items()}
    if key.casefold() in existing:
        raise WriteConflict(
            f"{existing[key.casefold()]} is there already", f"Change it with `acctplan edit {key}`, or choose another --id."
        )


def _known(session: Session, name: str, facts: Facts | None, given: dict[tuple[str, ...], Any], asking: bool) -> dict[tuple[str, ...], Any]:
    """What the plan starts with: given, then facts, then answers, then who runs this."""
    known: dict[tuple[str, ...], Any] = {("account",): facts.account if facts and is_slug(name) and facts.account else name}
    owner = _field(given, "owner") or (facts.text("crm", "owner") if facts else None)
    tier = _field(given, "tier") or (facts.text("crm", "tier") if facts else None) or ""
    if asking:
        owner = _owner_asked(session, owner or session.me or "")
        tier = _asked(f"Tier ({', '.join(session.settings.tier_names)})", tier or "standard")
    owner = session.person(owner) if owner else session.me
    if not owner:
        raise ValueRefused("nobody owns the plan yet", "Say who: --set owner=PERSON, or put your e-mail in team.yaml.")
    known[("owner",)] = owner
    if tier:
        known[("tier",)] = tier
    member = session.team.get(owner)
    if member and member.role in ("csm", "am", "ae", "se"):
        known[("team",)] = {owner: member.role}
    if session.settings.organisation:
        known[("organisation",)] = session.settings.organisation
    if facts and facts.external:
        known[("external",)] = dict(facts.external)
    return {**known, **{path: value for path, value in given.items() if value is not None and path not in (("owner",), ("account",))}}


def _owner_asked(session: Session, default: str) -> str:
    """The owner, asked until somebody of ours is named."""
    while True:
        said = _asked("Owner", default)
        try:
            return session.person(said)
        except ValueRefused as refusal:
            session.say(f"{refusal.message}. {refusal.hint}")


def _asked(words: str, default: str) -> str:
    import typer

    return str(typer.prompt(words, default=default, show_default=bool(default), err=True)).strip()


def _template_for(session: Session, tier: Any, asking: bool) -> str:
    from acctplan.store.skeleton import template_names

    named = session.settings.tiers.get(tier if isinstance(tier, str) else "")
    default = named.template if named and named.template else "lite"
    return _asked(f"Template ({', '.join(template_names(session.book))})", default) if asking else default


def filled(session: Session, skeleton: Template, known: dict[tuple[str, ...], Any]) -> str:
    """The template with what is known in its places; its comments stay."""
    for path, value in known.items():
        refuse_hidden(".".join(path), value)
    text = splice(skeleton.text, [Edit("set", ("template",), f"{skeleton.name}@{skeleton.version}")], session.team)
    for path, value in sorted(known.items(), key=lambda item: list(BLOCKS).index(item[0][0])):
        edits = (
            [Edit("set", (*path, key), inner) for key, inner in value.items()] if isinstance(value, dict) else [Edit("set", path, value)]
        )
        text = splice(text, edits, session.team)
    return text


def finish(session: Session, key: str, text: str) -> None:
    """Check and write the file, and say what comes next."""
    from .change import rehearsed, save, show, tell

    faults = parse(text, key, session.team, session.settings.fiscal).faults
    if faults:
        raise ValueRefused(faults[0].message, "Nothing was written.")
    file = f"plans/{key}.md"
    if rehearsed(session, {file: (None, text)}):
        return
    wanted = bool(session.options.get("commit") or session.options.get("message") or session.settings.commit == "always")
    notes = save(session, {file: (None, text)}, session.options.get("message") or f"Start the plan of {key}", commit=wanted)
    show(session, {file: (None, text)})
    tell(session, f"Made {file}{' and committed it' if wanted else ''}.", notes)
    session.say(f"  Fill it in: acctplan edit {key}. Then check it: acctplan lint {key}.")
