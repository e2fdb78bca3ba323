"""How large a plan may be. A limit is checked before the work it bounds."""

from __future__ import annotations

FILE_BYTES = 1024 * 1024
BASELINE_BYTES = 32 * FILE_BYTES
"""A baseline is of a whole book: some 250,000 findings of it."""
FRONT_CHARACTERS = 256 * 1024
DEPTH = 32
NODES = 10_000
SHOWN_CHARACTERS = 200
