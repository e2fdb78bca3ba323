"""The file is still encrypted.

Why: the repository is locked on this machine. Without the key there is no plan to judge.

Bad:

    # whole
    age-encryption.org/v1
    -> X25519 TGljZW5zZWQgdG8gbm9ib2R5IGF0IGFsbA

Good:

    owner: dana

Source: git-crypt and age: a locked file says nothing until it is unlocked.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP116"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """What reading found; a plan that was read has none."""
    yield from context.found(CODE)
