"""The plan on one page: the head and the five blocks."""

from __future__ import annotations

from acctplan.analysis.plan_view import PlanView
from acctplan.report import Report

from .plan import five, head


def view(result: PlanView) -> Report:
    """Goals, stakeholders, health and risks, opportunities, actions; nothing else."""
    return Report("show", result.plan.account, (*head(result), *five(result)), result.data())
