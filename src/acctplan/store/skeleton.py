"""Plan templates: the book's own first, then the shipped ones."""

from __future__ import annotations

from pathlib import Path

from acctplan.errors import ValueRefused
from acctplan.nearest import nearest
from acctplan.planfile.template import Template, parse_template
from acctplan.resources import shipped

from . import files

FOLDER = "plans"


def _folders(book: Path | None) -> list[Path]:
    own = [files.below(book, f"templates/{FOLDER}")] if book else []
    return [*own, shipped("templates") / FOLDER]


def template_names(book: Path | None) -> tuple[str, ...]:
    """Names of all templates a book can use, sorted."""
    return tuple(sorted({path.stem for folder in _folders(book) for path in files.walk(folder, ".md")}))


def read_template(book: Path | None, name: str) -> Template:
    """A template, what it extends already in it. Raises ValueRefused for one that is not there, is broken, or extends itself."""
    return _read(book, name, (), template_names(book))


def _read(book: Path | None, name: str, above: tuple[str, ...], known: tuple[str, ...]) -> Template:
    if name not in known:
        raise ValueRefused(f"there is no template “{name[:40]}”", f"Templates are {', '.join(known)}.")
    for folder in _folders(book):
        own = above.count(name)
        data = files.read(folder / f"{name}.md")
        if data is None or own > 1 or (own and folder == _folders(book)[0] and book):
            continue
        template = parse_template(data.decode("utf-8", "replace"), name)
        if template.extends and (template.extends != name or folder != _folders(None)[0]):
            if above.count(template.extends) > 1:
                raise ValueRefused(f"template {name} extends itself", "Change its `extends`.")
            return template.on(_read(book, template.extends, (*above, name), known))
        return template
    raise ValueRefused(f"template {name} extends itself", f"Nearest is {', '.join(nearest(name, known))}.")


def template_blocks(book: Path | None, names: set[str]) -> dict[str, frozenset[str]]:
    """Blocks of each template that is there; a name nobody knows is left out."""
    known = template_names(book)
    return {name: frozenset(_read(book, name, (), known).blocks) for name in names if name in known}
