"""A council's words for a measure -> Label: an indicator of the catalogue, or 'to review' with the best three.

In order: the very words; the words in one spelling; the likest words, where sure enough. Never guesses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from normalise.wording import Speller, Wording, plain
from records.catalogue import Alias, Candidates, Catalogue, Indicator, Label
from records.observation import Unit

PLAIN_NUMBERS = {Unit.CASES_PER_WORKER, Unit.RATIO}
"""Units that a page prints as a bare number, so that a figure read as a count may have them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A wording of the catalogue: an alias, or an indicator's name."""

    alias: Alias
    wording: Wording
    is_name: bool = False


class Namer:
    """Names measures by a catalogue. Gives the same Label for the same arguments."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._indicators = catalogue.by_id
        self._speller = Speller(catalogue.synonyms)
        names = [Alias(indicator.id, indicator.name, "name") for indicator in catalogue.indicators]
        self._entries = [
            Entry(alias, self._speller.read(alias.text)) for alias in catalogue.aliases if not alias.rejected
        ]
        self._entries += [Entry(alias, self._speller.read(alias.text), True) for alias in names]
        self._rejected: dict[str, list[Alias]] = defaultdict(list)
        for alias in catalogue.aliases:
            if alias.rejected:
                self._rejected[plain(alias.text)].append(alias)
        self._by_plain: dict[str, list[Entry]] = defaultdict(list)
        self._by_bag: dict[frozenset[str], list[Entry]] = defaultdict(list)
        for entry in self._entries:
            self._by_plain[entry.wording.plain].append(entry)
            if self._says_enough(entry):
                self._by_bag[entry.wording.bag].append(entry)
        self._siblings = _siblings(catalogue.indicators)
        self._twins = catalogue.twin_rows
        self._cache: dict[tuple[object, ...], Label] = {}

    def name(
        self,
        text: str,
        *,
        unit: Unit | None,
        headings: Sequence[str] = (),
        authority_id: str | None = None,
        prose: bool = False,
        unit_words: str = "",
        without: frozenset[str] = frozenset(),
    ) -> Label:
        """The measure that a label names.

        `unit` is the figure's, None where only the measure can tell; `unit_words` the word of a unit column.
        `headings` are what the label stands under, outermost first. `prose` asks for the threshold of fragments of
        sentences. `without` leaves out papers (`seen_in`) or indicators, as if the catalogue lacked them.
        """
        key = (text, unit, tuple(headings), authority_id, prose, unit_words, without)
        if key not in self._cache:
            self._cache[key] = self._decide(text, unit, tuple(headings), authority_id, prose, unit_words, without)
        return self._cache[key]

    def explain(
        self,
        text: str,
        *,
        unit: Unit | None,
        headings: Sequence[str] = (),
        authority_id: str | None = None,
        prose: bool = False,
        unit_words: str = "",
        without: frozenset[str] = frozenset(),
    ) -> Label:
        """The same Label; its candidates say what spoke for and against each."""
        return self.name(
            text,
            unit=unit,
            headings=headings,
            authority_id=authority_id,
            prose=prose,
            unit_words=unit_words,
            without=without,
        )

    def _decide(
        self,
        text: str,
        unit: Unit | None,
        headings: tuple[str, ...],
        authority_id: str | None,
        prose: bool,
        unit_words: str,
        without: frozenset[str],
    ) -> Label:
        wording = self._speller.read(text)
        unit = unit or self._unit_of(unit_words) or (Unit(wording.unit) if wording.unit else None)
        label = Label(authority_id, text, unit, " | ".join(headings) or None, None, None, None, "to review")
        rejected = {a.indicator_id for a in self._rejected[wording.plain] if a.authority_id in (None, authority_id)}
        for method, found in (
            ("exact", self._by_plain.get(wording.plain, [])),
            ("alias", self._by_bag.get(wording.bag, [])),
        ):
            usable = [
                entry
                for entry in found
                if entry.alias.seen_in not in without and entry.alias.indicator_id not in without
            ]
            answer = self._agreed(usable, unit, headings, authority_id, exact=method == "exact")
            if answer is not None and answer[0].id not in rejected | without:
                indicator, entry = answer
                kind = _kind_for(entry.alias.kind, indicator)
                candidate = Candidates(indicator.id, 1.0, (f"{method} wording: {entry.alias.text}",))
                return replace(
                    label,
                    indicator_id=indicator.id,
                    method=method,
                    score=1.0,
                    status="accepted",
                    candidates=(candidate,),
                    kind=kind,
                )
        return label

    def _agreed(
        self,
        entries: Iterable[Entry],
        unit: Unit | None,
        headings: tuple[str, ...],
        authority_id: str | None,
        *,
        exact: bool,
    ) -> tuple[Indicator, Entry] | None:
        """The one measure that the entries stand for under these circumstances; None where none or several."""
        decided: dict[str, Entry] = {}
        bound: dict[str, Entry] = {}
        for entry in entries:
            alias = entry.alias
            if (
                alias.authority_id
                and (alias.authority_id != authority_id)
                and (authority_id or not exact or self._is_twin(alias))
            ):
                continue
            if not self._holds(alias, unit, headings, authority_id):
                continue
            indicator = self._with_unit(alias.indicator_id, unit)
            if indicator is None:
                continue
            (bound if alias.authority_id and alias.authority_id == authority_id else decided).setdefault(
                indicator.id, entry
            )
        chosen = bound or decided
        if len(chosen) != 1:
            return None
        ((indicator_id, entry),) = chosen.items()
        return self._indicators[indicator_id], entry

    def _is_twin(self, alias: Alias) -> bool:
        return any(alias.indicator_id == twin.indicator_id for twin in self._twins)

    def _holds(self, alias: Alias, unit: Unit | None, headings: tuple[str, ...], authority_id: str | None) -> bool:
        """Whether a wording's conditions are met. How a council counts ('definition') only a person can tell."""
        for name, value in alias.conditions:
            if name == "unit" and (unit is None or not _fits(unit, Unit(value))):
                return False
            if name == "definition" and not (alias.authority_id and alias.authority_id == authority_id):
                return False
            if name in ("heading", "not heading") and self._under(headings, value) is (name == "not heading"):
                return False
        return True

    def _under(self, headings: tuple[str, ...], words: str) -> bool:
        """Whether the headings speak of any of the comma-separated subjects."""
        said = {word for heading in headings for word in self._speller.read(heading).bag}
        plainly = plain(" ".join(headings))
        for subject in words.split(","):
            bag = self._speller.read(subject.strip()).bag
            if (bag and bag <= said) or f" {plain(subject)} " in f" {plainly} ":
                return True
        return False

    def _with_unit(self, indicator_id: str, unit: Unit | None) -> Indicator | None:
        """The measure itself where its unit fits, else its one sibling of that unit; else None."""
        indicator = self._indicators[indicator_id]
        if unit is None or _fits(unit, indicator.unit):
            return indicator
        siblings = [other for other in self._siblings[indicator_id] if _fits(unit, other.unit)]
        return siblings[0] if len(siblings) == 1 else None

    def _unit_of(self, unit_words: str) -> Unit | None:
        named = self._speller.read(unit_words).unit if unit_words else None
        return Unit(named) if named else None

    def _says_enough(self, entry: Entry) -> bool:
        """Whether a wording names its subject by itself, so that other wordings may be likened to it."""
        if entry.wording.valued or not entry.wording.words:
            return False
        return bool(self._speller.subjects & entry.wording.bag or entry.wording.codes)


def _fits(unit: Unit, own: Unit) -> bool:
    """Whether a figure of this unit can be a figure of a measure of that unit."""
    if unit is Unit.POINTS:
        return own is Unit.PERCENT
    return unit is own or (unit is Unit.COUNT and own in PLAIN_NUMBERS)


def _siblings(indicators: Iterable[Indicator]) -> dict[str, list[Indicator]]:
    """For each measure those that count, share or rate the same thing, by `count_id`."""
    families: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        families[indicator.count_id or indicator.id].append(indicator)
    return {one.id: [other for other in family if other is not one] for family in families.values() for one in family}


def _kind_for(kind: str | None, indicator: Indicator) -> str | None:
    """The wording's own kind, said of the sibling that the unit chose: 'share_of_stock' -> 'stock' of a count."""
    if kind is None:
        return None
    what = kind.rpartition("_of_")[2]
    prefix = indicator.kind.rpartition("_of_")[0]
    own = f"{prefix}_of_{what}" if prefix else what
    return own if own != indicator.kind else None
