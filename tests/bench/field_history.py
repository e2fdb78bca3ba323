"""The history of one field the obvious way: every version through GitPython, each read by ruamel.yaml's round trip."""

from __future__ import annotations

import sys

from git import Repo
from ruamel.yaml import YAML

path, block, field = sys.argv[1:]
yaml = YAML()
last: object = None
for commit in Repo(".").iter_commits(paths=path, reverse=True):
    text = (commit.tree / path).data_stream.read().decode()
    value = yaml.load(text.split("---\n")[1])[block][field]
    if value != last:
        print(commit.authored_datetime.date(), commit.author.name, value)
    last = value
