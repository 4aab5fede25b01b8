"""The words of a measure that the catalogue lacks -> its basis under a bare month: in the month, or at its end.

Which words say it are the `kind` rows of data/catalogue/header_words.csv, of four strengths.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from records.catalogue import HeadingWord, Indicator, Label
from records.observation import Unit
from records.period import Basis

STRENGTHS: tuple[tuple[str, ...], ...] = (("moment",), ("event",), ("state", "happening"), ("subject",))
"""What `kind` rows may say, the strongest first; of two of one strength the first in the label decides.

`moment`: said outright ('at month end', 'up to date'). `event`: what was done ('held', 'completed on time'). `state`:
what somebody or something is in ('on a plan', 'with a'). `happening`: nouns of what happens ('referrals'). `subject`:
whom it is of, and no more. So 'referrals open at month end' is a snapshot, 'looked after children reviewed' is not.
"""
BASES = {
    "moment": Basis.SNAPSHOT,
    "event": Basis.MONTH,
    "state": Basis.SNAPSHOT,
    "happening": Basis.MONTH,
    "subject": Basis.SNAPSHOT,
}

_LOOK_BACK = re.compile(
    r"\b(?:in|within|over|during) (?:the |a )?(?:last |past |previous )?(?:12|twelve) (?:months|mths)\b|\b12m\b", re.I
)


class BasisReader:
    """Reads the basis of a measure out of its words. Gives the same Basis for the same arguments."""

    def __init__(self, words: Iterable[HeadingWord], indicators: Mapping[str, Indicator]) -> None:
        self._indicators = indicators
        kinds: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if word.meaning == "kind":
                phrase = re.escape(word.words).replace(r"\ ", r"[\s-]+").replace(r"\#", r"\d+")
                kinds[word.value].append(phrase)
        self._kinds = {
            kind: re.compile(rf"(?<![\w-])(?:{'|'.join(phrases)})(?![\w-])", re.IGNORECASE)
            for kind, phrases in kinds.items()
        }

    def basis_of(self, label: Label, words: str, unit: Unit | None) -> Basis | None:
        """The basis under a bare month of a label that was not named; None where neither words nor likeness say it.

        `words` are the label's own. Where all the measures that it could be are of one basis and of the figures' unit,
        it has that basis whichever it is; where they look back over twelve months, the words alone cannot tell.
        """
        likely = self._agreed(label, unit)
        if _LOOK_BACK.search(words):
            rolling = any(self._basis(one.indicator_id) is Basis.ROLLING_12M for one in label.candidates)
            if rolling:
                return likely
        return self.said(words) or (likely if likely is not Basis.ROLLING_12M else None)

    def said(self, words: str) -> Basis | None:
        """The basis that words alone say; None where they say none."""
        for kinds in STRENGTHS:
            places = {
                kind: found.start()
                for kind in kinds
                if (pattern := self._kinds.get(kind)) and (found := pattern.search(words))
            }
            if places:
                return BASES[min(places, key=lambda kind: places[kind])]
        return None

    def _agreed(self, label: Label, unit: Unit | None) -> Basis | None:
        """The one basis of all the measures that a label is likest to, where they are of the figures' unit."""
        likely = [
            self._indicators[one.indicator_id] for one in label.candidates if one.indicator_id in self._indicators
        ]
        if not likely or unit is None or any(one.unit is not unit for one in likely):
            return None
        bases = {one.month_basis for one in likely}
        return bases.pop() if len(bases) == 1 else None

    def _basis(self, indicator_id: str) -> Basis | None:
        indicator = self._indicators.get(indicator_id)
        return indicator.month_basis if indicator else None
