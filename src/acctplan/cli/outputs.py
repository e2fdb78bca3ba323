"""What each kind of JSON output holds, beside the versions and the kind: published by `acctplan schema`."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from typing_extensions import TypedDict

from acctplan.analysis.agenda import Agenda
from acctplan.analysis.goal_life import Kind
from acctplan.analysis.keeping import Kept
from acctplan.analysis.portfolio import Portfolio
from acctplan.analysis.tally import Tally
from acctplan.model.snapshot import Snapshot
from acctplan.rules._baseline import Baseline
from acctplan.rules._catalogue import Catalogue
from acctplan.rules._lint import LintResult
from acctplan.views.doctor import Checkup
from acctplan.views.profile import Profile
from acctplan.views.records import Records


class ChangeEvent(TypedDict):
    """A whole item that came or went, or one field that changed."""

    plan: str
    path: str
    kind: Literal["added", "removed", "changed", "moved", "renamed"]
    source: Literal["human", "synced", "cosmetic"]
    old: Any
    new: Any
    score: float | None


class TextLines(TypedDict):
    """What differs in a plan that cannot be read on one side: lines of a unified diff, and what was left out of them."""

    plan: str
    file: str
    lines: list[str]
    note: str


Diff = TypedDict(
    "Diff",
    {"from": str, "to": str, "changes": list[ChangeEvent], "unchanged": int, "unreadable": list[str], "texts": list[TextLines]},
)


News = TypedDict(
    "News",
    {
        "reader": str, "owners": list[str], "own": int,
        "from": str, "to": str, "changes": list[ChangeEvent], "unchanged": int, "unreadable": list[str],
    },
)  # fmt: skip
"""What is new to a reader; `own` counts changes left out because the reader made them, `owners` are those whose accounts were asked for."""


class PastChange(TypedDict):
    """A change inside a commit."""

    path: str
    kind: str
    source: str
    old: Any
    new: Any


class PastEvent(TypedDict):
    """A commit that changed what was asked about; commit, on, by and why are null for what is not committed."""

    commit: str | None
    on: date | None
    by: str | None
    why: str | None
    readable: bool
    changes: list[PastChange]


class PastSample(TypedDict):
    """A value at a period's end."""

    period: str
    on: date
    value: Any


class DaysUncovered(TypedDict):
    """Days that no sample tells of: the table of fiscal years does not hold them."""

    starts_on: date
    ends_on: date


class History(TypedDict):
    """The history of a plan, block or field."""

    plan: str
    path: str
    events: list[PastEvent]
    samples: list[PastSample]
    uncovered: list[DaysUncovered]
    complete: bool


class BookEvent(PastEvent):
    """A commit that changed a plan of the book."""

    plan: str
    account: str


class PastOfBook(TypedDict):
    """The history of the book, plan by plan and commit by commit, oldest first."""

    events: list[BookEvent]
    complete: bool


class PastBelief(TypedDict):
    """A field with what it says; on, age_days and by are null where its last change is unknown, commit where it is not committed."""

    path: str
    said: Any
    on: date | None
    age_days: int | None
    by: str | None
    commit: str | None
    why: str | None
    confirmed: bool
    old: bool


class Beliefs(TypedDict):
    """The fields of a plan in its order, with their ages."""

    plan: str
    path: str
    beliefs: list[PastBelief]
    complete: bool


class LifeStep(TypedDict):
    """One thing done to a goal; days is how far a date moved, on, by, commit and why are null for what is not committed."""

    kind: Kind
    on: date | None
    by: str | None
    commit: str | None
    why: str | None
    path: str
    old: Any
    new: Any
    days: int | None


class Life(TypedDict):
    """A goal's life; outcome is its status, or removed, and slipped_days how much later it is due than at first."""

    plan: str
    goal: str
    title: str
    outcome: str
    slipped: int
    slipped_days: int
    rebaselined: int
    retargeted: int
    criteria_dropped: int
    steps: list[LifeStep]
    complete: bool


class ComparedRow(TypedDict):
    """One item or value; `said` holds what each branch says of it, null where it is absent there."""

    group: str
    path: str
    title: str
    said: list[str | None]
    same: bool


class Comparison(TypedDict):
    """A plan on several branches; `states` tells what each of their names was taken for."""

    plan: str
    account: str
    branches: list[str]
    states: list[str]
    rows: list[ComparedRow]


class PaceOutput(TypedDict):
    """Medians in days, null where there is nothing to tell; what still waits counts with its days so far.

    `unanswered` and `not_raised` count movements and red flags, `unknown` those that began before the clone's history does.
    """

    name: str
    to_answer: float | None
    unanswered: int
    to_raise: float | None
    not_raised: int
    edits: int
    on_review_days: int
    with_us: float | None
    with_them: float | None
    unknown: int


class OwnerPace(PaceOutput):
    """The pace of an owner's plans; the owner is empty for plans of nobody."""

    owner: str


class PlanPace(PaceOutput):
    """The pace of a plan."""

    plan: str


class WaitOutput(TypedDict):
    """What waited for an answer: days run from `since` to `until`, else to its end or today."""

    kind: Literal["movement", "red-flag"]
    plan: str
    path: str
    title: str
    since: date
    until: date | None
    days: int
    open: bool


class LagOutput(TypedDict):
    """How long the plans of a book take, slowest first; waits longest first."""

    owners: list[OwnerPace]
    plans: list[PlanPace]
    waits: list[WaitOutput]
    complete: bool


class PlanOutput(TypedDict):
    """A plan in long form and what was reckoned for it."""

    plan: str
    account: str
    fields: dict[str, Any]
    body: str
    tier: str
    value: str | None
    renews_on: date | None
    health: int | None
    age_days: dict[str, int]


class Snapshots(TypedDict):
    """Snapshots, oldest first."""

    snapshots: list[Snapshot]


class SnapshotsAsKept(TypedDict):
    """Snapshots and what is not as it was made, a line each."""

    snapshots: list[Kept]


OUTPUTS: dict[str, Any] = {
    "baseline": Baseline,
    "lint": LintResult,
    "statistics": Tally,
    "profile": Profile,
    "status": Portfolio,
    "list": Records,
    "diff": Diff,
    "changes": News,
    "blame": Beliefs,
    "biography": Life,
    "compare": Comparison,
    "history": History,
    "book-history": PastOfBook,
    "lag": LagOutput,
    "show": PlanOutput,
    "rule": Catalogue,
    "snapshot": Snapshots,
    "snapshot-check": SnapshotsAsKept,
    "doctor": Checkup,
    "review": Agenda,
}
