"""When each source of facts last answered: `facts/.synced.yaml`, written by `sync`, a source and an instant a line."""

from __future__ import annotations

from datetime import date

from .reading import read_checked


def parse_synced(text: str) -> dict[str, date]:
    """The day on which each source last answered; what cannot be read is left out.

    >>> parse_synced('salesforce: "2026-11-18T02:00:00Z"')
    {'salesforce': datetime.date(2026, 11, 18)}
    """
    tree, _, readable = read_checked(text)
    days = {}
    for source, instant in tree.items() if readable and isinstance(tree, dict) else ():
        try:
            days[source] = date.fromisoformat(instant[:10])
        except (TypeError, ValueError):
            continue
    return days
