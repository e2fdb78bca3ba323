"""The house: sizes, contracts per folder, what may be imported, what is banned."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from acctplan import registry

from ..conftest import ROOT

SOURCE = ROOT / "src" / "acctplan"
FILES = sorted(SOURCE.rglob("*.py"))
CORE = ("model", "planfile", "analysis", "rules", "views")
FILE_LINES, FUNCTION_LINES, COMMAND_LINES, RULE_LINES = 300, 40, 60, 60


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_are_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= FILE_LINES
    command = path.parent.name == "commands"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno
            assert length <= (COMMAND_LINES if command else FUNCTION_LINES), f"{node.name} has {length} lines"


def test_rules_are_short() -> None:
    long = {
        path.name: lines for path in (SOURCE / "rules").glob("[a-z]*.py") if (lines := path.read_text("utf-8").count("\n")) > RULE_LINES
    }
    assert long == {}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_public_things_have_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree) is not None or path.name == "__main__.py"
    for node in tree.body:
        if (
            isinstance(node, (ast.FunctionDef, ast.ClassDef))
            and not node.name.startswith("_")
            and node.name not in ("command", "view", "check")
        ):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_only_one_module_starts_git_and_few_start_programs() -> None:
    starters = {name_of(path) for path in FILES if "import subprocess" in path.read_text("utf-8")}
    assert starters == {"store/git_process.py", "store/programs.py", "store/page_template.py", "store/story.py"}


def test_the_clock_is_read_in_one_place() -> None:
    readers = {name_of(path) for path in FILES if "datetime.now(" in path.read_text("utf-8") or "date.today(" in path.read_text("utf-8")}
    assert readers == {"cli/context.py"}


@pytest.mark.parametrize(
    ("folder", "name"), [(folder, name) for folder in ("acctplan.formats", "acctplan.formats.findings") for name in registry.names(folder)]
)
def test_format_contract(folder: str, name: str) -> None:
    module = registry.load(folder, name)
    assert module.SUFFIX.startswith(".")
    assert list(inspect.signature(module.render).parameters) == ["report", "width", "color"]


@pytest.mark.parametrize("name", registry.names("acctplan.cli.commands"))
def test_command_contract(name: str) -> None:
    module = registry.load("acctplan.cli.commands", name)
    assert next(iter(inspect.signature(module.command).parameters)) == "session"
    assert set(module.TAKES) <= {"report", "findings", "difference", "read", "remembered", "write"}
    assert module.EXAMPLE.startswith("acctplan ")
    assert module.__doc__


@pytest.mark.parametrize("name", registry.names("acctplan.views"))
def test_view_contract(name: str) -> None:
    module = registry.load("acctplan.views", name)
    assert "view" in vars(module)
    assert len(inspect.signature(module.view).parameters) == 1


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--version"], ("typer", "pydantic", "ruamel", "rich", "jinja2")),
        (["--help"], ("pydantic", "ruamel", "rich", "jinja2", "git", "sqlite3")),
        (["show", "larchfield-outfitters"], ("rich", "jinja2", "git", "markdown_it", "nh3", "rapidfuzz", "filelock")),
        (["lint", "larchfield-outfitters"], ("rich", "jinja2", "git", "markdown_it", "nh3", "filelock")),
    ],
)
def test_import_budget(arguments: list[str], heavy: tuple[str, ...], story: Path) -> None:
    script = (
        f"import atexit, sys; sys.argv=['acctplan', *{arguments!r}]\n"
        "from acctplan.cli.main import run\n"
        "atexit.register(lambda: print('\\n@@' + ' '.join(name for name in sys.modules if '.' not in name)))\n"
        "run()"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=story, capture_output=True, check=False)
    assert done.returncode in (0, 1)
    loaded = done.stdout.decode().rpartition("@@")[2].split()
    assert [name for name in heavy if name in loaded] == []


def test_the_core_names_no_edge() -> None:
    banned = {"os", "pathlib", "subprocess", "shutil", "tempfile", "socket", "typer", "rich", "jinja2", "git"}
    for path in FILES:
        if path.relative_to(SOURCE).parts[0] in CORE or path.name == "report.py":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                assert not banned & {name.partition(".")[0] for name in names}, name_of(path)


def test_nothing_is_left_open() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error")
    assert [name_of(path) for path in FILES if any(mark in path.read_text("utf-8") for mark in marks)] == []
