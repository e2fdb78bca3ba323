"""A command with the parameters of one of ours that does nothing: the floor of that command."""

from __future__ import annotations

from floor import run


def nothing(**_values: object) -> None:
    """Nothing."""


run(nothing)
