"""Real `git merge` of branch pairs, by git alone and with `acctplan git setup`: conflicts avoided, nothing lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import git
from tests.properties.merge_oracle import resolved, tags_in, wrong
from tests.properties.plan_changes import changed

from acctplan.store.git import discover
from acctplan.store.git_setup import keep_setup, wanted_setup

SHELL = f"{sys.executable} -m acctplan"
PLAN = "plans/larch.md"


def texts(story: Path) -> list[str]:
    """The plans of the example book as they are at its end."""
    return [path.read_bytes().decode() for path in sorted((story / "plans").glob("*.md"))]


def people(story: Path) -> tuple[str, ...]:
    lines = (story / "team.yaml").read_text("utf-8").splitlines()
    return tuple(line.partition(":")[0] for line in lines if line[:1].isalpha())


class Clone:
    """A book with one plan, merged by git alone or as it is set up."""

    def __init__(self, folder: Path, story: Path) -> None:
        self.folder = folder
        folder.mkdir()
        git(folder, "init", "-q", "-b", "main")
        self.beside = {name: (story / name).read_bytes() for name in ("acctplan.yaml", "team.yaml")}
        repository = discover(folder)
        assert repository is not None
        keep_setup(repository, wanted_setup(repository, SHELL))

    def pair(self, base: str, ours: str, theirs: str) -> None:
        """The plan on two branches that start where it is on a third, told to git at once."""
        stream = [b"reset refs/heads/base\n\n", *self._commit("base", base, self.beside)]
        for branch, text in (("ours", ours), ("theirs", theirs)):
            stream += [b"reset refs/heads/%s\nfrom refs/heads/base\n\n" % branch.encode(), *self._commit(branch, text, {})]
        subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=self.folder, input=b"".join(stream), check=True)

    def _commit(self, branch: str, text: str, beside: dict[str, bytes]) -> list[bytes]:
        head = f"commit refs/heads/{branch}\ncommitter Dana Kim <dana@northpeak.example> 1790000000 +0000\ndata <<END\n{branch}\nEND\n"
        held = {**beside, PLAN: text.encode()}
        return [head.encode(), *(b"M 100644 inline %s\ndata %d\n%s\n" % (name.encode(), len(data), data) for name, data in held.items())]

    def merged(self, *, by_field: bool) -> tuple[bool, str]:
        """Whether theirs goes into ours without a conflict, and what the plan holds then."""
        attributes, away = self.folder / ".git/info/attributes", self.folder / ".git/info/away"
        git(self.folder, "checkout", "-q", "-f", "-B", "trial", "ours")
        if not by_field:
            attributes.rename(away)
        try:
            done = subprocess.run(["git", "merge", "-q", "-m", "Both", "theirs"], cwd=self.folder, capture_output=True, env={**os.environ})
        finally:
            if not by_field:
                away.rename(attributes)
        text = (self.folder / PLAN).read_bytes().decode()
        assert done.returncode == (1 if git(self.folder, "ls-files", "--unmerged") else 0), done.stderr
        return done.returncode == 0, text


def merges(folder: Path, story: Path, seeds: range) -> Counter[str]:
    """So many branch pairs merged both ways, each result held against what the two sides said."""
    clone, known, ours_too = Clone(folder, story), people(story), texts(story)
    counts: Counter[str] = Counter()
    for seed in seeds:
        rng = random.Random(seed)
        base = rng.choice(ours_too)
        ours, theirs = (changed(base, rng, tag, most=4) for tag in "ab")
        clone.pair(base, ours, theirs)
        alone, lines = clone.merged(by_field=False)
        clean, text = clone.merged(by_field=True)
        assert wrong(base, ours, theirs, text, known) == [], f"pair {seed}"
        assert tags_in(text) == tags_in(ours, theirs), f"pair {seed}"
        assert clean == (resolved(text, "ours") == text), f"pair {seed}"
        counts["git clean" if alone else "git conflicts"] += 1
        counts[f"{'clean' if clean else 'conflicts'} where git {'is clean' if alone else 'conflicts'}"] += 1
        counts["wrong without a word by git"] += bool(alone and wrong(base, ours, theirs, lines, known))
        counts["marked lines by git"] += 0 if alone else _marked(lines)
        counts["marked lines by field"] += 0 if clean else _marked(text)
    return counts


def _marked(text: str) -> int:
    """How many lines stand between marks."""
    return len(text.split("\n")) - len(_outside(text))


def _outside(text: str) -> list[str]:
    inside, kept = False, []
    for line in text.split("\n"):
        inside = inside or line.startswith("<<<<<<< ")
        if not inside:
            kept.append(line)
        inside = inside and not line.startswith(">>>>>>> ")
    return kept


def test_branch_pairs(tmp_path: Path, story: Path) -> None:
    counts = merges(tmp_path / "clone", story, range(15))
    assert counts["clean where git conflicts"] >= 2
    assert counts["conflicts where git is clean"] == 0


@pytest.mark.deep
@pytest.mark.parametrize("part", range(8))
def test_a_thousand_branch_pairs(part: int, tmp_path: Path, story: Path) -> None:
    counts = merges(tmp_path / "clone", story, range(1000 + part * 125, 1000 + (part + 1) * 125))
    print(sorted(counts.items()))
    assert counts["clean where git conflicts"] > counts["git conflicts"] / 3
