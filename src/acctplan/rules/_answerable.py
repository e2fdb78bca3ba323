"""Words that stand where one person should: roles, teams, sides, two names."""

from __future__ import annotations

import re
from typing import get_args

from acctplan.model.vocabulary import DecisionRole, TeamRole
from acctplan.pattern import Pattern

_ROLES = frozenset({*get_args(TeamRole), *get_args(DecisionRole)}) | {
    "account-manager", "account-executive", "customer-success-manager", "customer-success", "sales", "manager", "sponsor",
    "champion", "cs", "account-team", "project-manager", "solutions-engineer", "csms", "ams",
}  # fmt: skip
_SIDES = frozenset(
    ["us", "we", "ours", "our-side", "them", "they", "theirs", "their-side", "customer", "client", "vendor", "both", "all",
     "everyone", "everybody", "anyone", "team", "the-team", "the-customer", "the-client", "someone", "somebody"]
)  # fmt: skip
_DEPARTMENTS = frozenset(
    ["engineering", "development", "infrastructure", "security", "operations", "it", "finance", "hr", "revops", "management", "leadership"]
)
_TEAM = Pattern(r"-(?:team|department|dept)$")
_SEVERAL = Pattern(r"[,;/&+]|\b(?:and|or|und|et)\b", re.IGNORECASE)


def not_one_person(value: str) -> str:
    """What stands in place of a person: `a role`, `a side`, `a team` or `several people`; empty if it may be a name.

    >>> not_one_person("CSM"), not_one_person("dana and lee"), not_one_person("dana")
    ('a role', 'several people', '')
    """
    word = re.sub(r"[\s_]+", "-", value.strip().lower())
    if word in _ROLES:
        return "a role"
    if word in _SIDES:
        return "a side"
    if word in _DEPARTMENTS or _TEAM.search(word):
        return "a team"
    return "several people" if len([part for part in _SEVERAL.split(value) if part.strip()]) > 1 else ""
