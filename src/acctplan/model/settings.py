"""The book's settings: `acctplan.yaml`."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from acctplan.named_tuple import NamedTuple

from .fiscal import FiscalYear
from .period import MONTHS
from .vocabulary import STAGES

if TYPE_CHECKING:
    from .lint_settings import LintSettings, PathSettings, RuleSettings
    from .section import CustomField, Fiscal, HealthSettings, Privacy, Rhythm, Snapshots, Tier

STALE_DAYS = 90
TIERS = ("strategic", "growth", "standard")
Decimals = Mapping[str, Any]
Commit = Literal["ask", "always", "never"]


class Settings(NamedTuple):
    """Everything `acctplan.yaml` may say; a section that is absent stands for its defaults, which the properties know."""

    organisation: str | None = None
    currency: str = "EUR"
    time_zone: str = "UTC"
    fiscal_year: Fiscal | None = None
    products: tuple[str, ...] = ()
    owner_role: str = "csm"
    tiers: Mapping[str, Tier] = {}
    stages: Decimals = {}
    cadence: Mapping[str, Rhythm] = {}
    health: HealthSettings | None = None
    lint: LintSettings | None = None
    snapshots: Snapshots | None = None
    privacy: Privacy | None = None
    commit: Commit = "ask"
    custom: Mapping[str, CustomField] = {}
    sources: Mapping[str, Any] = {}

    @property
    def fiscal(self) -> FiscalYear:
        """The book's year: the calendar's unless said otherwise."""
        said = self.fiscal_year
        return FiscalYear(MONTHS.index(said.starts) + 1, said.named_by == "end", said.weeks) if said else FiscalYear()

    @property
    def stage_names(self) -> tuple[str, ...]:
        """Opportunity stages in order."""
        return tuple(self.stages) or STAGES

    @property
    def tier_names(self) -> tuple[str, ...]:
        """The tiers there are."""
        return tuple(self.tiers) or TIERS

    @property
    def weights(self) -> Decimals:
        """Weights of the health dimensions; empty where none are said."""
        return self.health.weights if self.health else {}

    @property
    def bands(self) -> Decimals:
        """Lower ends of the health bands, out of 100; empty where none are said."""
        return self.health.bands if self.health else {}

    @property
    def fail_on(self) -> str:
        """The least severity that fails `lint`."""
        return self.lint.fail_on if self.lint else "error"

    @property
    def lint_rules(self) -> Mapping[str, RuleSettings]:
        """What is said of rules and categories."""
        return self.lint.rules if self.lint else {}

    @property
    def lint_paths(self) -> Mapping[str, PathSettings]:
        """What is said of paths."""
        return self.lint.paths if self.lint else {}

    @property
    def prefix(self) -> str:
        """How snapshot tags begin."""
        return self.snapshots.prefix if self.snapshots else "plan"

    def stale_days(self, tier: str | None) -> int:
        """Days after which a plan of that tier is stale."""
        named = self.tiers.get(tier or "")
        return named.stale_days if named and named.stale_days else STALE_DAYS


_SINGLE = {
    "organisation": "scalar.Text", "currency": "scalar.Text", "time_zone": "scalar.Text", "products": "scalar.Texts",
    "owner_role": "scalar.Text", "commit": "settings.Commit",
}  # fmt: skip
_RECORDS = {
    "fiscal_year": "section.Fiscal", "health": "section.HealthSettings", "lint": "lint_settings.LintSettings",
    "snapshots": "section.Snapshots",
    "privacy": "section.Privacy",
}  # fmt: skip
_TABLES = {
    "tiers": "section.Tier",
    "cadence": "section.Rhythm",
    "custom": "section.CustomField",
    "stages": "scalar.Number",
    "sources": "scalar.Custom",
}


@cache
def section_type(name: str) -> Any:
    """The type of a settings field: an annotated scalar, a record class, or a mapping of either. Raises KeyError for no field."""
    dotted = _SINGLE.get(name) or _RECORDS.get(name) or _TABLES[name]
    module, _, attribute = dotted.partition(".")
    kind = getattr(importlib.import_module(f"{__package__}.{module}"), attribute)
    return Mapping[str, kind] if name in _TABLES else kind  # type: ignore[valid-type]
