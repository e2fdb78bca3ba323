"""What other systems came to say of an account: the changes of its facts, each marked as synced."""

from __future__ import annotations

from acctplan.model.change import Change
from acctplan.model.facts import Facts

from .changes import differences
from .raw_change import Kind

_ABOUT_THE_SYNC = ("changed_at", "source")
_COMPARED_WITH = "_ago"


def fact_changes(account_id: str, old: Facts | None, new: Facts | None) -> list[Change]:
    """A Change below `facts` for each value that differs; one Change of `facts` where they began or ended.

    When a source answered, and the older figures it gives to compare with, are no change.
    """
    if old is None or new is None:
        if old is new:
            return []
        kind: Kind = "removed" if new is None else "added"
        return [Change(account_id, ("facts",), kind, "synced", old.account if old else None, new.account if new else None)]
    before, after = _said(old), _said(new)
    return [change._replace(source="synced") for change in differences(account_id, ("facts",), before, after)]


def _said(facts: Facts) -> dict[str, object]:
    groups = {
        name: {field: value for field, value in group.items() if field not in _ABOUT_THE_SYNC and not field.endswith(_COMPARED_WITH)}
        for name, group in facts.groups.items()
    }
    return {"organisation": facts.organisation, "external": facts.external, **groups}
