"""What others build into their CI: the hooks, the GitHub action, the GitLab component, and the workflows that `init` writes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from acctplan.cli.outlets import formats

from ..conftest import LITE, ROOT, Ran

Acct = Callable[..., Ran]
ACTION, COMPONENT, HOOKS = ROOT / "action.yml", ROOT / "templates" / "lint" / "template.yml", ROOT / ".pre-commit-hooks.yaml"
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(Path(sys.executable).parent / name), *arguments], capture_output=True, text=True, check=False)


def documents(path: Path) -> list[Any]:
    return list(YAML(typ="safe", pure=True).load_all(path.read_text("utf-8")))


@pytest.fixture
def started(acct: Acct, tmp_path: Path) -> Path:
    """A book as `init` writes it."""
    assert acct("init", "book", cwd=tmp_path).code == 0
    return tmp_path / "book"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The folder in which the action looks for what it installed."""
    place = tmp_path / "runner" / "acctplan" / "bin"
    place.mkdir(parents=True)
    (place / "acctplan").write_text(f'#!/bin/sh\nexec {sys.executable} -m acctplan "$@"\n')
    (place / "acctplan").chmod(0o755)
    return tmp_path / "runner"


def test_the_auditor_finds_nothing(started: Path) -> None:
    """Every audit that needs no network, those for sticklers too."""
    workflow = started / ".github" / "workflows" / "plans.yml"
    done = tool("zizmor", "--offline", "--no-progress", "--strict-collection", "--persona", "auditor", str(ACTION), str(workflow))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "completed" in done.stderr


def test_the_auditor_would_find_something(started: Path, tmp_path: Path) -> None:
    workflow = started / ".github" / "workflows" / "plans.yml"
    workflow.write_text(workflow.read_text().replace('"--changed-since=origin/$BASE"', "${{ github.head_ref }}"))
    assert tool("zizmor", "--offline", "--no-progress", str(workflow)).returncode != 0


def test_files_fit_the_platforms_schemas(started: Path) -> None:
    for schema, path in (
        ("vendor.github-workflows", started / ".github" / "workflows" / "plans.yml"),
        ("vendor.github-actions", ACTION),
        ("vendor.gitlab-ci", started / ".gitlab-ci.yml"),
    ):
        done = tool("check-jsonschema", "--builtin-schema", schema, str(path))
        assert done.returncode == 0, done.stdout


def test_the_component_fits_gitlabs_schema(tmp_path: Path) -> None:
    header, job = documents(COMPONENT)
    assert set(re.findall(r"inputs\.(\w+)", COMPONENT.read_text())) == set(header["spec"]["inputs"])
    assert all("default" in said and said["description"] for said in header["spec"]["inputs"].values())
    (tmp_path / "job.yml").write_text(re.sub(r"\$\[\[ inputs\.\w+ \]\]", "word", COMPONENT.read_text().partition("\n---\n")[2]))
    done = tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(tmp_path / "job.yml"))
    assert done.returncode == 0, done.stdout
    assert job["acctplan-lint"]["variables"]["GIT_DEPTH"] == "0"
    assert "$[[" not in "".join(job["acctplan-lint"]["script"]), "an input would be read by the shell"


def test_what_runs_in_a_strangers_ci_may_do_little(started: Path) -> None:
    workflow = started / ".github" / "workflows" / "plans.yml"
    for path in (workflow, ACTION):
        text = path.read_text()
        uses = [line.strip().removeprefix("- ") for line in text.splitlines() if "uses:" in line]
        assert uses
        assert [line for line in uses if not PINNED.match(line)] == []
        assert "pull_request_target" not in text
        assert "secrets" not in text
        for run in _runs(documents(path)[0]):
            assert "${{" not in run, "text of others would be read by the shell"
    said = documents(workflow)[0]
    assert said["permissions"] == {"contents": "read"}
    checkout = said["jobs"]["lint"]["steps"][0]["with"]
    assert (checkout["fetch-depth"], checkout["persist-credentials"]) == (0, False)


def _runs(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["run"]] if isinstance(value.get("run"), str) else []
        return own + [run for item in value.values() for run in _runs(item)]
    return [run for item in value for run in _runs(item)] if isinstance(value, list) else []


def _lint_step(**inputs: str) -> tuple[str, dict[str, str]]:
    """The script of the action's last step, and its environment with these inputs."""
    said = documents(ACTION)[0]
    step = said["runs"]["steps"][-1]
    given = {name: str(told["default"]) for name, told in said["inputs"].items()} | {
        key.replace("_", "-"): text for key, text in inputs.items()
    }
    return step["run"], {key: given[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", text)[1]] for key, text in step["env"].items()}  # type: ignore[index]


def _shell(script: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action_lints(book: Path, program: Path) -> None:
    script, environment = _lint_step(sarif="a.sarif", fail_on="error", changed_since="HEAD")
    done = _shell(script, book, RUNNER_TEMP=str(program), **environment)
    assert done.returncode == 0, done.stderr
    assert (book / "a.sarif").is_file()
    (book / "plans" / "harbour.md").write_text(LITE.replace("leads (dana, ", "leads ("))
    done = _shell(script, book, RUNNER_TEMP=str(program), **environment)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=plans/harbour.md,")


def test_no_input_of_the_action_is_a_command(book: Path, program: Path) -> None:
    evil = '$(touch ran) `touch ran`; touch ran & "; touch ran; "'
    script, environment = _lint_step(book=evil, changed_since=evil, fail_on=evil, baseline="", sarif=evil)
    done = _shell(script, book, RUNNER_TEMP=str(program), **environment)
    assert done.returncode == 2
    assert not list(book.glob("**/ran"))


def test_an_input_of_the_action_stays_one_word(book: Path, program: Path) -> None:
    (program / "acctplan" / "bin" / "acctplan").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    script, environment = _lint_step(book="a b", changed_since="c *", fail_on="d e", baseline="f g", sarif="h i")
    words = _shell(script, book, RUNNER_TEMP=str(program), **environment).stdout.splitlines()
    assert words == [
        "lint", "--book=a b", "--require-history", "--format", "github", "--changed-since=c *", "--fail-on=d e", "--baseline=f g", "--output=sarif=h i",
    ]  # fmt: skip


def test_the_workflow_lints_what_a_pull_request_touches(started: Path, book: Path, program: Path) -> None:
    runs = [run for run in _runs(documents(started / ".github" / "workflows" / "plans.yml")[0]) if run.startswith("acctplan")]
    path = f"{program / 'acctplan' / 'bin'}:{os.environ['PATH']}"
    subprocess.run(["git", "update-ref", "refs/remotes/origin/main", "HEAD"], cwd=book, check=True)
    (book / "plans" / "harbour.md").write_text(LITE.replace("leads (dana, ", "leads ("))
    assert [_shell(run, book, PATH=path, BASE="main").returncode for run in runs] == [1, 1]


@pytest.mark.parametrize("since", ["", "HEAD"])
def test_the_jobs_for_gitlab_lint(since: str, started: Path, book: Path, program: Path) -> None:
    path = f"{program / 'acctplan' / 'bin'}:{os.environ['PATH']}"
    scripts = [documents(COMPONENT)[1]["acctplan-lint"]["script"][-1], documents(started / ".gitlab-ci.yml")[0]["plans"]["script"][-1]]
    for script in scripts:
        assert _shell(script, book, PATH=path, CHANGED_SINCE=since).returncode == 0
    assert len(list(book.glob("*.json"))) == len(list(book.glob("*.xml"))) == 2


def test_the_hooks_are_for_the_whole_book_and_for_files() -> None:
    lint, fix = documents(HOOKS)[0]
    assert (lint["id"], lint["pass_filenames"], lint["require_serial"]) == ("acctplan-lint", False, True)
    assert (fix["id"], fix.get("pass_filenames", True)) == ("acctplan-fix", True)
    assert re.match(fix["files"], "plans/a/b.md")
    assert re.match(lint["files"], "books/one/facts/a.yaml")
    assert not re.match(fix["files"], "README.md")


def test_the_hook_for_the_book_runs(book: Path, program: Path) -> None:
    path = f"{program / 'acctplan' / 'bin'}:{os.environ['PATH']}"
    assert _shell(documents(HOOKS)[0][0]["entry"], book, PATH=path).returncode == 0
    (book / "plans" / "harbour.md").write_text(LITE.replace("leads (dana, ", "leads ("))
    assert _shell(documents(HOOKS)[0][0]["entry"], book, PATH=path).returncode == 1


def test_the_page_on_ci_knows_every_format() -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    assert [name for name in formats() if f"`{name}`" not in page] == []
