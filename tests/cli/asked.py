"""What tests of commands ask alike: JSON held against its schema, refusals, whole programs."""

from __future__ import annotations

import difflib
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from acctplan.cli.schemas import schema_of
from tests.conftest import LITE, Ran, git

PLAN = "plans/harbour.md"


@cache
def _validator(kind: str) -> Draft202012Validator:
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def told(ran: Ran, kind: str, code: int = 0) -> Any:
    """The JSON document of a command, valid by its published schema, closed to keys nobody published."""
    assert ran.code == code, ran
    document = json.loads(ran.out)
    _validator(kind).validate(document)
    assert (document["schema_version"], document["kind"]) == (1, kind)
    assert document["tool_version"]
    assert set(document) <= set(schema_of(kind)["properties"])
    assert ran.out == json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return document


def refused(ran: Ran, *said: str) -> None:
    """Exit 2: nothing on stdout, a line that says what is wrong, a hint, no trace of a bug."""
    assert ran.code == 2, ran
    assert ran.out == "", ran
    lines = [line for line in ran.err.splitlines() if not line.startswith("as of ")]
    assert lines[0].startswith("acctplan: "), ran
    assert lines[0].endswith((".", "?")), ran
    assert "this is a bug" not in ran.err, ran
    assert "Traceback" not in ran.err, ran
    for words in said:
        assert words in ran.err, ran


def program(*arguments: str, cwd: Path, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "acctplan", *arguments], cwd=cwd, input=stdin or b"", capture_output=True, check=False, timeout=60,
        env={**os.environ, **environment},
    )  # fmt: skip


def flat(text: str) -> str:
    """A text without its line breaks: what was wrapped is whole again."""
    return " ".join(text.split())


def lines_changed(book: Path, before: str = LITE, path: str = PLAN) -> list[str]:
    """Lines that came and went."""
    after = (book / path).read_bytes().decode("utf-8")
    return [line for line in difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)) if line[0] in "+-"]


def without_contents(book: Path, folder: Path) -> Path:
    """A partial clone of a book below a folder: old versions are not in it, and git could fetch them."""
    git(book, "config", "uploadpack.allowFilter", "true")
    git(folder, "clone", "-q", "--filter=blob:none", book.as_uri(), "without-contents")
    return folder / "without-contents"
