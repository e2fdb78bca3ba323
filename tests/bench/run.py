"""Measure whole processes against floors in the same run: interleaved pairs, medians of the ratios.

A floor is what nothing can be faster than: `python -c "import typer"` for start-up, and for a command a Typer command with
the same parameters that does nothing. Prints a table; exit 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.conftest import LITE, TEAM  # noqa: E402

BIN = Path(sys.executable).parent
ACCTPLAN = [str(BIN / "acctplan")]
NULL = [sys.executable, str(Path(__file__).parent / "null_command.py")]
TYPER = [sys.executable, "-c", "import typer"]
VERSIONS = 24


@dataclass(frozen=True)
class Job:
    """A command, the floor it is held against, and the most times the floor it may take."""

    name: str
    command: list[str]
    floor: list[str]
    goal: float


def environment(home: Path) -> dict[str, str]:
    """A shell without our tests' wishes; compiled files are kept, as they are after an installation."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "ACCTPLAN_", "PYTHON"))}
    who = {
        "GIT_AUTHOR_NAME": "Dana Kim",
        "GIT_AUTHOR_EMAIL": "dana@northpeak.example",
        "GIT_COMMITTER_NAME": "Dana Kim",
        "GIT_COMMITTER_EMAIL": "dana@northpeak.example",
    }
    return {
        **kept,
        **who,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "ACCTPLAN_TODAY": "2026-11-20",
    }


def one_plan(folder: Path, env: dict[str, str]) -> None:
    """A book of one plan with two years of monthly commits."""
    (folder / "plans").mkdir(parents=True)
    (folder / "acctplan.yaml").write_text("currency: EUR\ntime_zone: Europe/Berlin\ncommit: never\n")
    (folder / "team.yaml").write_text(TEAM)
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, env=env, check=True)
    for month in range(VERSIONS):
        day = f"{2024 + (month + 11) // 12}-{(month + 11) % 12 + 1:02d}-05T10:00:00+00:00"
        text = LITE.replace("now 9", f"now {3 + month % 9}").replace("They bake", f"In month {month} they bake")
        (folder / "plans" / "harbour.md").write_text(text)
        subprocess.run(["git", "add", "-A"], cwd=folder, env=env, check=True)
        subprocess.run(
            ["git", "commit", "-q", "-m", f"Month {month}"],
            cwd=folder,
            env={**env, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day},
            check=True,
        )


def jobs() -> list[Job]:
    """What is measured."""
    words = {"lint": ["harbour"], "show": ["harbour"], "set": ["harbour", "rosters.status=on-track", "--dry-run"]}
    start = [Job("--version", [*ACCTPLAN, "--version"], TYPER, 1.2), Job("--help", [*ACCTPLAN, "--help"], TYPER, 1.2)]
    return start + [Job(f"{name}, one plan", [*ACCTPLAN, name, *rest], [*NULL, name, *rest], 1.3) for name, rest in words.items()]


def seconds(command: list[str], folder: Path, env: dict[str, str]) -> float:
    """Wall time of one run."""
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin


def measure(job: Job, folder: Path, env: dict[str, str], rounds: int) -> dict[str, float | str]:
    """The job and its floor in turn; medians, and the median of the ratios."""
    seconds(job.command, folder, env)
    seconds(job.floor, folder, env)
    pairs = [(seconds(job.command, folder, env), seconds(job.floor, folder, env)) for _ in range(rounds)]
    return {
        "job": job.name,
        "ms": round(statistics.median(mine for mine, _ in pairs) * 1000),
        "floor ms": round(statistics.median(floor for _, floor in pairs) * 1000),
        "ratio": round(statistics.median(mine / floor for mine, floor in pairs), 2),
        "goal": job.goal,
    }


def main() -> int:
    """Build the book, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        env = environment(home)
        folder = home / "book"
        compileall.compile_dir(ROOT / "src", quiet=2)
        one_plan(folder, env)
        rows = [measure(job, folder, env, chosen.rounds) for job in jobs()]
    if chosen.json:
        print(json.dumps(rows, indent=2))
    else:
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {chosen.rounds} interleaved pairs\n")
        print("| job | ms | floor ms | ratio | goal |\n|---|---:|---:|---:|---:|")
        for row in rows:
            print(f"| {row['job']} | {row['ms']} | {row['floor ms']} | {row['ratio']} | ≤ {row['goal']} |")
    return int(any(float(row["ratio"]) > float(row["goal"]) for row in rows))


if __name__ == "__main__":
    sys.exit(main())
