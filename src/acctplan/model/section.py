"""The sections of the book's settings. Loaded only for the sections a book has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from .fiscal import Weeks, told
from .period import MONTHS
from .scalar import Number, Text, Texts, Value, Whole


class Tier(Value):
    """What a tier asks of its accounts."""

    template: Text | None = None
    deserves_plan: Text | None = None
    max_per_owner: Whole | None = None
    stale_days: Whole | None = None


class Fiscal(Value):
    """First month of the year and how a year is named; or, for years of 52 and 53 weeks, a table that says both."""

    starts: Annotated[Literal[MONTHS], BeforeValidator(lambda v: v.lower() if isinstance(v, str) else v)] = "january"  # type: ignore[valid-type]
    named_by: Literal["start", "end"] = "start"
    weeks: Weeks = ()

    @model_validator(mode="after")
    def _said_once(self) -> Fiscal:
        if "weeks" in self.model_fields_set and len(self.model_fields_set) > 1:
            raise told("weeks says when a year begins and what it is called. Remove starts and named_by.")
        return self


class Rhythm(Value):
    """How often a kind of review happens, and for which tiers."""

    every: Text
    tiers: Texts = ()


class HealthSettings(Value):
    """Weights of the dimensions and the lower ends of the bands, out of 100."""

    weights: Mapping[str, Number] = {}
    bands: Mapping[str, Number] = {}


class Snapshots(Value):
    """How snapshot tags begin."""

    prefix: Text = "plan"


class Privacy(Value):
    """Where names of customer people may stand."""

    names: Literal["plan", "contacts"] = "plan"


class CustomField(Value):
    """A field of the book's own, under `custom:`."""

    type: Literal["text", "number", "day", "flag", "money"] = "text"
    values: Texts = ()
