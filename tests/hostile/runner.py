"""What a GitHub runner takes for its own commands, after the rules of its source (ActionCommand.cs), and what Azure and TeamCity do."""

from __future__ import annotations

COMMANDS = frozenset(
    {"error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-path", "set-env", "set-output", "save-state", "echo",
     "add-matcher", "remove-matcher", "stop-commands", "internal-set-repo-path"}
)  # fmt: skip


def obeyed(output: str) -> list[str]:
    """The lines a runner would act on."""
    return [line for line in output.splitlines() if _second(line) or _first(line) or "##vso[" in line or "##teamcity[" in line]


def _second(line: str) -> bool:
    said = line.lstrip()
    if not said.startswith("::"):
        return False
    end = said.find("::", 2)
    return end >= 0 and said[2:end].partition(" ")[0].lower() in COMMANDS


def _first(line: str) -> bool:
    start = line.find("##[")
    end = line.find("]", start)
    return start >= 0 and end >= 0 and line[start + 3 : end].partition(" ")[0].lower() in COMMANDS
