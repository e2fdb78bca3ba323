"""Fuzzing: whatever bytes a plan, a settings file, a question or a time is made of, the promises of docs/promises.md hold.

Three ways: mutations of real plans (no dependency), hypothesis, and atheris where it is installed (`pip install --group fuzz`).
A few hundred cases in the quick run; `make test-deep` runs the full number, told in docs/promises.md.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.attack import at_most

from .fuzz_mutation import SALT, mutations, seeds
from .fuzz_targets import TARGETS
from .plan_texts import plan_texts

QUICK = {"scan": 120, "parse": 100, "tell": 20, "splice": 40, "ask": 60, "time": 60, "configure": 60}
DEEP = {"scan": 15_000, "parse": 25_000, "tell": 4_000, "splice": 12_000, "ask": 7_000, "time": 7_000, "configure": 10_000}
HYPOTHESIS = {"scan": 4_000, "parse": 4_000, "splice": 3_000, "ask": 2_000, "time": 2_000, "configure": 2_000}
ATHERIS = {"scan": 20_000, "parse": 10_000, "splice": 5_000, "ask": 10_000, "time": 10_000, "configure": 5_000}
COMMANDS = 5_000
SECONDS = 5
ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))


def holds(target: str, data: bytes) -> None:
    """Hold that a target's promises are kept for these bytes, in time (P4)."""
    try:
        with at_most(SECONDS):
            TARGETS[target](data)
    except BaseException as broken:
        broken.add_note(f"target {target}, input {data!r}")
        raise


def anything(target: str) -> st.SearchStrategy[bytes]:
    """Bytes, mostly such as the target knows: bits of its seeds, salt, plans in every style."""
    bits = st.sampled_from([*(line + b"\n" for seed in seeds(target) for line in seed.splitlines()), *SALT])
    joined = st.lists(bits, max_size=12).map(b"".join)
    plan = joined.map(lambda text: b"---\naccount: A\n" + text + b"\n---\nwords\n")
    words = st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass"))
    ways = [st.binary(max_size=60), words, joined]
    return st.one_of(*ways, plan, plan_texts().map(str.encode)) if target in ("scan", "parse", "splice") else st.one_of(*ways)


def test_the_cases_are_as_many_as_promised() -> None:
    assert sum(DEEP.values()) + sum(HYPOTHESIS.values()) + COMMANDS >= 100_000
    assert sum(QUICK.values()) + 120 >= 500


@pytest.mark.parametrize(("target", "data"), [("time", b"8/0565"), ("time", b"Q1 0000"), ("time", b"0/2026"), ("ask", b"due < today+9999")])
def test_what_fuzzing_found(target: str, data: bytes) -> None:
    holds(target, data)


@pytest.mark.parametrize("target", TARGETS)
def test_mutations(target: str) -> None:
    for data in mutations(target, QUICK[target], 20261120):
        holds(target, data)


@pytest.mark.deep
@pytest.mark.parametrize("target", TARGETS)
def test_mutations_deep(target: str) -> None:
    count = 0
    for data in mutations(target, DEEP[target], 1):
        holds(target, data)
        count += 1
    assert count == DEEP[target]


@pytest.mark.parametrize("target", HYPOTHESIS)
def test_generated(target: str) -> None:
    @settings(HOUSE, max_examples=15, derandomize=True)
    @given(anything(target))
    def every(data: bytes) -> None:
        holds(target, data)

    every()


@pytest.mark.deep
@pytest.mark.parametrize("target", HYPOTHESIS)
def test_generated_deep(target: str) -> None:
    @settings(HOUSE, max_examples=HYPOTHESIS[target])
    @given(anything(target))
    def every(data: bytes) -> None:
        holds(target, data)

    every()


@pytest.mark.deep
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed: pip install --group fuzz")
@pytest.mark.parametrize("target", ATHERIS)
def test_atheris(target: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds(target)):
        (corpus / str(number)).write_bytes(seed)
    words = [f"-atheris_runs={ATHERIS[target]}", "-seed=1", "-max_len=4000", "-timeout=60", f"-artifact_prefix={tmp_path}/", str(corpus)]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.properties.fuzz_driver", target, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    done = re.search(r"Done (\d+) ", ran.stderr) or re.search(r"#(\d+)\s+DONE", ran.stderr)
    assert done and int(done[1]) >= ATHERIS[target] * 0.99, ran.stderr[-1000:]
