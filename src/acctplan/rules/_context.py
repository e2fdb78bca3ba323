"""What a rule may look at beside the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from acctplan.analysis.belief_age import NO_AGES, Ages
from acctplan.model.day import days_before
from acctplan.model.finding import Fault
from acctplan.model.settings import Settings
from acctplan.model.team import NOBODY, Team
from acctplan.named_tuple import NamedTuple

if TYPE_CHECKING:
    from acctplan.analysis.past_values import Past
    from acctplan.model.facts import Facts
    from acctplan.model.plan import Plan
    from acctplan.planfile.suppressions import Suppression

    from ._baseline import Kept
    from ._suppress import Unused


class Context(NamedTuple):
    """One plan's surroundings. `faults` are what reading it found; `blocks` the blocks its template has; `text` its whole file.

    `suppressions` are what the plan asks to be silent about, `unused` those of them that nothing needs, `stale` the lines of the
    baseline whose findings are gone, by plan.
    """

    today: date
    settings: Settings
    team: Team = NOBODY
    facts: Facts | None = None
    ages: Ages = NO_AGES
    faults: tuple[Fault, ...] = ()
    blocks: frozenset[str] = frozenset()
    text: str = ""
    suppressions: tuple[Suppression, ...] = ()
    unused: tuple[Unused, ...] = ()
    stale: Mapping[str, Sequence[Kept]] = {}

    def option(self, rule: str, name: str, default: int) -> int:
        """A rule's option: as the settings say, else the default."""
        said = self.settings.lint_rules.get(rule)
        return said.options.get(name, default) if said else default

    def tier(self, plan: Plan) -> str:
        """The account's tier: the plan's word, else the facts', else standard."""
        return plan.tier or (self.facts.text("crm", "tier") if self.facts else None) or "standard"

    def days_ago(self, days: int) -> date:
        """The day so many days before today; the calendar's first where it has none."""
        return days_before(self.today, days)

    def has(self, plan: Plan, block: str) -> bool:
        """Whether a rule about the block binds: the plan's template or the plan itself has it."""
        return block in self.blocks or block in plan.tree

    @property
    def past(self) -> Past:
        """What the plan said before; nothing where that is unknown."""
        return self.ages.past

    def found(self, code: str) -> list[Fault]:
        """Faults of one code that reading the plan found."""
        return [fault for fault in self.faults if fault.code == code]

    def ids(self, plan: Plan) -> Mapping[str, str]:
        """Every id of the plan's items, to its block."""
        return {key: block for block, key, _ in plan.items()}
