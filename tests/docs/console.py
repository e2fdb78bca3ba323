"""Console blocks of a document: run in order in one folder, told apart from what they printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A command and what the document says it prints."""

    command: str
    output: str


def steps_of(block: str) -> list[Step]:
    """The commands of a block."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [Step(*(part.split("\n", 1) if "\n" in part else (part, ""))) for part in parts]


def run_document(text: str, folder: Path) -> str:
    """The document with what its console blocks really print, run in order by one shell's rules (cd and export last)."""
    state = {"cwd": str(folder), "env": environment()}

    def rerun(match: re.Match[str]) -> str:
        lines = []
        for step in steps_of(match[1]):
            lines.append(f"$ {step.command}\n{_run(step.command, state)}")
        return f"```console\n{''.join(lines)}```"

    return _BLOCK.sub(rerun, text)


def environment() -> dict[str, str]:
    """What a newcomer's shell has, with this environment's acctplan on the path."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "ACCTPLAN_"))}
    identity = {
        "GIT_AUTHOR_NAME": "Dana Kim",
        "GIT_AUTHOR_EMAIL": "dana@northpeak.example",
        "GIT_COMMITTER_NAME": "Dana Kim",
        "GIT_COMMITTER_EMAIL": "dana@northpeak.example",
    }
    return {
        **kept,
        **identity,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "80",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }


def _run(command: str, state: dict) -> str:
    script = f'{command}\nprintf \'\\n@@%s@@%s\' "$PWD" "${{ACCTPLAN_TODAY-}}"'
    done = subprocess.run(
        ["bash", "-c", script], cwd=state["cwd"], env=state["env"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    output, _, tail = done.stdout.decode("utf-8").rpartition("\n@@")
    state["cwd"], _, today = tail.partition("@@")
    if today:
        state["env"] = {**state["env"], "ACCTPLAN_TODAY": today}
    return output if not output or output.endswith("\n") else output + "\n"
