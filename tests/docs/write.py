"""Write the documents that are made from the code: README's console blocks, docs/commands.md, docs/fields.md, docs/rules.md, docs/rules/."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.docs.console import run_document  # noqa: E402
from tests.docs.reference import commands_page, fields_page, rule_pages, rules_page  # noqa: E402


def main() -> None:
    """Write all of them."""
    readme = ROOT / "README.md"
    with tempfile.TemporaryDirectory() as folder:
        readme.write_text(run_document(readme.read_text("utf-8"), Path(folder)), "utf-8")
    (ROOT / "docs" / "commands.md").write_text(commands_page(), "utf-8")
    (ROOT / "docs" / "fields.md").write_text(fields_page(), "utf-8")
    (ROOT / "docs" / "rules.md").write_text(rules_page(), "utf-8")
    write_rules(ROOT / "docs" / "rules")


def write_rules(folder: Path) -> None:
    """A page for each rule; pages of rules that are gone go too."""
    folder.mkdir(exist_ok=True)
    pages = rule_pages()
    for path in folder.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
