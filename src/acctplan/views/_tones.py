"""Which words are good news and which are bad."""

from __future__ import annotations

from acctplan.report import Tone

BANDS: dict[str, Tone] = {"green": "good", "amber": "warn", "red": "bad"}
ANSWERS: dict[str, Tone] = {"yes": "good", "unsure": "warn", "no": "bad"}
