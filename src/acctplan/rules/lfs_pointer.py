"""The file is a pointer of Git LFS, not the plan.

Why: the plan is elsewhere and was not fetched. Judging the pointer would be judging nothing.

Bad:

    # whole
    version https://git-lfs.github.com/spec/v1
    oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
    size 12345

Good:

    owner: dana

Source: Git LFS: a pointer file stands for the content until it is pulled.
"""

from __future__ import annotations

from collections.abc import Iterator

from acctplan.model.finding import Fault
from acctplan.model.plan import Plan

from ._context import Context

CODE = "AP113"
SEVERITY = "error"
FIX = "none"


def check(plan: Plan, context: Context) -> Iterator[Fault]:
    """What reading found; a plan that was read has none."""
    yield from context.found(CODE)
