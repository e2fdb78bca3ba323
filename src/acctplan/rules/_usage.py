"""Words that speak of how much a product is used, rather than of what it is used for."""

from __future__ import annotations

import re

from acctplan.pattern import Pattern

_USE = Pattern(
    r"\b(?:log[- ]?ins?|logged[- ]in|(?:daily|weekly|monthly)[- ]actives?|active (?:users?|seats?|licen[cs]es?|accounts?)"
    r"|(?:seats?|licen[cs]es?) (?:used|in use|activated|assigned|filled|taken)"
    r"|(?:product|platform|software|app|tool|feature|system|module|licen[cs]e|seat)s?[- ](?:usage|use|adoption|utili[sz]ation)"
    r"|(?:usage|use|adoption) of (?:our|the) (?:product|platform|software|app|tool|feature|system|module)s?|adoption rate"
    r"|(?:DAU|WAU|MAU)s?|sessions per user|registered users?|users? (?:activated|onboarded|registered|invited))\b",
    re.IGNORECASE,
)
_PARTS = ("log", "activ", "seat", "licen", "usage", "use", "adoption", "utili", "dau", "wau", "mau")
"""One of these stands in whatever the pattern finds; looking for them needs no pattern to be built."""
_OF_OURS = r"\b(?:usage|use|users?|adoption|log[- ]?ins?)\b"


def measures_use(metric: str, products: tuple[str, ...] = ()) -> bool:
    """Whether a metric counts use of a product: in general words, or beside the name of one of `products`.

    >>> measures_use("Weekly active users"), measures_use("Payroll users", ("payroll",)), measures_use("Payroll errors", ("payroll",))
    (True, True, False)
    """
    words = metric.casefold()
    if any(part in words for part in _PARTS) and _USE.search(metric):
        return True
    return any(product.casefold() in words for product in products) and re.search(_OF_OURS, metric, re.IGNORECASE) is not None
