"""A council's words for a measure -> Label: an indicator of the catalogue, or 'to review' with the best three.

In order: the very words; the words in one spelling, with and without what they stand under; the likest words, where
sure enough. A label that could as well be another measure, or a part of one, is never named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from normalise.similarity import Entry, Likeness, Matcher, Weights
from normalise.wording import Speller, Wording, plain
from records.catalogue import Alias, Candidates, Catalogue, Indicator, Label
from records.observation import Unit

PLAIN_NUMBERS = {Unit.CASES_PER_WORKER, Unit.RATIO}
"""Units that a page prints as a bare number, so that a figure read as a count may have them."""
FRONT_DOOR = frozenset(("contact", "referral", "assessment", "re_referral"))
"""Subjects that early help, fostering or health have too: under such a heading they are theirs."""
SAME_DOOR = FRONT_DOOR | {"cin", "cp", "s47", "icpc", "strategy", "social_worker"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a figure besides its label."""

    unit: Unit | None
    headings: tuple[str, ...]
    authority_id: str | None
    prose: bool
    without: frozenset[str]


class Namer:
    """Names measures by a catalogue. Gives the same Label for the same arguments."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._indicators = catalogue.by_id
        self.speller = Speller(catalogue.synonyms)
        self._twins = catalogue.twin_rows
        self._siblings = _siblings(catalogue.indicators)
        names = [Alias(indicator.id, indicator.name, "name") for indicator in catalogue.indicators]
        used = [alias for alias in catalogue.aliases if not alias.rejected]
        entries = [Entry(alias, self.speller.read(alias.text)) for alias in (*used, *names)]
        self._rejected: dict[str, list[Alias]] = defaultdict(list)
        for alias in catalogue.aliases:
            if alias.rejected:
                self._rejected[plain(alias.text)].append(alias)
        self._by_plain: dict[str, list[Entry]] = defaultdict(list)
        self._by_bag: dict[frozenset[str], list[Entry]] = defaultdict(list)
        telling = [entry for entry in entries if self._says_enough(entry)]
        for entry in entries:
            self._by_plain[entry.wording.plain].append(entry)
        self._by_id: dict[str, list[Entry]] = defaultdict(list)
        for entry in telling:
            self._by_id[entry.alias.indicator_id].append(entry)
            self._by_bag[entry.wording.bag].append(entry)
        families = {indicator.id: indicator.count_id or indicator.id for indicator in catalogue.indicators}
        self._matcher = Matcher(telling, self.speller.subjects, families)
        self._weights = Weights(catalogue.label_weights)
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
            wording = self.speller.read(text)
            unit = unit or self._unit_of(unit_words) or (Unit(wording.unit) if wording.unit else None)
            case = Circumstances(unit, tuple(headings), authority_id, prose, without)
            self._cache[key] = self._decide(text, wording, case)
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
        """The same Label, with the best three by likeness also where the very words decided."""
        label = self.name(
            text,
            unit=unit,
            headings=headings,
            authority_id=authority_id,
            prose=prose,
            unit_words=unit_words,
            without=without,
        )
        if label.method not in ("exact", "alias"):
            return label
        case = Circumstances(label.unit, tuple(headings), authority_id, prose, without)
        others = [c for c in self._scored(self.speller.read(text), case) if c.indicator_id != label.indicator_id]
        return replace(label, candidates=(*label.candidates, *others[:2]))

    def _decide(self, text: str, wording: Wording, case: Circumstances) -> Label:
        label = Label(
            case.authority_id, text, case.unit, " | ".join(case.headings) or None, None, None, None, "to review"
        )
        rejected = {
            a.indicator_id for a in self._rejected[wording.plain] if a.authority_id in (None, case.authority_id)
        }
        case = replace(case, without=case.without | rejected)
        found = self._agreed(self._by_plain.get(wording.plain, ()), case, exact=True)
        if found is not None:
            return _named(label, "exact", *found)
        doubt = ""
        found = self._by_words(wording, case) or self._by_code(wording, case)
        if found is not None:
            doubt = self._doubt(found[0].id, wording, case)
            if not doubt:
                return _named(label, "alias", *found)
        candidates = self._scored(wording, case)
        if found is None and candidates:
            best = candidates[0]
            doubt = self._doubt(best.indicator_id, wording, case)
            sure = self._weights.sure["prose" if case.prose else "table"]
            if not doubt and best.score >= sure:
                return replace(
                    label,
                    indicator_id=best.indicator_id,
                    method="model",
                    score=best.score,
                    status="accepted",
                    candidates=tuple(candidates[:3]),
                )
        if doubt and candidates:
            first = replace(candidates[0], reasons=(doubt, *candidates[0].reasons))
            candidates = [first, *candidates[1:]]
        return replace(label, candidates=tuple(candidates[:3]))

    def _by_words(self, wording: Wording, case: Circumstances) -> tuple[Indicator, Entry] | None:
        """The measure whose wording is the same but for spelling, with what the label stands under or without."""
        alone = self._agreed(self._by_bag.get(wording.bag, ()), case, exact=False)
        for added in self._added(wording, case):
            together = self._agreed(self._by_bag.get(wording.bag | added, ()), case, exact=False)
            if together is not None:
                return together
        return alone

    def _by_code(self, wording: Wording, case: Circumstances) -> tuple[Indicator, Entry] | None:
        """The measure whose code the label bears: in 'days to placement (A10)' the code decides, not the words."""
        case = replace(case, headings=(*case.headings, wording.plain))
        found = [self._agreed(self._by_bag.get(frozenset((code,)), ()), case, exact=False) for code in wording.codes]
        return found[0] if len(found) == 1 else None

    def _added(self, wording: Wording, case: Circumstances) -> Iterator[frozenset[str]]:
        """Words of the nearest heading that has a subject: all of them, its subjects, its subjects and topics."""
        heading = self._nearest(case)
        if heading is None or heading & self.speller.subjects & wording.bag:
            return
        yield heading
        yield heading & self.speller.subjects
        for subject in sorted(heading & self.speller.subjects):
            yield frozenset((subject,))

    def _nearest(self, case: Circumstances) -> frozenset[str] | None:
        for heading in reversed(case.headings):
            bag = self.speller.read(heading).bag
            if bag & self.speller.subjects:
                return bag
        return None

    def _scored(self, wording: Wording, case: Circumstances) -> list[Candidates]:
        """Measures by likeness, the likest first, each with its probability and reasons."""
        likenesses = self.likenesses(wording, case)
        chances = self._weights.probabilities(likenesses)
        ranked = sorted(zip(chances, likenesses), key=lambda pair: (-pair[0], pair[1].indicator_id))
        return [
            Candidates(
                likeness.indicator_id,
                round(float(chance), 4),
                (f"likest: {likeness.entry.alias.text}", *self._weights.reasons(likeness.features)),
            )
            for chance, likeness in ranked
        ]

    def likenesses(self, wording: Wording, case: Circumstances, *, but: frozenset[str] | None = None) -> list[Likeness]:
        """What the model is shown of a label. bench/train_labels.py learns from the same, leaving out the bag `but`."""
        extra: frozenset[str] = frozenset()
        if not wording.bag & self.speller.subjects and not wording.codes:
            extra = (self._nearest(case) or frozenset()) & self.speller.subjects

        def resolve(entry: Entry) -> str | None:
            alias = entry.alias
            if alias.seen_in in case.without or alias.indicator_id in case.without or entry.wording.bag == but:
                return None
            if alias.authority_id and alias.authority_id != case.authority_id:
                return None
            if not self._stands(alias, case):
                return None
            indicator = self._with_unit(alias.indicator_id, case.unit)
            return None if indicator is None or indicator.id in case.without else indicator.id

        return self._matcher.alike(wording, extra, resolve)

    def _doubt(self, indicator_id: str, wording: Wording, case: Circumstances) -> str:
        """Why a label must not be named though its words fit; empty where nothing stands against it."""
        subjects = wording.bag & self.speller.subjects
        heading = (self._nearest(case) or frozenset()) & self.speller.subjects
        if not subjects and not wording.codes and not heading:
            return "the label names no subject, nor does what it stands under"
        if subjects and subjects <= FRONT_DOOR and heading and not heading & (SAME_DOOR | subjects):
            own = self._indicators[indicator_id]
            words = self.speller.read(own.name).bag
            if not heading & words:
                return f"it stands under another subject ({', '.join(sorted(heading))})"
        parts = self.speller.parts & wording.bag
        if parts and not any(parts <= e.wording.bag for e in self._by_id[indicator_id]):
            return f"it speaks of a part of the measure ({', '.join(sorted(parts))})"
        text = f" {wording.plain} "
        for twin in self._twins:
            if twin.indicator_id != indicator_id:
                continue
            if twin.when and not any(f" {phrase} " in text for phrase in twin.when):
                continue
            if not any(f" {phrase} " in text for phrase in twin.decider):
                return f"the same words stand for two measures ({twin.twins}), and nothing here decides"
        return ""

    def _agreed(self, entries: Iterable[Entry], case: Circumstances, *, exact: bool) -> tuple[Indicator, Entry] | None:
        """The one measure that the entries stand for under these circumstances; None where none or several."""
        decided: dict[str, Entry] = {}
        bound: dict[str, Entry] = {}
        for entry in entries:
            alias = entry.alias
            if alias.seen_in in case.without or alias.indicator_id in case.without:
                continue
            own = alias.authority_id is not None and alias.authority_id == case.authority_id
            foreign = alias.authority_id is not None and not own
            if foreign and (case.authority_id or not exact or self._is_twin(alias)):
                continue
            if not self._holds(alias, case):
                continue
            indicator = self._with_unit(alias.indicator_id, case.unit)
            if indicator is not None and indicator.id not in case.without:
                (bound if own else decided).setdefault(indicator.id, entry)
        chosen = bound or decided
        if len(chosen) != 1:
            return None
        ((indicator_id, entry),) = chosen.items()
        return self._indicators[indicator_id], entry

    def _is_twin(self, alias: Alias) -> bool:
        return any(alias.indicator_id == twin.indicator_id for twin in self._twins)

    def _holds(self, alias: Alias, case: Circumstances) -> bool:
        """Whether all conditions of a wording are met. How a council counts ('definition') only a person can tell."""
        for name, value in alias.conditions:
            if name == "unit" and (case.unit is None or not _fits(case.unit, Unit(value))):
                return False
            if name == "definition" and not (alias.authority_id and alias.authority_id == case.authority_id):
                return False
        return self._stands(alias, case)

    def _stands(self, alias: Alias, case: Circumstances) -> bool:
        """Whether a wording's conditions on headings are met."""
        return all(
            self._under(case.headings, value) is (name == "heading")
            for name, value in alias.conditions
            if name in ("heading", "not heading")
        )

    def _under(self, headings: tuple[str, ...], words: str) -> bool:
        """Whether the headings speak of any of the comma-separated subjects."""
        said = {word for heading in headings for word in self.speller.read(heading).bag}
        plainly = plain(" ".join(headings))
        for subject in words.split(","):
            bag = self.speller.read(subject.strip()).bag
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
        named = self.speller.read(unit_words).unit if unit_words else None
        return Unit(named) if named else None

    def _says_enough(self, entry: Entry) -> bool:
        """Whether a wording names its subject by itself, so that other wordings may be likened to it."""
        if entry.wording.valued:
            return False
        return bool(self.speller.subjects & entry.wording.bag or entry.wording.codes)


def _named(label: Label, method: str, indicator: Indicator, entry: Entry) -> Label:
    return replace(
        label,
        indicator_id=indicator.id,
        method=method,
        score=1.0,
        status="accepted",
        candidates=(Candidates(indicator.id, 1.0, (f"{method} wording: {entry.alias.text}",)),),
        kind=_kind_for(entry.alias.kind, indicator),
    )


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
