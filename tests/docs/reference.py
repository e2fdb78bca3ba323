"""Reference pages made from the code itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from acctplan import registry
from acctplan.cli.program import PACKAGE, PANELS
from acctplan.rules._catalogue import catalogue
from acctplan.rules._judge import every_rule

MADE = "<!-- Made from the code by `make docs`. -->"


def help_of(*words: str) -> str:
    """What `--help` prints at 100 columns."""
    program = str(Path(sys.executable).parent / "acctplan")
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100"}
    return subprocess.run([program, *words, "--help"], env=environment, capture_output=True, check=True).stdout.decode("utf-8")


def commands_page() -> str:
    """docs/commands.md."""
    parts = [MADE, "# Commands\n", f"```text\n{help_of().rstrip()}\n```\n"]
    modules = list(registry.members(PACKAGE))
    for panel in PANELS:
        parts.append(f"## {panel}\n")
        for name, module in modules:
            if module.PANEL == panel:
                parts.append(f"### acctplan {name}\n\n```text\n{help_of(name).rstrip()}\n```\n")
    return "\n".join(parts)


def rules_page() -> str:
    """docs/rules.md."""
    parts = [MADE, "# Lint rules\n", "`acctplan rule NAME` prints one of them.\n"]
    for rule in catalogue(every_rule()).rules:
        options = f"\nOptions: {rule.options_said}\n" if rule.options else ""
        parts.append(
            f"## {rule.code} {rule.name}\n\n{rule.severity}, {rule.category}. {rule.summary}\n\n{rule.why}\n{options}\n"
            f"Found here:\n\n```yaml\n{rule.bad}```\n\nFine like this:\n\n```yaml\n{rule.good}```\n\nSource: {rule.source}\n"
        )
    return "\n".join(parts)
