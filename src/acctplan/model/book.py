"""A book of business in one state."""

from __future__ import annotations

from collections.abc import Mapping

from acctplan.named_tuple import NamedTuple

from .facts import Facts
from .finding import Fault
from .money import Money
from .plan import Plan
from .settings import Settings
from .team import NOBODY, Team


class Entry(NamedTuple):
    """One account: its plan's file and text where it has one, what was read of it, and its facts."""

    id: str
    file: str = ""
    text: str = ""
    plan: Plan | None = None
    faults: tuple[Fault, ...] = ()
    facts: Facts | None = None

    @property
    def planned(self) -> bool:
        """Whether there is a plan file, readable or not."""
        return bool(self.file)

    @property
    def account(self) -> str:
        """The account's name: the plan's word, else the facts', else the id."""
        return (self.plan.account if self.plan else "") or (self.facts.account if self.facts else "") or self.id

    @property
    def stands_in(self) -> str:
        """The file that findings about the account point at: its plan, else its facts; empty where it has neither."""
        return self.file or (f"facts/{self.id}.yaml" if self.facts else "")


class Standing(NamedTuple):
    """What is asked of an account over the whole book, without its plan: a fact speaks where the plan is silent, None where both are.

    `template` is the plan's without its version, empty for an account without a plan that could be read; `arr` and `potential`
    are a year's worth, in the book's currency where they name none; `organisation` is the one the facts say they belong to.
    """

    account: str
    planned: bool
    template: str
    owner: str | None
    tier: str | None
    arr: Money | None
    potential: Money | None
    organisation: str | None = None


class Book(NamedTuple):
    """Settings, our people, and every account on the register, by id.

    `twins` are plan files whose id another has; `closed` tells of files that are there and may not be read. `beside` holds the
    texts of settings, team, templates and playbooks by file; `exposed` names files with personal data that git holds as they are.
    `standings` are the accounts' in a book whose entries hold no plans. `cut_short` says that history was, for some plan.
    """

    settings: Settings
    team: Team = NOBODY
    entries: Mapping[str, Entry] = {}
    twins: tuple[tuple[str, str], ...] = ()
    closed: tuple[str, ...] = ()
    beside: Mapping[str, str] = {}
    exposed: tuple[str, ...] = ()
    standings: Mapping[str, Standing] = {}
    cut_short: bool = False

    @property
    def plans(self) -> list[Plan]:
        """The plans that could be read, by id."""
        return [entry.plan for entry in self.entries.values() if entry.plan]
