"""What other systems say about an account; written by `sync` only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from acctplan.named_tuple import NamedTuple

from .day import read_day
from .money import Money, read_money
from .scalar import read_number


class Facts(NamedTuple):
    """The groups of a facts file as text; the accessors give the types. A value that does not fit its type is absent."""

    account: str
    groups: Mapping[str, Mapping[str, Any]] = {}
    organisation: str | None = None
    external: Mapping[str, Any] = {}

    def text(self, group: str, name: str) -> str | None:
        """A value as it stands."""
        value = self.groups.get(group, {}).get(name)
        return value if isinstance(value, str) and value else None

    def number(self, group: str, name: str) -> float | None:
        """A value as a number."""
        try:
            return float(read_number(self.text(group, name)))
        except ValueError:
            return None

    def day(self, group: str, name: str) -> date | None:
        """A value as a day."""
        try:
            return read_day(self.text(group, name))
        except ValueError:
            return None

    def money(self, group: str, name: str) -> Money | None:
        """A value as money."""
        try:
            return read_money(self.text(group, name))
        except ValueError:
            return None


HEADER = ("account", "organisation", "external")


def facts_of(tree: Mapping[str, Any]) -> Facts:
    """Facts from the long-form tree of a facts file."""
    groups = {name: value for name, value in tree.items() if name not in HEADER and isinstance(value, dict)}
    external = tree.get("external")
    account = tree.get("account")
    organisation = tree.get("organisation")
    return Facts(
        account=account if isinstance(account, str) else "",
        groups=groups,
        organisation=organisation if isinstance(organisation, str) else None,
        external=external if isinstance(external, dict) else {},
    )
