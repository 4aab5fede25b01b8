"""Why a label must not be named though its words fit: no subject, another service, a part of a measure, a twin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from normalise.conditions import Circumstances, Conditions
from normalise.similarity import Entry, Likeness
from normalise.wording import Speller, Wording
from records.catalogue import Indicator, Twin
from records.observation import Unit

FRONT_DOOR = frozenset(("contact", "referral", "assessment", "re_referral"))
"""Subjects that early help, fostering or health have too: under such a heading they are theirs."""
SAME_DOOR = FRONT_DOOR | {"cin", "cp", "s47", "icpc", "strategy", "social_worker"}
"""Headings under which a front-door subject is still the front door's."""

DURATIONS = (Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS)


class Doubts:
    """Says what stands against naming a label; an empty text where nothing does."""

    def __init__(
        self,
        indicators: Mapping[str, Indicator],
        entries: Iterable[Entry],
        twins: Iterable[Twin],
        speller: Speller,
        conditions: Conditions,
    ) -> None:
        self._indicators = indicators
        self._speller = speller
        self._conditions = conditions
        self._twins: dict[str, list[Twin]] = {}
        for twin in twins:
            self._twins.setdefault(twin.indicator_id, []).append(twin)
        self._said: dict[str, list[frozenset[str]]] = {indicator_id: [] for indicator_id in indicators}
        for entry in entries:
            self._said[entry.alias.indicator_id].append(entry.wording.bag)

    def is_twin(self, indicator_id: str) -> bool:
        """Whether a measure shares its usual words with another."""
        return indicator_id in self._twins

    def twins_of(self, indicator_id: str) -> frozenset[str]:
        """A measure and those that share its usual words; empty where none does."""
        sets = {twin.twins for twin in self._twins.get(indicator_id, ())}
        return frozenset(other for other, rows in self._twins.items() if any(row.twins in sets for row in rows))

    def tells(self, indicator_id: str, wording: Wording) -> bool:
        """Whether a label has words that decide for this one of twins."""
        return any(_says(wording, twin.decider) for twin in self._twins.get(indicator_id, ()))

    def of(self, indicator_id: str, wording: Wording, case: Circumstances) -> str:
        """What stands against a measure whose words the label has."""
        heading = self._conditions.nearest_heading(case)
        if not wording.bag & self._speller.subjects and not wording.codes and not heading:
            return "the label names no subject, nor does what it stands under"
        if not wording.bag and not wording.unit:
            return "the label says nothing by itself"
        if wording.unit == Unit.PERCENT.value and case.unit in DURATIONS:
            return f"it speaks of a share, the figure counts {case.unit.value}"
        foreign = self.foreign_heading(indicator_id, wording, case)
        if foreign:
            return f"it stands under another subject ({', '.join(sorted(foreign))})"
        parts = self._speller.parts & wording.bag
        if parts and not any(parts <= bag for bag in self._said[indicator_id]):
            return f"it speaks of a part of the measure ({', '.join(sorted(parts))})"
        for twin in self._twins.get(indicator_id, ()):
            if (not twin.when or _says(wording, twin.when)) and not _says(wording, twin.decider):
                return f"the same words stand for two measures ({twin.twins}), and nothing here decides"
        return ""

    def of_likeness(self, likeness: Likeness, wording: Wording, case: Circumstances) -> str:
        """What stands against a measure that is only like: besides all that, a subject that only the measure has,
        and a word of the label that no wording of the measure has.

        'Looked after aged 16+' is no pathway plan, whatever else the two share.
        """
        indicator_id = likeness.indicator_id
        doubt = self.of(indicator_id, wording, case)
        if doubt:
            return doubt
        subjects, like = self._speller.subjects, likeness.entry.wording.bag
        lacking = (like & subjects) - wording.bag - self._conditions.nearest_heading(case)
        if lacking:
            return f"the label does not speak of {', '.join(sorted(lacking))}"
        strange = wording.bag.difference(
            like, *self._said[likeness.entry.alias.indicator_id], *self._said[indicator_id]
        )
        if case.prose:
            # A clause has words beside its label; only another subject tells that it is of something else.
            strange &= subjects
        return f"the measure does not speak of {', '.join(sorted(strange))}" if strange else ""

    def foreign_heading(self, indicator_id: str, wording: Wording, case: Circumstances) -> frozenset[str]:
        """The heading's subjects, where the label's are such as other services have and the measure has none."""
        subjects = wording.bag & self._speller.subjects
        if wording.services:
            return frozenset()
        heading = self._conditions.nearest_heading(case) & self._speller.subjects
        own = self._speller.read(self._indicators[indicator_id].name).bag
        shared = heading & (SAME_DOOR | subjects | own)
        return heading if subjects and subjects <= FRONT_DOOR and not shared else frozenset()


def _says(wording: Wording, phrases: Iterable[str]) -> bool:
    return any(f" {phrase} " in f" {wording.plain} " for phrase in phrases)
