"""Measure whole processes against floors and peers in the same run: interleaved pairs, medians of the ratios.

A floor is what nothing can be faster than, such as a Typer command with the same parameters that does nothing; a peer is another
tool on the same plans. Prints a table for each size of book; exit 1 if a goal is missed.
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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.bench.books import build, path_of, plan_text  # noqa: E402

BIN = Path(sys.executable).parent
HERE = Path(__file__).parent
ACCTPLAN = [str(BIN / "acctplan")]
NULL = [sys.executable, str(HERE / "null_command.py")]
TYPER = [sys.executable, "-c", "import typer"]
PLAN = "account-00000"
SIZES = (1, 100, 1_000, 10_000)
VERSIONS = 200
Words = list[str]


@dataclass(frozen=True)
class Job:
    """A command held against another, and the most times the other it may take. `before` runs ahead of each pair."""

    name: str
    command: Words
    other: Words
    goal: float
    against: str = "null command"
    before: Callable[[Path], None] | None = None
    most_rounds: int = 99


def environment(home: Path) -> dict[str, str]:
    """A shell without our tests' wishes; compiled files are kept, as they are after an installation."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "ACCTPLAN_", "PYTHON"))}
    who = {
        f"GIT_{role}_{part}": said
        for role in ("AUTHOR", "COMMITTER")
        for part, said in (("NAME", "Dana Kim"), ("EMAIL", "dana@northpeak.example"))
    }
    cache = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    return {**kept, **who, **cache, "GIT_CONFIG_GLOBAL": os.devnull, "ACCTPLAN_TODAY": "2026-11-20"}


def small_jobs() -> list[Job]:
    """Start-up, and commands on the one plan of a book."""
    value = "goal-0.key_results.share-0.current"
    return [
        Job("`--version`", [*ACCTPLAN, "--version"], TYPER, 1.2, "`import typer`"),
        Job("`--help`", [*ACCTPLAN, "--help"], TYPER, 1.2, "`import typer`"),
        Job("completion of a plan's id", ["env", "_ACCTPLAN_COMPLETE=complete_bash", "COMP_WORDS=acctplan show acc", "COMP_CWORD=2", *ACCTPLAN],
            TYPER, 1.5, "`import typer`"),
        Job("`lint`, one plan", [*ACCTPLAN, "lint", PLAN], [*NULL, "lint", PLAN], 1.3),
        Job("`lint`, one plan just changed", [*ACCTPLAN, "lint", PLAN], [*NULL, "lint", PLAN], 1.3, before=touched),
        Job("`lint`, one plan just changed, words never used", [*ACCTPLAN, "lint", PLAN], [*NULL, "lint", PLAN], 1.3, before=unheard),
        Job("`show`, one plan", [*ACCTPLAN, "show", PLAN], [*NULL, "show", PLAN], 1.3),
        Job("`show`, one plan just changed", [*ACCTPLAN, "show", PLAN], [*NULL, "show", PLAN], 1.3, before=touched),
        Job("`set`, one plan", [*ACCTPLAN, "set", PLAN, f"{value}=31", "--dry-run"], [*NULL, "set", PLAN, "a=b"], 1.3),
        Job("edit of one scalar", [*ACCTPLAN, "set", PLAN, f"{value}=31"], [sys.executable, str(HERE / "read_and_write.py"), "set", PLAN, "a=b"],
            1.2, "read and write", before=restored),
        Job("merge of one plan", [*ACCTPLAN, "git", "merge", "--", "base", "ours", "theirs", "7", path_of(0)], [*NULL, "git", "merge"], 1.5,
            before=parted),
    ]  # fmt: skip


def long_job() -> Job:
    """What is asked of one plan with very many versions."""
    return Job(
        f"history of a field, {VERSIONS} versions",
        [*ACCTPLAN, "history", "--no-cache", PLAN, "goals.goal-0.status"],
        [sys.executable, str(HERE / "field_history.py"), path_of(0), "goals", "goal-0"],
        0.06,
        "GitPython, ruamel round trip",
    )


def book_jobs(plans: int, yaml: Path, rounds: int) -> list[Job]:
    """Commands on a whole book."""
    cold = [*ACCTPLAN, "lint", "--no-cache", "--jobs"]
    differ = [*ACCTPLAN, "diff", "before..fifth", "--format", "json"]
    rows = ["--top", "20", "--no-cache"]
    schema = yaml.parent / "plan.schema.json"
    goals = {1_000: (0.22, 0.06), 10_000: (0.16, 0.04)}.get(plans, (1.0, 1.0))
    warm = [
        Job("`lint` again, nothing changed", [*ACCTPLAN, "lint"], [*NULL, "lint"], 1.5),
        Job("`status` again, nothing changed", [*ACCTPLAN, "status", "--top", "20"], [*NULL, "status"], 1.5),
        Job("`lint` of one plan of the book", [*ACCTPLAN, "lint", PLAN], [*NULL, "lint", PLAN], 1.7, before=touched),
        Job("`status`, one plan just changed", [*ACCTPLAN, "status", "--top", "20"], [*NULL, "status"], 1.7, before=touched),
        Job("`lint`, one plan just changed", [*ACCTPLAN, "lint"], [*NULL, "lint"], 1.7, before=touched),
        Job(
            "`lint --changed-since`, 20 plans changed",
            [*ACCTPLAN, "lint", "--changed-since", "fifth"],
            [*NULL, "lint"],
            2.0,
            before=touched,
        ),
        Job("`diff` of the book, 20 % changed", [*differ, "--no-cache"], ["git", "diff", "before", "fifth"], 9, "`git diff`"),
        Job("`diff` of the book, asked again", differ, ["git", "diff", "before", "fifth"], 1.5, "`git diff`"),
        Job(
            "`status --as-of`",
            [*ACCTPLAN, "status", "--as-of", "before", *rows],
            [*ACCTPLAN, "status", *rows],
            2,
            "today's",
            most_rounds=rounds,
        ),
        Job("`lint` cold, two processes", [*cold, "2"], [*cold, "1"], 0.7, "one process", most_rounds=rounds),
    ]
    peers = [
        Job("`lint` cold, one process", [*cold, "1"], [str(BIN / "check-jsonschema"), "--schemafile", str(schema), *_all(yaml)], goals[0],
            "check-jsonschema", most_rounds=rounds),
        Job("`lint` cold, one process", [*cold, "1"], [str(BIN / "yamllint"), "-d", "relaxed", str(yaml)], goals[1], "yamllint", most_rounds=rounds),
    ]  # fmt: skip
    if plans <= 1_000:
        past = Job("`history` of the book", [*ACCTPLAN, "history", "--no-cache", "--format", "json"], ["git", "log", "-p", "--", "plans"], 8,
            "`git log -p`", most_rounds=rounds)  # fmt: skip
        warm.append(past)
    return [*warm, *(job for job in peers if Path(job.other[0]).exists())]


def _all(folder: Path) -> Words:
    return [str(path) for path in sorted(folder.glob("*.yaml"))]


def touched(folder: Path) -> None:
    """Change a plan, so that nothing remembered of it fits."""
    path = folder / path_of(0)
    path.write_text(f"{path.read_text()}Seen at {time.perf_counter_ns()}.\n")


def unheard(folder: Path) -> None:
    """The same, and nobody ever asked anything with these words."""
    touched(folder)
    for path in (folder.parent / "cache" / "acctplan").glob("answers-*"):
        path.unlink()


def restored(folder: Path) -> None:
    """Put a plan back as it was committed."""
    (folder / path_of(0)).write_text(plan_text(0, 23))


def extracted(folder: Path, plans: int, env: dict[str, str]) -> Path:
    """The fields of the plans as files of YAML, for tools that read nothing else, and their schema beside them."""
    folder.mkdir()
    for number in range(plans):
        (folder / f"{number:05d}.yaml").write_text(plan_text(number, 23).split("---\n")[1])
    schema = subprocess.run([*ACCTPLAN, "schema", "plan"], env=env, capture_output=True, check=True).stdout
    (folder.parent / "plan.schema.json").write_bytes(schema)
    return folder


def parted(folder: Path) -> None:
    """A plan as two people left it, and as both had it before."""
    base = plan_text(0, 23)
    (folder / "base").write_text(base)
    (folder / "ours").write_text(base.replace("  now: All", "  now: Nearly all"))
    (folder / "theirs").write_text(base.replace("  next: Renew", "  next: Extend"))


def changed_book(folder: Path, plans: int, env: dict[str, str]) -> None:
    """Two more commits: one changes a field in every fifth plan, one another field in twenty; `before` and `fifth` name what went before."""
    for name, some, old, new in (("before", range(0, plans, 5), "  now: All", "  now: Nearly all"),
                                 ("fifth", range(min(plans, 20)), "  next: Renew", "  next: Extend")):  # fmt: skip
        subprocess.run(["git", "tag", name], cwd=folder, env=env, check=True)
        for number in some:
            path = folder / path_of(number)
            path.write_text(path.read_text().replace(old, new))
        subprocess.run(["git", "commit", "-qam", "More"], cwd=folder, env=env, check=True)


def seconds(command: Words, folder: Path, env: dict[str, str]) -> float:
    """Wall time of one run."""
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin


def peak_mib(command: Words, folder: Path, env: dict[str, str]) -> float:
    """Largest memory of our own process in a run, in MiB; git's, which counts the packs it maps, is another's."""
    script = (
        "import atexit, resource, sys\n"
        "atexit.register(lambda: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr))\n"
        "from acctplan.cli.main import run\nrun()"
    )
    told = subprocess.run([sys.executable, "-c", script, *command[1:]], cwd=folder, env=env, capture_output=True, check=False).stderr
    return round(int(told.split()[-1]) / 1024, 1)


def measure(job: Job, plans: int, folder: Path, env: dict[str, str], rounds: int) -> dict[str, object]:
    """The job and what it is held against in turn; medians, and the median of the ratios."""
    pairs = []
    for turn in range(min(rounds, job.most_rounds) + 1):
        if job.before:
            job.before(folder)
        pair = seconds(job.command, folder, env), seconds(job.other, folder, env)
        pairs += [pair] if turn else []
    return {
        "plans": plans,
        "job": job.name,
        "against": job.against,
        "ms": round(statistics.median(mine for mine, _ in pairs) * 1000),
        "other_ms": round(statistics.median(other for _, other in pairs) * 1000),
        "ratio": round(statistics.median(mine / other for mine, other in pairs), 2),
        "goal": job.goal,
        "pairs": len(pairs),
    }


def main() -> int:
    """Build the books, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=11, help="pairs for short jobs")
    parser.add_argument("--long-rounds", type=int, default=5, help="pairs for jobs that read a whole book anew")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    compileall.compile_dir(ROOT / "src", quiet=2)
    rows: list[dict[str, object]] = []
    for plans in chosen.sizes:
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            env = environment(home)
            folder = build(home / "book", plans, env)
            if plans == 1:
                jobs = [(job, folder) for job in small_jobs()]
                jobs.append((long_job(), build(home / "long", 1, env, months=VERSIONS)))
            else:
                changed_book(folder, plans, env)
                jobs = [(job, folder) for job in book_jobs(plans, extracted(home / "yaml", plans, env), chosen.long_rounds)]
            for job, where in jobs:
                rows.append(measure(job, plans, where, env, chosen.rounds))
                print(json.dumps(rows[-1]) if chosen.json else _line(rows[-1]), flush=True)
            if plans > 1:
                print(
                    f"peak memory of `lint --no-cache --jobs 1`, {plans} plans: {peak_mib([*ACCTPLAN, 'lint', '--no-cache', '--jobs', '1'], folder, env)} MiB"
                )
    print(f"\nPython {platform.python_version()}, {os.cpu_count()} cores")
    return int(any(float(str(row["ratio"])) > float(str(row["goal"])) for row in rows))


def _line(row: dict[str, object]) -> str:
    missed = " **missed**" if float(str(row["ratio"])) > float(str(row["goal"])) else ""
    return f"| {row['plans']} | {row['job']} | {row['against']} | {row['ms']} | {row['other_ms']} | {row['ratio']} | ≤ {row['goal']}{missed} | {row['pairs']} |"


if __name__ == "__main__":
    sys.exit(main())
