"""Write the documents that are made from the code: README's console blocks, docs/commands.md, docs/rules.md."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.docs.console import run_document  # noqa: E402
from tests.docs.reference import commands_page, fields_page, rules_page  # noqa: E402


def main() -> None:
    """Write all of them."""
    readme = ROOT / "README.md"
    with tempfile.TemporaryDirectory() as folder:
        readme.write_text(run_document(readme.read_text("utf-8"), Path(folder)), "utf-8")
    (ROOT / "docs" / "commands.md").write_text(commands_page(), "utf-8")
    (ROOT / "docs" / "fields.md").write_text(fields_page(), "utf-8")
    (ROOT / "docs" / "rules.md").write_text(rules_page(), "utf-8")


if __name__ == "__main__":
    main()
