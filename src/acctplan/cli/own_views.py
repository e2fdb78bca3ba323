"""Views of a book's own, as `render` offers them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from acctplan.errors import ValueRefused

if TYPE_CHECKING:
    from acctplan.analysis.plan_view import PlanView

    from .context import Session

_ENDINGS = {"html": ".html.j2", "markdown": ".md.j2", "text": ".txt.j2"}


def own_views(book: Path) -> list[str]:
    """Names of the book's own views."""
    from acctplan.store.page_template import own_templates

    return sorted(own_templates(book))


def render_own(session: Session, name: str, result: PlanView) -> None:
    """Fill the book's template of that view for the format asked for, and write it."""
    from acctplan.formats._inert import inert
    from acctplan.formats._plain import plain
    from acctplan.store.page_template import fill, own_templates

    from .emit import deliver, format_name

    kind = format_name(session)
    path = next((path for path in own_templates(session.book)[name] if path.name == name + _ENDINGS.get(kind, "")), None)
    if path is None:
        has = ", ".join(path.name for path in own_templates(session.book)[name])
        raise ValueRefused(f"the view {name} has no template for {kind}", f"It has {has}: choose with --format.")
    data: dict[str, Any] = {"plan": plain(result.data()), "people": dict(result.people)}
    deliver(session, inert(fill(path, data)), kind)
