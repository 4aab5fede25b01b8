"""Why a label must not be named though its words fit: no subject, another service, a part of a measure, a twin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from normalise.conditions import Circumstances, Conditions
from normalise.limits import LIMIT_WORD
from normalise.similarity import Entry, Likeness
from normalise.wording import Speller, Wording
from records.catalogue import Indicator, Twin
from records.observation import Unit

FRONT_DOOR = frozenset(("contact", "referral", "assessment", "re_referral"))
"""Subjects that early help, fostering or health have too: under such a heading they are theirs."""
SAME_DOOR = FRONT_DOOR | {"cin", "cp", "s47", "icpc", "strategy", "social_worker"}
"""Headings under which a front-door subject is still the front door's."""

MOMENTS = frozenset(
    ("started", "ended", "open", "recruited", "deregistered", "waiting", "uptodate", "late", "repeat", "update", "less")
)
"""Words that make another measure of one without them: children starting to be looked after are not those who are."""

QUALIFIERS = frozenset(
    ("intime", "higher", "ever", "first", "initial", "average", "maximum", "score", "quality", "cost", "completed")
)
"""Words that make another measure of one without them: reviews held in time are not all reviews."""

SAME_WORDS = "the same words stand for two measures"
"""How the doubt begins that only a decider, or a table's other labels, can settle."""

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
        self._together: dict[str, frozenset[str]] = {}
        """What `twins_of` found; asked again for most labels."""
        self._said: dict[str, list[frozenset[str]]] = {indicator_id: [] for indicator_id in indicators}
        for entry in entries:
            self._said[entry.alias.indicator_id].append(entry.wording.bag)

    def is_twin(self, indicator_id: str) -> bool:
        """Whether a measure shares its usual words with another."""
        return indicator_id in self._twins

    def twins_of(self, indicator_id: str) -> frozenset[str]:
        """A measure and those that share its usual words; empty where none does."""
        if indicator_id not in self._twins:
            return frozenset()
        if indicator_id not in self._together:
            sets = {twin.twins for twin in self._twins[indicator_id]}
            self._together[indicator_id] = frozenset(
                other for other, rows in self._twins.items() if any(row.twins in sets for row in rows)
            )
        return self._together[indicator_id]

    def told(self, indicator_ids: Iterable[str], wording: Wording) -> str | None:
        """The one of twins that the label's words decide for: 'with a missing episode' says more than 'episode'.

        None where the measures are no twins, where no words decide, or where they decide for several alike.
        """
        ids = list(indicator_ids)
        if not ids or not set(ids) <= self.twins_of(ids[0]):
            return None
        lengths = sorted((self._decides(one, wording), one) for one in ids)
        longest, told = lengths[-1]
        return told if longest and all(length < longest for length, _ in lengths[:-1]) else None

    def _decides(self, indicator_id: str, wording: Wording) -> int:
        """Length of the longest phrase of a label that decides for this one of twins; 0 where it has none."""
        phrases = (phrase for twin in self._twins.get(indicator_id, ()) for phrase in twin.decider)
        return max((len(phrase) for phrase in phrases if _says(wording, (phrase,))), default=0)

    def of(self, indicator_id: str, wording: Wording, case: Circumstances) -> str:
        """What stands against a measure whose words the label has."""
        return self._against(indicator_id, wording, case) or self._undecided(indicator_id, wording)

    def _against(self, indicator_id: str, wording: Wording, case: Circumstances) -> str:
        """What stands against a measure, its twins aside."""
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
        return ""

    def _undecided(self, indicator_id: str, wording: Wording) -> str:
        """That a measure shares its words with another, where no word of the label decides."""
        for twin in self._twins.get(indicator_id, ()):
            if (not twin.when or _says(wording, twin.when)) and not _says(wording, twin.decider):
                return f"{SAME_WORDS} ({twin.twins}), and nothing here decides"
        return ""

    def of_likeness(self, likeness: Likeness, wording: Wording, case: Circumstances) -> str:
        """What stands against a measure that is only like: besides all that, a subject that only the measure has,
        and a word of the label that no wording of the measure has.

        'Looked after aged 16+' is no pathway plan, whatever else the two share.
        """
        indicator_id = likeness.indicator_id
        doubt = self._against(indicator_id, wording, case)
        if doubt:
            return doubt
        subjects, like = self._speller.subjects, likeness.entry.wording.bag
        # A clause of prose says the moment elsewhere in its sentence.
        limits = {word for word in like if LIMIT_WORD.match(word)}
        needed = subjects if case.prose else subjects | MOMENTS | QUALIFIERS | limits
        lacking = (like & needed) - wording.bag - self._conditions.nearest_heading(case)
        if lacking:
            return f"the label does not speak of {', '.join(sorted(lacking))}"
        if (
            not case.prose
            and likeness.entry.alias.indicator_id != indicator_id
            and self._needs_moment(indicator_id, wording)
        ):
            return "the label does not say at which moment it counts"
        strange = wording.bag.difference(
            like, *self._said[likeness.entry.alias.indicator_id], *self._said[indicator_id]
        )
        if case.prose:
            # A clause has words beside its label; only another subject tells that it is of something else.
            strange &= subjects
        if strange:
            return f"the measure does not speak of {', '.join(sorted(strange))}"
        return self._undecided(indicator_id, wording)

    def _needs_moment(self, indicator_id: str, wording: Wording) -> bool:
        """Whether all wordings of a measure with the label's words say a moment that the label does not.

        A rate that is called by its subject alone ('Care proceedings per 10,000') does not lend its number that name.
        """
        own = [bag - wording.bag for bag in self._said[indicator_id] if wording.bag <= bag]
        return bool(own) and all(bag & MOMENTS for bag in own)

    def foreign_heading(self, indicator_id: str, wording: Wording, case: Circumstances) -> frozenset[str]:
        """The heading's subjects, where the label's are such as other services have and the measure has none."""
        subjects = wording.bag & self._speller.subjects
        if wording.services or self._conditions.names_service(case):
            return frozenset()
        heading = self._conditions.nearest_heading(case) & self._speller.subjects
        own = self._speller.read(self._indicators[indicator_id].name).bag
        shared = heading & (SAME_DOOR | subjects | own)
        return heading if subjects and subjects <= FRONT_DOOR and not shared else frozenset()


def _says(wording: Wording, phrases: Iterable[str]) -> bool:
    return any(f" {phrase} " in f" {wording.plain} " for phrase in phrases)
