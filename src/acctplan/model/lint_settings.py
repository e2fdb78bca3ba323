"""What the book's settings say of its lint. Apart from the other sections, for it is the one most books have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import model_validator

from .scalar import Texts, Value, Whole


def _options_apart(value: Any) -> Any:
    """`{severity: info, days: 30}`: everything but the severity is an option of the rule."""
    if not isinstance(value, dict) or "options" in value:
        return value
    named = {"severity": value["severity"]} if "severity" in value else {}
    return {**named, "options": {key: item for key, item in value.items() if key != "severity"}}


class RuleSettings(Value):
    """A rule's severity and options."""

    severity: Literal["error", "warning", "info", "off"] | None = None
    options: Mapping[str, Whole] = {}

    _apart = model_validator(mode="before")(_options_apart)


class PathSettings(Value):
    """What is not asked of some paths."""

    ignore: Texts = ()


class LintSettings(Value):
    """What fails, rule by rule and path by path."""

    fail_on: Literal["error", "warning", "info", "never"] = "error"
    rules: Mapping[str, RuleSettings] = {}
    paths: Mapping[str, PathSettings] = {}
