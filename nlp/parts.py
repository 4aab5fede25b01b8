"""A figure whose clause names a measure -> why it is only a part of the measure, or more than it can be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nlp.frames import ENDED, Frame
from nlp.laid_out import Tie
from nlp.marks import Mark
from nlp.measures import MeasureReader
from nlp.naming import Clause, Named
from nlp.units import MOST_CASES
from records.catalogue import Indicator
from records.observation import Role, Unit
from records.period import Basis

_ALSO_ONES = re.compile(r"\balso\b", re.IGNORECASE)
"""'28 of whom also have a plan': those of the whole, not all that have one."""
_HAPPENED = re.compile(
    rf"\b{ENDED}\b|\b(?:new|newly|became|entered|came|adopted|approved|in the (?:year|month|quarter))\b"
)
"""Words of what happened, which a part of those who are there may have done."""


def _only_some(said: str, measure: Indicator, whole: Indicator | None) -> str:
    """Why what a part of the whole counts ('of whom 28 ...') is not all of its measure; empty for most."""
    if _ALSO_ONES.search(said):
        return f"those of the whole that are also of {measure.id}"
    if _INVOLVED.match(said) and measure.kind == "stock":
        return f"those whom it happened to, not all of {measure.id}"
    if whole and (whole.kind, measure.kind) == ("stock", "flow") and not _HAPPENED.search(said):
        return f"a part of {whole.id}, {measure.id} is what happened"  # 'including 35 placed for adoption'
    return ""


_OF_ALL = re.compile(r"\s(?:out )?of (?:all )?(?:of )?(?:the|our|all|these|those)\s", re.IGNORECASE)
_INVOLVED = re.compile(r"\W*(?:relating to|involving)\b", re.IGNORECASE)
MOST_AT_ONCE = 30_000
"""Children of one kind that no council has at once: the largest has some 20,000 with an EHC plan."""


def _more_than_any_council(measure: Indicator, mark: Mark) -> bool:
    counted = not measure.id.startswith("population")
    return counted and mark.value is not None and mark.value > MOST_AT_ONCE


_NUMBER_OF = re.compile(r"\D*\bnumbers? of\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:percentage|proportion|share|rate|timeliness|performance)\b", re.IGNORECASE)


class PartReader:
    """Tells parts of measures by a catalogue."""

    def __init__(self, indicators: Mapping[str, Indicator], measures: MeasureReader) -> None:
        self._indicators = indicators
        self._measures = measures

    def checked(
        self,
        named: Named,
        clause: Clause,
        frame: Frame,
        one: Tie,
        mark: Mark,
        whole: str | None,
        *,
        authority_id: str | None,
        without: frozenset[str],
    ) -> Named:
        """The measure as it was named, or none with the reason where the figure cannot be all that it counts.

        `whole` is what was named before, of which a figure behind 'of whom' is a part.
        """
        if frame.of_whole and named.indicator_id is not None and named.indicator_id == whole:
            named = Named(None, named.score, f"a part of {whole}, not the measure", refused=True)
        measure = self._indicators[named.indicator_id] if named.indicator_id else None
        if measure and measure.unit is Unit.CASES_PER_WORKER and (mark.value or 0) > MOST_CASES:
            named = Named(None, named.score, f"a count of all cases, {measure.id} is one worker's", refused=True)
        if frame.of_whole and clause.unit is Unit.COUNT and measure:
            why = _only_some(clause.said, measure, self._indicators[whole] if whole else None)
            why = why or self._not_within(measure, whole)
            named = Named(None, named.score, why, refused=True) if why else named
        stock = measure is not None and measure.unit is Unit.COUNT and measure.month_basis is Basis.SNAPSHOT
        if stock and measure and one.role is Role.ACTUAL and _more_than_any_council(measure, mark):
            named = Named(None, named.score, f"more than any council's {measure.id}", refused=True)
        moved = one.role in {Role.PCT_CHANGE, Role.CHANGE} and measure is not None and measure.unit is Unit.PERCENT
        if moved and measure and _NUMBER_OF.match(clause.said) and not _SHARE.search(clause.said):
            named = Named(None, named.score, f"a number rose, {measure.id} is a share", refused=True)
        if frame.of_whole and frame.start == 0 and named.indicator_id and clause.before and clause.unit is Unit.COUNT:
            told = clause.before
            alone = replace(clause, words=told, label=told, named=told, said=told, carried=None, goes_on=False, near="")
            of_all = self._measures.name(alone, authority_id=authority_id, without=without)
            if of_all.indicator_id == named.indicator_id:
                named = Named(None, named.score, f"a part of {named.indicator_id}, not the measure", refused=True)
        if (
            measure
            and named.indicator_id
            and (why := self._only_part(clause, frame, one, mark, measure, authority_id, without))
        ):
            named = Named(None, named.score, why, refused=True)
        return named

    def _only_part(
        self,
        clause: Clause,
        frame: Frame,
        one: Tie,
        mark: Mark,
        measure: Indicator,
        authority_id: str | None,
        without: frozenset[str],
    ) -> str:
        """Why a figure is not its measure's by what stands right behind it; empty for most.

        '168 of all admissions' are not all of them; '23.2 agency social workers' are no share.
        """
        if one.unit is None and clause.behind and measure.unit is Unit.PERCENT and mark.unit is None:
            return f"a number of {clause.behind}, {measure.id} is a share"
        if clause.unit is not Unit.COUNT or not _OF_ALL.match(clause.said, mark.end - frame.start):
            return ""
        noun = clause.behind
        whole = replace(clause, words=noun, label=noun, named=noun, said=noun, near="", beside="", carried=None)
        of_all = self._measures.name(whole, authority_id=authority_id, without=without)
        return f"a part of {measure.id}, not all of it" if of_all.indicator_id == measure.id else ""

    def _not_within(self, measure: Indicator, whole: str | None) -> str:
        """Why a part of what was counted is not all of a measure that counts who are there; empty where it may be.

        'Of whom 32 were care leavers': those of the whole that are care leavers too, unless the catalogue has the
        measure as a part of that whole.
        """
        if measure.kind != "stock":
            return ""
        parents, one = set[str](), measure
        while one.parent and one.parent not in parents:
            parents.add(one.parent)
            one = self._indicators[one.parent]
        parents |= {i.of_id for i in self._indicators.values() if i.count_id == measure.id and i.of_id}
        return "" if whole in parents else f"those of the whole that are also of {measure.id}"
