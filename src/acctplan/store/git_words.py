"""What git says in words."""

from __future__ import annotations

import re


def lines_of(output: bytes) -> list[str]:
    """The lines of git's words that say something, without its own prefixes, hints and warnings."""
    lines = [line.strip() for line in output.decode("utf-8", "replace").splitlines()]
    return [re.sub(r"^(fatal|error): ", "", line) for line in lines if line and not line.startswith(("hint:", "warning:"))]


def first_line(output: bytes) -> str:
    """The first of them; empty if git said nothing."""
    return next(iter(lines_of(output)), "")
