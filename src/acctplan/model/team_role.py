"""Roles of our people on one account."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from .scalar import as_tuple
from .vocabulary import TeamRole

Roles = Annotated[tuple[TeamRole, ...], BeforeValidator(as_tuple)]
