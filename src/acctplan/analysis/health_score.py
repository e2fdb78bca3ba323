"""One number for four bands: higher is healthier."""

from __future__ import annotations

from acctplan.model.plan import Plan
from acctplan.model.settings import Settings
from acctplan.model.vocabulary import DIMENSIONS

POINTS = {"green": 100, "amber": 50, "red": 0}
GREEN_FROM, AMBER_FROM = 76, 51


def health_score(plan: Plan, settings: Settings) -> int | None:
    """Weighted mean of the bands that are said, 0 to 100; None if none is. Weights are the settings', else equal.

    *Source*: bands as published account-health scores set them: green from 76, amber from 51 (both settable).
    """
    bands = plan.health.bands() if plan.health else {}
    said = {name: POINTS[dimension.band] for name, dimension in bands.items() if dimension.band}
    weights = {name: float(settings.weights.get(name, 0 if settings.weights else 1)) for name in DIMENSIONS}
    total = sum(weights[name] for name in said)
    return round(sum(points * weights[name] for name, points in said.items()) / total) if total else None


def band_of(score: int, settings: Settings) -> str:
    """The band a score falls in."""
    bands = settings.bands
    if score >= float(bands.get("green", GREEN_FROM)):
        return "green"
    return "amber" if score >= float(bands.get("amber", AMBER_FROM)) else "red"
