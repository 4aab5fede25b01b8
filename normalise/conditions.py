"""What must hold besides the words (unit, headings, authority), and which of a family of measures a unit means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from normalise.wording import Speller, plain
from records.catalogue import Alias, Indicator
from records.observation import Unit

PLAIN_NUMBERS = {Unit.CASES_PER_WORKER, Unit.RATIO}
"""Units that a page prints as a bare number, so that a figure read as a count may have them."""

OTHER_SERVICES = frozenset(("early_help", "youth"))
"""Subjects that are services beside social care."""
LEVELS = re.compile(r":\s+|\s\|\s")
"""What parts a heading's levels, the outermost first."""
LIST = re.compile(r"\s*(?:,|/|&|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a figure besides its label."""

    unit: Unit | None
    headings: tuple[str, ...]
    """What the label stands under, outermost first."""
    authority_id: str | None
    prose: bool
    without: frozenset[str]
    """Papers (`seen_in`) and indicators left out, as if the catalogue lacked them."""


class Conditions:
    """Judges the conditions of aliases, and which of a family of measures a unit means."""

    def __init__(self, indicators: Iterable[Indicator], speller: Speller) -> None:
        self._speller = speller
        self._indicators = {indicator.id: indicator for indicator in indicators}
        families: dict[str, list[Indicator]] = defaultdict(list)
        for indicator in self._indicators.values():
            families[indicator.count_id or indicator.id].append(indicator)
        self._families = {member.id: family for family in families.values() for member in family}
        self._of_unit: dict[tuple[str, Unit | None], Indicator | None] = {}

    def with_unit(self, indicator_id: str, unit: Unit | None) -> Indicator | None:
        """The measure itself where its unit fits, else its one sibling (by `count_id`) of that unit; else None."""
        key = (indicator_id, unit)
        if key not in self._of_unit:
            self._of_unit[key] = self._sibling(indicator_id, unit)
        return self._of_unit[key]

    def _sibling(self, indicator_id: str, unit: Unit | None) -> Indicator | None:
        indicator = self._indicators[indicator_id]
        if unit is None or fits(unit, indicator.unit):
            return indicator
        siblings = [other for other in self._families[indicator_id] if fits(unit, other.unit)]
        return siblings[0] if len(siblings) == 1 else None

    def hold(self, alias: Alias, case: Circumstances) -> bool:
        """Whether all conditions of a wording are met. How a council counts ('definition') only a person can tell."""
        for name, value in alias.conditions:
            if name == "unit" and (case.unit is None or not fits(case.unit, Unit(value))):
                return False
            if name == "definition" and not (alias.authority_id and alias.authority_id == case.authority_id):
                return False
        return self.headings_hold(alias, case)

    def headings_hold(self, alias: Alias, case: Circumstances) -> bool:
        """Whether a wording's conditions on headings are met."""
        return all(
            self._under(case.headings, value) is (name == "heading")
            for name, value in alias.conditions
            if name in ("heading", "not heading")
        )

    def _under(self, headings: tuple[str, ...], words: str) -> bool:
        """Whether the headings speak of any of the comma-separated subjects."""
        said = {word for heading in headings for word in self._speller.read(heading).bag}
        plainly = plain(" ".join(headings))
        for subject in words.split(","):
            bag = self._speller.read(subject.strip()).bag
            if (bag and bag <= said) or f" {plain(subject)} " in f" {plainly} ":
                return True
        return False

    def nearest_heading(self, case: Circumstances) -> frozenset[str]:
        """The words of the nearest heading that names a subject; empty where none does.

        'Performance report: Front door' is two headings. One that names several services ('Social care and early help')
        says nothing of one label; one that names a service and no subject ('Front door') ends the search.
        """
        for heading in reversed(case.headings):
            for part in reversed(LEVELS.split(heading)):
                read = self._speller.read_heading(part)
                if read.services and read.bag & OTHER_SERVICES:
                    continue
                if read.bag & self._speller.subjects:
                    return read.bag
                if read.services:
                    return frozenset()
        return frozenset()

    def names_service(self, case: Circumstances) -> bool:
        """Whether the nearest heading that names a subject says whose it is ('Safeguarding and placements')."""
        for heading in reversed(case.headings):
            for part in reversed(LEVELS.split(heading)):
                read = self._speller.read_heading(part)
                if read.bag & self._speller.subjects and not (read.services and read.bag & OTHER_SERVICES):
                    return bool(read.services)
        return False

    def lists_subjects(self, case: Circumstances) -> bool:
        """Whether the nearest heading that names a subject is a list of several ('Assessments and early help')."""
        for heading in reversed(case.headings):
            for part in reversed(LEVELS.split(heading)):
                if self._speller.read_heading(part).bag & self._speller.subjects:
                    return len([one for one in LIST.split(part) if self._speller.read(one).bag]) > 1
        return False


def fits(unit: Unit, own: Unit) -> bool:
    """Whether a figure of this unit can be a figure of a measure of that unit."""
    if unit is Unit.POINTS:
        return own is Unit.PERCENT
    return unit is own or (unit is Unit.COUNT and own in PLAIN_NUMBERS)


def kind_for(kind: str | None, indicator: Indicator) -> str | None:
    """The wording's own kind, said of the sibling that the unit chose: 'share_of_stock' -> 'stock' of a count.

    None where it is the measure's own.
    """
    if kind is None:
        return None
    what = kind.rpartition("_of_")[2]
    prefix = indicator.kind.rpartition("_of_")[0]
    own = f"{prefix}_of_{what}" if prefix else what
    return own if own != indicator.kind else None
