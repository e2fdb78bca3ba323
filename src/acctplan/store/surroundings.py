"""What a program is started with: the caller's environment, without what would lead it astray."""

from __future__ import annotations

import os
from pathlib import Path


def clean_environment() -> dict[str, str]:
    """The caller's environment without what would redirect git, prompt, or reach the network."""
    kept = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(kept)}
    return environment | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C.UTF-8",
        "PATH": search_path(),
    }


def search_path() -> str:
    """Where programs are looked for: the caller's PATH without folders that depend on where one stands, such as the book's own."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if Path(folder).is_absolute()) or os.defpath
