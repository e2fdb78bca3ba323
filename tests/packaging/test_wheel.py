"""The wheel carries the templates and the example book: installed elsewhere, `acctplan demo DIR` works."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ..conftest import ROOT, git


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout and unpacked where nothing of the checkout is."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(site: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    script = f"import sys; sys.path.insert(0, {str(site)!r}); import acctplan; assert acctplan.__file__.startswith({str(site)!r}); from acctplan.cli.main import run; run()"
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    return subprocess.run([sys.executable, "-c", script, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_demo_and_templates_ship_in_the_wheel(installed: Path, tmp_path: Path, story: Path) -> None:
    made = run(installed, "demo", "book", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert git(tmp_path / "book", "rev-parse", "HEAD") == git(story, "rev-parse", "HEAD")
    new = run(installed, "new", "Wren Ferries", "--set", "owner=dana", "--template", "core", cwd=tmp_path / "book")
    assert new.returncode == 0, new.stderr
    page = run(installed, "render", "wren-ferries", "--format", "html", cwd=tmp_path / "book")
    assert page.stdout.startswith("<!doctype html>")
    started = run(installed, "init", "other", cwd=tmp_path)
    assert started.returncode == 0, started.stderr
    assert (tmp_path / "other" / ".github" / "workflows" / "plans.yml").is_file()


def test_nothing_but_the_package_is_installed(installed: Path) -> None:
    assert {path.name.partition("-")[0] for path in installed.iterdir()} == {"acctplan"}
