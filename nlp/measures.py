"""The words of a clause, its heading and the sentence before -> the measure, by weighed words and by the labels' namer.

Two readers that know nothing of each other: this one weighs which wordings of the catalogue the whole clause covers;
the namer of labels reads the clause's own label. Where both agree the measure is settled; where only one speaks it must
be sure.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.coverage import Coverage
from nlp.disputes import all_said, dispute
from nlp.guesses import told_of_whom, unfounded
from nlp.naming import Clause, Named
from nlp.own_area import without_own_area
from nlp.twins import Twins
from nlp.words import make_ready, rephrased, vocabulary
from normalise.conditions import fits
from normalise.labels import Namer
from records.catalogue import Catalogue, Indicator, Label
from records.observation import Unit

SURE, MARGIN = 0.60, 0.06
"""Least score, and least lead over the next measure, at which the clause alone names one."""
AGREED = 0.42
"""Least score at which the clause confirms what the namer says."""
LIKELY, DOUBTED = 0.1, 0.72
"""Least chance, by the labels' namer, of what the clause comes nearest to; the score that others need."""
STRANGE = 2.5
"""Weight of words that are of other measures, and not of the one before, at which a clause does not go on with it."""
HEADING_CREDIT, REST_CREDIT, BEFORE_CREDIT, EARLIER_CREDIT = 0.75, 0.7, 0.6, 0.35
"""What a word counts that stands only in the heading, in the rest of the clause, in what it goes on with, in
the last.
"""


_UP_TO_SECOND = re.compile(
    r"(?:\D|(?<!\d)31(?:st)?\sMarch(?:\s20\d\d)?\b)*(?:\d[\d,.]*(?:[^\d]|(?<!\d)31(?:st)?\sMarch(?:\s20\d\d)?\b)*)?",
    re.DOTALL,
)
"""The words around a figure, and the day at which it was counted, up to the next."""
_WHAT_IS_IN = re.compile(
    r"\((?:this |these |the )?(?:figures? |numbers? )?(?:includes?|including|excludes?|excluding)\b[^()\d]*\)",
    re.IGNORECASE,
)
"""'(this includes those with a plan)': said of all figures of its frame."""
_WORDINGS = frozenset({"exact", "alias", "person"})
"""Methods of a label that is a wording of its measure."""
_OF_THESE = re.compile(
    r"\W*(?:and |with )?of (?:these|those|them|which|whom|(?:that|this) (?:number|total|figure))\b", re.IGNORECASE
)


class MeasureReader:
    """Names the measures of clauses by a catalogue; the same clause is read once."""

    def __init__(self, catalogue: Catalogue, namer: Namer) -> None:
        self._catalogue = catalogue
        self._namer = namer
        self._coverage = coverage = Coverage(catalogue, namer.speller)
        self.says_little, self.another_subject = coverage.says_little, coverage.another_subject
        self.covers, self.alike = coverage.covers, coverage.alike
        self._bag = coverage.bag
        self._twins = Twins(catalogue, coverage.aliases)
        self._own_wordings: dict[tuple[str | None, str], set[str]] = {}
        """Measure and authority -> the papers in which the authority's own wordings of it were seen."""
        for alias in coverage.aliases:
            if alias.authority_id is not None:
                self._own_wordings.setdefault((alias.indicator_id, alias.authority_id), set()).add(alias.seen_in)
        self._cache: dict[tuple[object, ...], Named] = {}
        make_ready()

    def names(self, words: str, unit: Unit | None, headings: tuple[str, ...]) -> bool:
        """Whether words are a wording of some measure, as a label would be."""
        label = self._namer.name(words, unit=unit, headings=headings, prose=True)
        return label.status == "accepted" and label.method in _WORDINGS

    def name(self, clause: Clause, *, authority_id: str | None, without: frozenset[str]) -> Named:
        """The measure of a clause; `indicator_id` None where the two readers leave it open."""
        key = (clause, authority_id, without)
        if key not in self._cache:
            self._cache[key] = self._decide(clause, authority_id, without)
        return self._cache[key]

    def _scores(
        self, clause: Clause, wide: bool, authority_id: str | None, without: frozenset[str]
    ) -> tuple[dict[str, float], frozenset[str]]:
        """Score of each measure that is near, and the clause's own words: those of its label, or (`wide`) all
        of them.
        """
        near = self._bag(clause.near)
        own = near | self._bag(clause.words if wide else clause.named)
        if own or wide:
            own = own | self._bag(clause.qualifiers)
        credit = {word: 1.0 for word in own}
        for word in self._bag(clause.words):
            credit.setdefault(word, REST_CREDIT)
        for heading in reversed(clause.headings):
            for word in self._bag(heading):
                credit[word] = max(credit.get(word, 0.0), HEADING_CREDIT)
        for word in self._bag(clause.before):
            credit.setdefault(word, BEFORE_CREDIT if clause.goes_on else EARLIER_CREDIT)
        best = self._coverage.scores(
            credit,
            own,
            near,
            headings=clause.headings,
            unit=clause.unit,
            authority_id=authority_id,
            without=without,
        )
        return best, own

    def _decide(self, clause: Clause, authority_id: str | None, without: frozenset[str]) -> Named:
        place = self._namer.place_of(authority_id)
        clause = without_own_area(clause, place) if place else clause
        unheard = self._coverage.unheard_of(clause.telling) - self._bag(place)
        if unheard:  # whichever measure were nearest, this would dispute it
            return Named(None, 0.0, f"no measure's wordings say {', '.join(sorted(unheard))}", refused=True)
        named = self._by_words(clause, authority_id, without)
        one = self._catalogue.by_id[named.indicator_id] if named.indicator_id else None
        against = dispute(one, clause, self._coverage, place) if one else ""
        return replace(named, indicator_id=None, why=against, refused=True) if against else named

    def _by_words(self, clause: Clause, authority_id: str | None, without: frozenset[str]) -> Named:
        goes_on = bool(clause.carried and clause.goes_on)
        wide = self.says_little(f"{clause.named} {clause.near}")
        label = None if goes_on or clause.part else self._label(clause, authority_id, without)
        by_its_words = self._by_its_very_words(clause, label) if label and not wide else None
        if by_its_words:
            return by_its_words
        scores, own = self._scores(clause, wide, authority_id, without)
        if not wide and max(scores.values(), default=0.0) < SURE:
            wide = True
            scores, own = self._scores(clause, True, authority_id, without)
        if goes_on and _OF_THESE.match(clause.said):
            return self._of_whole(clause, scores)
        if goes_on:
            carried = self._carried(clause, scores, own - self._bag(clause.qualifiers))
            if carried:
                return carried
        if clause.part:
            return self._of_part(clause, authority_id, without)
        label = label or self._label(clause, authority_id, without)
        if clause.headings and not clause.alone and not goes_on and wide and not own & self._coverage.subjects:
            named = self._heading(clause, authority_id, without)
            if named:
                return Named(named, SURE, "the heading names it, the clause nothing else")
        return self._weighed(clause, label, scores, authority_id, without)

    def _by_its_very_words(self, clause: Clause, label: Label) -> Named | None:
        """The measure of a label that is a wording of it, names a subject and has no twin: nothing need be weighed."""
        said = label.indicator_id if label.status == "accepted" and label.method in _WORDINGS else None
        own = self._bag(clause.near) | self._bag(clause.named) | self._bag(clause.qualifiers)
        if said is None or not own & self._coverage.subjects or self._twins.of(said):
            return None
        return Named(said, 1.0, f"label {clause.label!r} is a wording of it ({label.method})")

    def _weighed(
        self,
        clause: Clause,
        label: Label | None,
        scores: dict[str, float],
        authority_id: str | None,
        without: frozenset[str],
    ) -> Named:
        """The measure that the clause's words and its label agree on, or that one of them is sure of; else open."""
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        runners = tuple((name, round(score, 3)) for name, score in ranked[:3])
        first, score = ranked[0] if ranked else (None, 0.0)
        lead = score - (ranked[1][1] if len(ranked) > 1 else 0.0)
        said = label.indicator_id if label and label.status == "accepted" else None
        twins = self._twins.of(said or first)
        if twins and not self._decided(said or first, authority_id, without):
            decided = {n for n in {said or first, *twins} if self._decided(n, authority_id, without)}
            return self._among_twins(said or first, twins, scores, clause, runners, decided)
        if said and label and label.method in _WORDINGS and lead < MARGIN and self._nothing_but_number(clause):
            return Named(None, score, f"{first} or another of its heading, not told which", runners)
        if said and label and label.method in _WORDINGS:
            return Named(said, 1.0, f"label {clause.label!r} is a wording of it ({label.method})", runners)
        if first is None:
            why = "the label alone names it" if said else "its words are near no measure"
            return Named(said, (label.score or 0.0) if said and label else 0.0, why, runners)
        if said and said == first and label and label.method == "model" and lead < MARGIN / 2:
            return Named(None, score, f"{first} ({score:.2f}) or another ({score - lead:.2f})", runners)
        if said and said == first and score >= AGREED:
            return Named(said, score, f"the clause ({score:.2f}) and its label name the same", runners)
        if said:
            second = scores.get(said, 0.0)
            if score - second < MARGIN:
                return Named(said, second, "the label names it, the clause hardly another", runners)
            return Named(None, score, f"the clause says {first}, its label {said}", runners, refused=True)
        unsaid = self._coverage.unsaid(first, all_said(clause, self._coverage))
        if unsaid and not told_of_whom(unsaid, clause, self._coverage):
            return Named(None, score, f"{first} is of {', '.join(sorted(unsaid))}, which is not said", runners)
        why = unfounded(first, clause, self._coverage)
        if why:
            return Named(None, score, why, runners)
        near = label.candidates[0].indicator_id if label and label.candidates else None
        likely = label.candidates[0].score if label and label.candidates else 0.0
        if near == first and likely >= LIKELY and score >= SURE - 0.08 and lead >= MARGIN / 2:
            return Named(first, score, f"the clause and its label come nearest to it ({score:.2f})", runners)
        if near not in {None, first} and score - scores.get(near or "", 0.0) < 2 * MARGIN:
            return Named(None, score, f"the clause comes nearest to {first}, its label to {near}", runners)
        sure = SURE if likely >= LIKELY or not clause.label else DOUBTED
        if score >= sure and lead >= MARGIN:
            return Named(first, score, f"words of the clause ({score:.2f}, next {score - lead:.2f})", runners)
        return Named(None, score, f"not settled: {first} ({score:.2f}) or another ({score - lead:.2f})", runners)

    def _nothing_but_number(self, clause: Clause) -> bool:
        """'The total number was 161': nothing but the heading names it, which may name several."""
        return (
            not (self._bag(clause.named) | self._bag(clause.near)) & self._coverage.subjects
            and len(clause.headings) > 0
            and " and " in clause.headings[-1].lower()
        )

    def _of_part(self, clause: Clause, authority_id: str | None, without: frozenset[str]) -> Named:
        """The measure of a part where the catalogue has one; else open, for a part is not the measure."""
        told = clause.part.lower() in clause.label.lower()
        words = clause.label if told else f"{clause.label} {clause.part}"
        if vocabulary("part place").find(clause.part):
            return Named(None, 0.0, f"a part of the measure: {clause.part}", refused=True)
        score = 0.0
        texts = [words, clause.named, f"average {words}"]
        if clause.unit is Unit.CASES_PER_WORKER and "maximum" not in self._bag(clause.named):
            texts.append(f"average caseload in {clause.part}")
        for text in texts:
            label = self._namer.name(
                text, unit=clause.unit, headings=clause.headings, authority_id=authority_id, prose=True, without=without
            )
            score = label.score or 0.0
            said = label.indicator_id if label.status == "accepted" else None
            covered = said is not None and self._coverage.says_in_a_wording(said, clause.part)
            if said and (covered or (label.method in _WORDINGS and clause.part in text)):
                return Named(said, score, f"a part of the measure, {clause.part}, that is a measure of its own")
        return Named(None, score, f"a part of the measure: {clause.part}", refused=True)

    def _heading(self, clause: Clause, authority_id: str | None, without: frozenset[str]) -> str | None:
        """The measure that the nearest heading names by its very words, as a row's label over its commentary does."""
        label = self._namer.name(
            clause.headings[-1],
            unit=clause.unit,
            headings=clause.headings[:-1],
            authority_id=authority_id,
            without=without,
        )
        sure = label.status == "accepted" and label.method in _WORDINGS
        return label.indicator_id if sure else None

    def _label(self, clause: Clause, authority_id: str | None, without: frozenset[str]) -> Label | None:
        """What the labels' namer says of the clause's own label; None where it has none."""
        if not clause.label:
            return None
        label = clause.named if clause.alone else rephrased(clause.label)
        text = f"{label} {clause.qualifiers}".strip()
        return self._namer.name(
            text, unit=clause.unit, headings=clause.headings, authority_id=authority_id, prose=True, without=without
        )

    def _decided(self, indicator_id: str | None, authority_id: str | None, without: frozenset[str]) -> bool:
        """Whether a wording of this authority's own says which of the twins it means."""
        return authority_id is not None and bool(self._own_wordings.get((indicator_id, authority_id), set()) - without)

    def _among_twins(
        self,
        said: str | None,
        twins: frozenset[str],
        scores: dict[str, float],
        clause: Clause,
        runners: tuple[tuple[str, float], ...],
        decided: set[str | None],
    ) -> Named:
        """One of the twins where the clause's words part them clearly, and no council's definition is needed;
        else open.
        """
        family = {said, *twins} - {None}
        narrow = f"{clause.label} {clause.named} {clause.near}"
        called = self._twins.called(
            family, narrow if self._bag(narrow) & self._coverage.subjects else f"{narrow} {clause.words}"
        )
        if not called and clause.said:
            # only as far as the next figure: '3,214 children in need, 589 children with a plan'
            as_far = _UP_TO_SECOND.match(clause.said)
            assert as_far is not None  # it matches any text
            within = _WHAT_IS_IN.search(clause.said)
            called = self._twins.called(family, f"{as_far[0]} {within[0] if within else ''}")
        if len(called) == 1:
            (first,) = called
            score = scores.get(first, 0.0)
            if score >= min(runners[0][1] - 0.12, SURE):
                return Named(first, score, "its words part it from its twins", runners)
        if not called and len(decided) == 1:
            (own,) = decided
            score = scores.get(own or "", 0.0)
            if own in self._twins.by_definition:
                return Named(own, score, "the twin that this council's own wording means", runners)
        ranked = sorted(((scores.get(name or "", 0.0), name) for name in sorted(family, key=str)), key=lambda p: -p[0])
        (score, likest), (second, _) = ranked[0], ranked[1]
        if likest in self._twins.by_definition:
            why = f"{likest} or a twin: the same words, by the council's definition"
            return Named(None, score, why, runners, refused=True)
        if not called and self._twins.in_doubt(likest, narrow):
            return Named(None, score, f"{likest} or a twin of the same words", runners, refused=True)
        clear = score >= SURE and score - second >= (0.05 if clause.near else 0.1) and score >= runners[0][1] - 0.02
        if clear and likest and (why := unfounded(likest, clause, self._coverage)):
            return Named(None, score, why, runners, refused=True)
        if clear:
            return Named(likest, score, "its words part it from its twins", runners)
        return Named(None, score, f"{likest} or a twin of the same words", runners, refused=True)

    def _of_whole(self, clause: Clause, scores: dict[str, float]) -> Named:
        """'Of these 31 were held in time': the measure that is a part of what was named before, or its share; else
        open.
        """
        before = self._catalogue.by_id[clause.carried or ""]
        whole = {before.id, before.count_id or before.id}
        shares = [one for one in self._catalogue.indicators if one.of_id in whole]
        related = {name for one in shares for name in (one.id, one.count_id or one.id)}
        subject = self._coverage.core(before.id) & self._coverage.subjects
        related |= {name for name in scores if subject and subject <= self._coverage.vocabulary_of(name)}
        related -= whole
        ranked = sorted(((scores[name], name) for name in related & scores.keys()), reverse=True)
        runners = tuple((name, round(score, 3)) for score, name in ranked[:3])
        (score, name), (second, _) = (*ranked, (0.0, ""), (0.0, ""))[:2]
        if score >= AGREED and score - second >= MARGIN:
            return Named(name, score, f"a part of what was named before ({before.id})", runners)
        return Named(None, score, f"a part of {before.id}, not told which", runners, refused=True)

    def _carried(self, clause: Clause, scores: dict[str, float], own: frozenset[str]) -> Named | None:
        """The measure of the sentence before, or its sibling in this unit, where the clause has little of its
        own against it.
        """
        assert clause.carried is not None
        family = (
            [clause.carried]
            if _fits_or_open(clause.unit, self._catalogue.by_id[clause.carried])
            else self._coverage.siblings(clause.carried, clause.unit)
        )
        if not family:
            return None
        told = self._coverage.strange(f"{clause.words} {clause.near}", (clause.carried, *family))
        if self._coverage.weight(told) >= STRANGE:
            return None
        silent = clause.pronoun or not own & self._coverage.subjects
        if clause.near:
            called = self._twins.called({*self._twins.of(clause.carried), clause.carried}, clause.near)
            if len(called) == 1 and clause.carried not in called:
                return Named(called.pop(), SURE, f"the twin of {clause.carried} that its words name")
        best = max(scores.values(), default=0.0)
        score, name = max((scores.get(name, 0.0), name) for name in family)
        rivals = [other for other in family if other != name and scores.get(other, 0.0) >= score - MARGIN]
        if not silent and score < best - 0.12:
            return None
        if rivals:
            return Named(None, score, f"goes on with {clause.carried}, which has several measures of this unit")
        return Named(name, max(score, SURE), f"goes on with the measure before ({clause.carried})")


def _fits_or_open(unit: Unit | None, indicator: Indicator) -> bool:
    return unit is None or fits(unit, indicator.unit)
