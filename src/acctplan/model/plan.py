"""An account plan: one file, every block typed, one shape whatever form it was written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from acctplan.named_tuple import NamedTuple

if TYPE_CHECKING:
    from .action import Action
    from .ask import Ask, Touchpoint
    from .business import Business, Competitor, Firmographics, Research
    from .criterion import Criterion
    from .goal import Goal
    from .health import Health
    from .insight import Initiative, Insight
    from .lint_ignore import LintIgnore
    from .milestone import Milestone
    from .money import Money
    from .movement import Movement
    from .opportunity import Opportunity
    from .our_goal import OurGoal
    from .pulse import Intent, Pulse
    from .purchase import Purchase
    from .question import Question
    from .relation import Relation
    from .renewal import Renewal
    from .review import Review
    from .risk import Risk
    from .stakeholder import Stakeholder
    from .swot import Swot
    from .unit import Unit
    from .value import ValueClaim, Voice


class Plan(NamedTuple):
    """The typed plan. `tree` is the same in long form as text: what `diff`, `history` and ages compare."""

    id: str
    tree: Mapping[str, Any]
    body: str = ""
    account: str = ""
    format: int = 1
    template: str = "lite"
    mode: str = "living"
    period: str | None = None
    organisation: str | None = None
    owner: str | None = None
    tier: str | None = None
    lifecycle: str | None = None
    posture: str | None = None
    external: Mapping[str, tuple[str, ...]] = {}
    intent: Intent | None = None
    pulse: Pulse | None = None
    story: str | None = None
    team: Mapping[str, tuple[str, ...]] = {}
    contributors: tuple[str, ...] = ()
    stakeholders: Mapping[str, Stakeholder] = {}
    contact_rules: Mapping[str, str] = {}
    relations: tuple[Relation, ...] = ()
    units: Mapping[str, Unit] = {}
    goals: Mapping[str, Goal] = {}
    health: Health | None = None
    risks: Mapping[str, Risk] = {}
    opportunities: Mapping[str, Opportunity] = {}
    actions: Mapping[str, Action] = {}
    milestones: Mapping[str, Milestone] = {}
    questions: Mapping[str, Question] = {}
    movements: Mapping[str, Movement] = {}
    reviews: Mapping[str, Review] = {}
    confirmed: Mapping[str, date] = {}
    renewal: Renewal | None = None
    purchase: Purchase | None = None
    success_criteria: Mapping[str, Criterion] = {}
    outcomes: tuple[str, ...] = ()
    value_in_their_words: tuple[str, ...] = ()
    our_goals: Mapping[str, OurGoal] = {}
    recommended_goals: tuple[str, ...] = ()
    expectations: tuple[str, ...] = ()
    swot: Swot | None = None
    initiatives: Mapping[str, Initiative] = {}
    insights: Mapping[str, Insight] = {}
    firmographics: Firmographics | None = None
    business: Business | None = None
    research: Mapping[str, Research] = {}
    competitors: Mapping[str, Competitor] = {}
    partners: tuple[str, ...] = ()
    buying_process: str | None = None
    arr: Money | None = None
    revenue: Mapping[str, Money] = {}
    value: Mapping[str, ValueClaim] = {}
    stories: tuple[str, ...] = ()
    marketing: tuple[str, ...] = ()
    voice: tuple[Voice, ...] = ()
    asks: Mapping[str, Ask] = {}
    touchpoints: Mapping[str, Touchpoint] = {}
    advocacy: str | None = None
    ambition: str | None = None
    written_on: date | None = None
    lint_ignore: tuple[LintIgnore, ...] = ()
    custom: Mapping[str, Any] = {}

    @property
    def template_name(self) -> str:
        """The template without its version."""
        return self.template.partition("@")[0]

    def items(self) -> Iterator[tuple[str, str, Any]]:
        """Every record with an id of its own: (block, id, record), in the field's order."""
        from .block import ITEM_BLOCKS

        for block in ITEM_BLOCKS:
            for key, item in getattr(self, block).items():
                yield block, key, item

    def title_of(self, key: str) -> str:
        """How a person would name what the id stands for; the id itself if nothing has it."""
        return next((title(item) or key for _, other, item in self.items() if other == key), key)


def title(item: Any) -> str:
    """The words a person knows a record by: its title, name, action, question or text."""
    for name in ("title", "name", "do", "ask", "what", "text", "claim", "metric"):
        words = getattr(item, "__dict__", {}).get(name)
        if words:
            return str(words)
    return ""
