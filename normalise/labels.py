"""A council's words for a measure -> Label: an indicator of the catalogue, or 'to review' with the best three.

In order: the very words; the words in one spelling, with and without what they stand under; the likest words, where
sure enough. A label that could as well be another measure, or a part of one, is never named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from normalise.conditions import OTHER_SERVICES, Circumstances, Conditions, kind_for
from normalise.doubts import FRONT_DOOR, Doubts
from normalise.similarity import Entry, Likeness, Matcher, Weights
from normalise.wording import MOVES, Speller, Wording, plain
from records.catalogue import Alias, Authority, Candidates, Catalogue, Indicator, Label
from records.observation import Unit

PREDICATES_SAID = {"intime": "in time", "uptodate": "up to date"}
PREDICATES = PREDICATES_SAID.keys()
"""What a title may say of all rows below it, of which each names only the things that were or were not so."""
HAVING = re.compile(r"(?i)\b(?:with|has|have|having|in place)\b")
"""'With a pathway plan' under 'Pathway plans in place and up to date' says itself which of the two it is of."""

SHOWN = 3
"""Measures that are shown for a label, each with what spoke for and against it."""


class Namer:
    """Names measures by a catalogue. Gives the same Label for the same arguments."""

    def __init__(self, catalogue: Catalogue, authorities: Iterable[Authority] = ()) -> None:
        """`authorities` are those by whose own names labels may call their area: 'Placed outside Cornwall'."""
        self._places = {authority.id: authority.short_name for authority in authorities}
        areas = sorted(map(re.escape, self._places.values()), key=len, reverse=True)
        self._outside = re.compile(
            rf"\b(?:outside|out of)(?: of)? (?P<place>{'|'.join(areas) or '(?!)'})\b", re.IGNORECASE
        )
        self._indicators = catalogue.by_id
        self.speller = Speller(catalogue.synonyms)
        self._conditions = Conditions(catalogue.indicators, self.speller)
        names = [Alias(indicator.id, indicator.name, "name") for indicator in catalogue.indicators]
        used = [alias for alias in catalogue.aliases if not alias.rejected]
        said = {(alias.indicator_id, plain(alias.text)) for alias in used}
        names = [name for name in names if (name.indicator_id, plain(name.text)) not in said]
        entries = [Entry(alias, self.speller.read(alias.text)) for alias in (*used, *names)]
        self._rejected: dict[str, list[Alias]] = defaultdict(list)
        for alias in catalogue.aliases:
            if alias.rejected:
                self._rejected[plain(alias.text)].append(alias)
        self._by_plain: dict[str, list[Entry]] = defaultdict(list)
        self._by_bag: dict[frozenset[str], list[Entry]] = defaultdict(list)
        telling = [entry for entry in entries if self.speller.says_enough(entry.wording)]
        for entry in entries:
            self._by_plain[entry.wording.plain].append(entry)
        for entry in telling:
            self._by_bag[entry.wording.bag].append(entry)
        families = {indicator.id: indicator.count_id or indicator.id for indicator in catalogue.indicators}
        self._matcher = Matcher(telling, self.speller.subjects, families)
        self._doubts = Doubts(self._indicators, telling, catalogue.twin_rows, self.speller, self._conditions)
        self._weights = Weights(catalogue.label_weights)
        self._cache: dict[tuple[object, ...], Label] = {}

    def place_of(self, authority_id: str | None) -> str:
        """By what name labels and sentences may call an authority's own area; empty where it is not known."""
        return self._places.get(authority_id or "", "")

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
        beside: bool = False,
    ) -> Label:
        """The measure that a label names.

        `unit` is the figure's, None where only the measure can tell; `unit_words` the word of a unit column.
        `headings` are what the label stands under, outermost first; what is behind its line break is small print.
        `prose` asks for the threshold of fragments of sentences. `without` leaves out papers (`seen_in`) or indicators,
        as if the catalogue lacked them. `beside` asks for the likest others also where the very words decided.
        """
        key = (text, unit, tuple(headings), authority_id, prose, unit_words, without)
        if key not in self._cache:
            main, _, small = text.partition("\n")
            text = f"{main} {small}".strip()
            wording = self.speller.read(text)
            unit = unit or self._unit_of(unit_words) or (Unit(wording.unit) if wording.unit else None)
            case = Circumstances(unit, tuple(headings), authority_id, prose, without)
            label = self._decide(text, wording, case)
            if label.indicator_id is None and small and self._only_explains(small, main):
                label = replace(self._decide(main, self.speller.read(main), case), text=text)
            if label.indicator_id is None and not prose:
                label = self._without_own_name(label, case)
            if not prose and label.method != "person":
                label = self._as_headed(label, case)
            self._cache[key] = label
        label = self._cache[key]
        if beside and label.method in ("exact", "alias"):
            case = Circumstances(label.unit, tuple(headings), authority_id, prose, without)
            scored = [candidate for candidate, _ in self._scored(self.speller.read(text), case)]
            others = [candidate for candidate in scored if candidate.indicator_id != label.indicator_id]
            label = replace(label, candidates=(*label.candidates, *others[:2]))
        return label

    def _only_explains(self, small: str, main: str) -> bool:
        """Whether the small print below a label says neither another subject nor a part of what the label names."""
        said = self.speller.read(small).bag & (self.speller.subjects | self.speller.parts | MOVES)
        return said <= self.speller.read(main).bag

    def _without_own_name(self, label: Label, case: Circumstances) -> Label:
        """The label decided on as if it called the authority's area 'the borough'; itself where it does not name it.

        Of a paper that does not say whose it is, children placed outside a council's area tell it by themselves.
        """
        place = self.place_of(case.authority_id)
        if case.authority_id is None and (outside := self._outside.search(label.text)):
            place = outside["place"]
        if not place or place.lower() not in label.text.lower():
            return label
        text = re.sub(rf"\b{re.escape(place)}\b(?:['’]s\b)?", "the borough", label.text, flags=re.IGNORECASE)
        again = self._decide(text, self.speller.read(text), case)
        return label if again.indicator_id is None else replace(again, text=label.text)

    def _as_headed(self, label: Label, case: Circumstances) -> Label:
        """The label decided on with what its headings say of all below them; itself where that names nothing surely.

        Under 'Reviews carried out in time' a share of reviews is of those in time; in 'Conferences | % of ICPCs within
        15 days' the heading only says again what the label is about.
        """
        section, bar, own = label.text.rpartition(" | ")
        said = {word for heading in (*case.headings, section) for word in self.speller.read(heading).bag}
        predicates = sorted(said & PREDICATES)
        if len(predicates) == 1 and case.unit is Unit.PERCENT and not HAVING.search(label.text):
            text = f"{label.text} {PREDICATES_SAID[predicates[0]]}"
            again = self._decide(text, self.speller.read(text), case)
            if again.method in ("exact", "alias"):
                return replace(again, text=label.text)
        around = self.speller.read(own)
        if label.indicator_id is None and bar and self.speller.read_heading(section).bag <= around.bag:
            again = self._decide(own, around, replace(case, headings=(*case.headings, section)))
            if again.method in ("exact", "alias") and self.speller.says_enough(around):
                return replace(again, text=label.text, heading=label.heading)
        return label

    def _decide(self, text: str, wording: Wording, case: Circumstances) -> Label:
        label = Label(
            case.authority_id, text, case.unit, " | ".join(case.headings) or None, None, None, None, "to review"
        )
        rejected = {
            a.indicator_id for a in self._rejected[wording.plain] if a.authority_id in (None, case.authority_id)
        }
        case = replace(case, without=case.without | rejected)
        found = self._only(self._meant(self._by_plain.get(wording.plain, ()), case, exact=True))
        if found is not None:
            alias = found[1].alias
            if alias.decided or alias.authority_id or self._undisputed(found[0].id, wording, case):
                return _named(label, "person" if alias.decided else "exact", *found)
        doubt = ""
        found = self._by_words(wording, case) or self._by_code(wording, case)
        if found is not None:
            if not case.prose and self._is_bare(found, wording):
                doubt = "the label does not say at which moment it counts"
            found = self._twin_meant(found, wording, case)
            doubt = doubt or self._doubts.of(found[0].id, wording, case)
            if not doubt:
                return _named(label, "alias", *found)
        scored = self._scored(wording, case)
        candidates = [candidate for candidate, _ in scored]
        if found is None and scored:
            best, likeness = self._likest(scored, wording)
            doubt = self._doubts.of_likeness(likeness, wording, case)
            twins = self._doubts.twins_of(best.indicator_id)
            others = [one.score for one in candidates if one.indicator_id not in {best.indicator_id, *twins}]
            if not doubt and self._weights.is_sure(best.score, others, prose=case.prose):
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

    def _likest(self, scored: Sequence[tuple[Candidates, Likeness]], wording: Wording) -> tuple[Candidates, Likeness]:
        """The likest measure; of twins the one whose decider the label has, as sure as they are together."""
        twins = self._doubts.twins_of(scored[0][0].indicator_id)
        likely = [pair for pair in scored if pair[0].indicator_id in twins]
        told = self._doubts.told((pair[0].indicator_id for pair in likely), wording)
        if told is None:
            return scored[0]
        chance = round(sum(candidate.score for candidate, _ in likely), 4)
        best, likeness = next(pair for pair in likely if pair[0].indicator_id == told)
        return replace(best, score=min(chance, 1.0)), likeness

    def _twin_meant(
        self, found: tuple[Indicator, Entry], wording: Wording, case: Circumstances
    ) -> tuple[Indicator, Entry]:
        """The measure found, or the twin of it for which alone the label has deciding words."""
        twins = self._doubts.twins_of(found[0].id) - {found[0].id}
        told = self._doubts.told(twins, wording) if not self._doubts.told((found[0].id,), wording) else None
        twin = self._conditions.with_unit(told, case.unit) if told and told not in case.without else None
        return (twin, found[1]) if twin is not None else found

    def _undisputed(self, indicator_id: str, wording: Wording, case: Circumstances) -> bool:
        """Whether what the label stands under leaves the measure of its very words standing.

        Words that name a subject which no other service has are never in dispute, twins aside.
        """
        subjects = wording.bag & self.speller.subjects
        if subjects - FRONT_DOOR and not self._doubts.is_twin(indicator_id):
            return True
        together = self._under_heading(wording, case) or self._with_all_subjects(wording, case)
        if together and indicator_id not in together:
            return False
        return not self._doubts.foreign_heading(indicator_id, wording, case)

    def _by_words(self, wording: Wording, case: Circumstances) -> tuple[Indicator, Entry] | None:
        """The measure whose wording is the same but for spelling, with what the label stands under or else without."""
        together = self._under_heading(wording, case)
        if together:
            return self._only(together)
        meant = self._meant(self._by_bag.get(wording.bag, ()), case, exact=False)
        told = self._doubts.told(meant, wording) if len(meant) > 1 else None
        alone = self._only({told: meant[told]} if told else meant)
        contested = self._with_all_subjects(wording, case) if alone else {}
        return None if alone and contested and alone[0].id not in contested else alone

    def _under_heading(self, wording: Wording, case: Circumstances) -> dict[str, Entry]:
        """The measures that the label's words and its heading's stand for together; empty where none."""
        found: dict[str, Entry] = {}
        for added in self._added(wording, case):
            together = wording.bag | added
            for bag in dict.fromkeys((together, self.speller.settled(together))):
                found = {**self._meant(self._by_bag.get(bag, ()), case, exact=False), **found}
            # Under 'Contacts and referrals' a label that fits either ('% repeat') is of neither.
            if found and not (len(added) == 1 and self._conditions.lists_subjects(case)):
                break
        return found

    def _with_all_subjects(self, wording: Wording, case: Circumstances) -> dict[str, Entry]:
        """What the label means if all subjects of its heading are its own.

        'Assessments completed' under 'Early help assessments' may be either; under 'Assessments' it is not in question.
        """
        subjects = self._conditions.nearest_heading(case) & self.speller.subjects
        if subjects <= wording.bag or wording.services or self._conditions.lists_subjects(case):
            return {}
        return self._meant(self._by_bag.get(wording.bag | subjects, ()), case, exact=False)

    def _is_bare(self, found: tuple[Indicator, Entry], wording: Wording) -> bool:
        """Whether a label says of several measures that differ by their moment alone not which: 'Assessments'.

        A wording of the measure that says as little ('S47s') shows that councils mean it by that; 'assessments
        undertaken', from which only the word for having been done was left out, does not.
        """
        measure, entry = found
        bag = entry.wording.bag
        if wording.done or bag & MOVES:
            return False
        own = [one for one in self._by_bag[bag] if one.alias.indicator_id == measure.id]
        if any(not one.wording.done for one in own):
            return False
        family = {measure.id, measure.count_id or measure.id}
        others = (one for move in sorted(MOVES) for one in self._by_bag.get(bag | {move}, ()))
        return any(one.alias.indicator_id not in family for one in others)

    def _by_code(self, wording: Wording, case: Circumstances) -> tuple[Indicator, Entry] | None:
        """The measure whose code the label bears: in 'days to placement (A10)' the code decides, not the words."""
        case = replace(case, headings=(*case.headings, wording.plain))
        coded = (self._by_bag.get(frozenset((code,)), ()) for code in wording.codes)
        found = [self._only(self._meant(entries, case, exact=False)) for entries in coded]
        return found[0] if len(found) == 1 else None

    def _added(self, wording: Wording, case: Circumstances) -> Iterator[frozenset[str]]:
        """Words of the nearest heading that has a subject: all of them, its subjects, its subjects and topics."""
        heading = self._conditions.nearest_heading(case)
        if not heading or heading & self.speller.subjects & wording.bag:
            return
        if wording.services and (wording.bag & self.speller.subjects or heading & OTHER_SERVICES):
            return  # a 'single assessment' is social care's wherever it stands; 'statutory visits' are of those above
        if wording.bag & self.speller.subjects and self._conditions.lists_subjects(case):
            return  # under 'Section 47 and conferences' a conference is not one after a section 47
        yield heading
        yield heading & self.speller.subjects
        for subject in sorted(heading & self.speller.subjects):
            yield frozenset((subject,))

    def _scored(self, wording: Wording, case: Circumstances) -> list[tuple[Candidates, Likeness]]:
        """Measures by likeness, the likest first, each with its probability and reasons."""
        likenesses = self.likenesses(wording, case)
        chances = self._weights.probabilities(likenesses)
        ranked = sorted(zip(chances, likenesses), key=lambda pair: (-pair[0], pair[1].indicator_id))
        named = []
        for place, (chance, likeness) in enumerate(ranked):
            shown = place < SHOWN
            reasons = (
                f"likest: {likeness.entry.alias.text}",
                *(self._weights.reasons(likeness.features) if shown else ()),
            )
            named.append((Candidates(likeness.indicator_id, round(float(chance), 4), reasons), likeness))
        return named

    def likenesses(self, wording: Wording, case: Circumstances, *, but: frozenset[str] | None = None) -> list[Likeness]:
        """What the model is shown of a label. bench/train_labels.py learns from the same, leaving out the bag `but`."""
        extra: frozenset[str] = frozenset()
        if not wording.bag & self.speller.subjects and not wording.codes:
            extra = self._conditions.nearest_heading(case) & self.speller.subjects

        held: dict[tuple[tuple[str, str], ...], bool] = {}
        meant: dict[str, str | None] = {}
        without = case.without

        def resolve(entry: Entry) -> str | None:
            alias = entry.alias
            if alias.authority_id and alias.authority_id != case.authority_id:
                return None
            if (without and alias.seen_in in without) or (but is not None and entry.wording.bag == but):
                return None
            if alias.conditions:
                if alias.conditions not in held:
                    held[alias.conditions] = self._conditions.headings_hold(alias, case)
                if not held[alias.conditions]:
                    return None
            if alias.indicator_id not in meant:
                meant[alias.indicator_id] = self._of_unit(alias.indicator_id, case)
            return meant[alias.indicator_id]

        return self._matcher.alike(wording, extra, resolve)

    def _of_unit(self, indicator_id: str, case: Circumstances) -> str | None:
        """The measure that this one stands for under the figure's unit; None where it must not be used."""
        indicator = self._conditions.with_unit(indicator_id, case.unit) if indicator_id not in case.without else None
        return None if indicator is None or indicator.id in case.without else indicator.id

    def _meant(self, entries: Iterable[Entry], case: Circumstances, *, exact: bool) -> dict[str, Entry]:
        """The measures that entries stand for under these circumstances, an authority's own wordings before all."""
        decided: dict[str, Entry] = {}
        bound: dict[str, Entry] = {}
        for entry in entries:
            alias = entry.alias
            if alias.seen_in in case.without or alias.indicator_id in case.without:
                continue
            own = alias.authority_id is not None and alias.authority_id == case.authority_id
            foreign = alias.authority_id is not None and not own
            if foreign and (case.authority_id or not exact or self._doubts.is_twin(alias.indicator_id)):
                continue
            if not self._conditions.hold(alias, case):
                continue
            indicator = self._conditions.with_unit(alias.indicator_id, case.unit)
            if indicator is not None and indicator.id not in case.without:
                (bound if own else decided).setdefault(indicator.id, entry)
        return bound or decided

    def _only(self, meant: dict[str, Entry]) -> tuple[Indicator, Entry] | None:
        """The one measure of those meant; None where there is none, or several."""
        if len(meant) != 1:
            return None
        ((indicator_id, entry),) = meant.items()
        return self._indicators[indicator_id], entry

    def _unit_of(self, unit_words: str) -> Unit | None:
        named = self.speller.read(unit_words).unit if unit_words else None
        return Unit(named) if named else None


def _named(label: Label, method: str, indicator: Indicator, entry: Entry) -> Label:
    return replace(
        label,
        indicator_id=indicator.id,
        method=method,
        score=1.0,
        status="accepted",
        candidates=(Candidates(indicator.id, 1.0, (f"{method} wording: {entry.alias.text}",)),),
        kind=kind_for(entry.alias.kind, indicator),
    )
