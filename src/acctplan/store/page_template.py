"""A book's own page templates: written by strangers for all we know, so they see plain data only, in a process of
their own with limits on time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from acctplan.errors import ValueRefused

from . import files

FOLDER = "templates/views"
_SECONDS = 5
_BYTES = 512 * 1024 * 1024
_MOST_OUTPUT = 4 * 1024 * 1024
_CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (%(bytes)d, %(bytes)d))
resource.setrlimit(resource.RLIMIT_CPU, (%(seconds)d, %(seconds)d))
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
given = json.load(sys.stdin)
environment = ImmutableSandboxedEnvironment(autoescape=given["escape"], undefined=StrictUndefined)
try:
    text = environment.from_string(given["template"]).render(given["data"])
    sys.stdout.write(json.dumps({"text": text}))
except TemplateSyntaxError as error:
    sys.stdout.write(json.dumps({"line": error.lineno, "why": error.message}))
except (TemplateError, TypeError, ValueError, OverflowError, MemoryError, RecursionError, ArithmeticError, LookupError) as error:
    trace, line = error.__traceback__, 0
    while trace is not None:
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == "<template>" else line
        trace = trace.tb_next
    sys.stdout.write(json.dumps({"line": line, "why": str(error)[:200] or type(error).__name__}))
"""


def own_templates(book: Path) -> dict[str, list[Path]]:
    """The book's page templates by view name, one for each format: `NAME.html.j2`, `NAME.md.j2`, `NAME.txt.j2`."""
    found: dict[str, list[Path]] = {}
    for path in files.walk(files.below(book, FOLDER), ".j2"):
        found.setdefault(path.name.split(".")[0], []).append(path)
    return found


def fill(path: Path, data: dict[str, Any]) -> str:
    """The template's text filled with plain data. Raises ValueRefused with its line, or the limit it ran into."""
    template = (files.read(path) or b"").decode("utf-8", "replace")
    given = json.dumps({"template": template, "escape": ".html" in path.name, "data": data})
    child = _CHILD % {"bytes": _BYTES, "seconds": _SECONDS}
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", child], input=given.encode(), capture_output=True, timeout=_SECONDS + 5, check=False
        )
    except subprocess.TimeoutExpired:
        raise _ran_out(path) from None
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise _ran_out(path) from None
    if "text" not in answer:
        raise ValueRefused(f"{FOLDER}/{path.name}:{answer['line']}:1: {answer['why']}", "Correct the template.")
    if len(answer["text"]) > _MOST_OUTPUT:
        raise ValueRefused(f"{FOLDER}/{path.name} makes over 4 MiB of text", "Make it say less.")
    return str(answer["text"])


def _ran_out(path: Path) -> ValueRefused:
    return ValueRefused(f"{FOLDER}/{path.name} took over {_SECONDS} seconds or 512 MiB", "Look for a loop that does not end.")
