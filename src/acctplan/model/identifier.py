"""Ids: short kebab-case slugs, unique in a plan, kept for life."""

from __future__ import annotations

import re
from collections.abc import Container
from hashlib import sha256

from acctplan.pattern import Pattern

_SLUG = Pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60


def is_slug(text: str) -> bool:
    """Whether the text may be an id: lower-case letters a to z, digits, single hyphens; at most 60 characters."""
    return len(text) <= _LONGEST and _SLUG.fullmatch(text) is not None


def slug_of(title: str, *, most: int = 40) -> str:
    """A readable id for a title; empty if the title holds no letter or digit that Latin can write.

    >>> slug_of("Days to first full shift")
    'days-to-first-full-shift'
    """
    plain = title.lower() if title.isascii() else _latin(title).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return slug if len(slug) <= most else slug[: most + 1].rpartition("-")[0] or slug[:most]


def _latin(title: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()


def mint(title: str, taken: Container[str]) -> str:
    """An id that nothing has yet: the title's slug, with a short suffix made from the title where it is taken."""
    base = slug_of(title) or "item"
    if base not in taken:
        return base
    digest = sha256(title.encode()).hexdigest()
    for length in range(4, len(digest)):
        candidate = f"{base}-{digest[:length]}"
        if candidate not in taken:
            return candidate
    raise ValueError(f"no free id for {title!r}")


def alike(key: str) -> str:
    """What ids have in common that some computers cannot keep apart: the case of letters, and how accents are stored."""
    if key.isascii():
        return key.casefold()
    import unicodedata

    return unicodedata.normalize("NFC", key).casefold()
