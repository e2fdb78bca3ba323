"""Fuzz one target with atheris, which follows the paths that inputs take: `python -m tests.properties.fuzz_driver parse -atheris_runs=20000`.

Arguments after the target's name are libFuzzer's own. An input that breaks a promise is written to a file and the run ends badly.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["acctplan"]):
    from .fuzz_targets import TARGETS


def run(arguments: list[str]) -> None:
    """Fuzz the target that the first argument names until the runs are up."""
    target = TARGETS[arguments[1]]

    def one(data: bytes) -> None:
        target(data)

    atheris.Setup([arguments[0], *arguments[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    run(sys.argv)
