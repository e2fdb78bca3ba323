"""The field's own words: one spelling on disk, in the order people expect to read them."""

from __future__ import annotations

from typing import Literal

Mode = Literal["living", "point-in-time"]
Lifecycle = Literal["onboarding", "adoption", "renewal", "expansion"]
Posture = Literal["retain", "stabilise", "grow", "expand", "acquire"]
RenewToday = Literal["yes", "no", "unsure"]
Level = Literal["high", "medium", "low"]
Support = Literal["champion", "supporter", "neutral", "opponent", "unknown"]
Alignment = Literal["good", "neutral", "poor"]
UnitStatus = Literal["onboarded", "sold", "introduced", "known", "unknown"]
GoalStatus = Literal["open", "on-track", "at-risk", "off-track", "achieved", "partial", "dropped"]
Band = Literal["green", "amber", "red"]
RiskStatus = Literal["open", "mitigated", "closed", "happened"]
OpportunityKind = Literal["upsell", "cross-sell", "renewal", "new-unit"]
ActionStatus = Literal["open", "in-progress", "blocked", "done", "dropped"]
MilestoneStatus = Literal["open", "in-progress", "done", "dropped"]
MilestoneKind = Literal["adoption", "delivery", "value"]
CriterionStatus = Literal["open", "met", "dropped"]
ChallengeStatus = Literal["open", "solved"]
AskStatus = Literal["open", "granted", "refused", "dropped"]
AskKind = Literal["resource", "exec-support"]
Side = Literal["us", "customer", "partner"]
Forecast = Literal["commit", "best-case", "pipeline", "omitted"]
InsightKind = Literal["goal", "pressure", "initiative", "obstacle", "solution"]
RelationKind = Literal["influences", "conflicts-with", "informal"]
ContactRule = Literal["ask-first", "off-limits"]
DecisionRole = Literal[
    "user-buyer", "technical-buyer", "economic-buyer", "decision-maker", "approver", "evaluator", "executive-sponsor",
    "influencer", "business-user", "gatekeeper", "procurement", "legal", "point-of-contact", "other",
]  # fmt: skip
TeamRole = Literal[
    "ae", "am", "csm", "se", "implementation", "support", "marketing", "product", "executive-sponsor", "partner",
]  # fmt: skip
MovementType = Literal[
    "m-and-a", "org-change", "account-team-change", "deal-win", "competitive-loss", "strategic-initiative",
    "resource-need", "exec-support-request", "sponsor-change", "stakeholder-change", "risk-signal", "expansion-window",
    "champion-left", "leadership-hire", "product-launch", "other",
]  # fmt: skip
RiskCategory = Literal[
    "readiness", "implementation", "adoption", "sentiment", "support", "quality", "product", "stakeholder-loss",
    "competitor", "commercial", "value", "fit", "acquisition", "staffing-change", "feature-request-volume",
    "support-escalation",
]  # fmt: skip
ReviewKind = Literal[
    "planning-day", "one-on-one", "rvp-quarterly", "leadership-half-year", "annual-workshop", "customer-quarterly", "qbr",
]  # fmt: skip

STAGES = (
    "prospecting", "qualification", "needs-analysis", "value-proposition", "decision-makers", "perception-analysis",
    "proposal", "negotiation", "closed-won", "closed-lost",
)  # fmt: skip
RED_FLAGS = frozenset({"staffing-change", "feature-request-volume", "support-escalation"})
DIMENSIONS = ("usage", "relationship", "support", "finance")
MOVEMENT_TOUCHES: dict[str, tuple[str, ...]] = {
    "m-and-a": ("stakeholders", "risks"),
    "org-change": ("stakeholders", "risks"),
    "leadership-hire": ("stakeholders", "risks"),
    "sponsor-change": ("stakeholders", "risks"),
    "stakeholder-change": ("stakeholders", "risks"),
    "champion-left": ("stakeholders", "risks"),
    "account-team-change": ("team",),
    "deal-win": ("opportunities",),
    "expansion-window": ("opportunities",),
    "competitive-loss": ("risks",),
    "risk-signal": ("risks",),
    "strategic-initiative": ("goals",),
    "resource-need": ("asks",),
    "exec-support-request": ("asks",),
    "product-launch": ("opportunities",),
    "other": ("actions",),
}
DONE = frozenset(
    ["done", "dropped", "achieved", "partial", "closed", "happened", "closed-won", "closed-lost", "met", "solved", "granted", "refused"]
)
