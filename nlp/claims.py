"""Sentences -> Candidates: every figure of the commentary with its measure, period, basis, role and comparison.

The way of one sentence: its times (times), its numerals and what is no figure (numerals, masks), its stretches of one
subject (frames), the ties of each figure to a role and a time (ties), the measure of each figure (clauses, measures),
its period and basis (dating). What a section said before is kept as its state. Every numeral ends in a Candidate or in
one Rejection.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nlp.candidates import Claim, claim_of, rejection_of
from nlp.carried_times import at_time_of_last, at_time_of_paragraph, remember_time
from nlp.clauses import GOES_BACK, STILL_THEY, Told, begin_of_item, clause_of, next_item, says_more
from nlp.dating import stock_at_end
from nlp.figure_words import NEAR
from nlp.frames import Frame
from nlp.items import ItemPeriods
from nlp.laid_out import Stretch, Tie, without_spans
from nlp.marks import Mark
from nlp.measures import MeasureReader
from nlp.naming import Clause, Named
from nlp.naming_words import goes_on_with, in_turn_of, label_of, respective
from nlp.own_times import (
    dated_by_itself,
    enter_passage,
    goes_on_at,
    remember_anchor,
    remember_lead_in,
    without_day_of_stock,
)
from nlp.parts import PartReader
from nlp.repeated import not_told_before
from nlp.section import SectionState
from nlp.stretches import LONGEST, has_numerals, stretches, without_figures
from nlp.words import vocabulary
from normalise.labels import Namer
from normalise.measure_basis import BasisReader
from normalise.sought import sought
from records.catalogue import Catalogue
from records.observation import Candidate, Rejection, Role, Unit
from records.period import Basis, Month, Period
from records.table import Sentence

UNREADABLE = 2 * LONGEST
"""Characters of a stretch without white space that nobody reads as a sentence."""
_BUILDS_UP = sought("build|built|cumula", r"\b(?:builds? up|built up|accumulat\w+|cumulativ\w+)\b")


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of a report before its sentences are read."""

    reported: Period | None
    """The period that it reports on; None: months without a year stay unknown."""
    authority_id: str | None
    without: frozenset[str] = frozenset()
    """Papers whose wordings are left out, as if the catalogue lacked them."""
    until: Month | None = None
    """The month of its meeting, before which a month without a year may also lie."""

    def on(self, reported: Period | None) -> Paper:
        """The same paper with this for the period that it reports on."""
        return self if reported == self.reported else replace(self, reported=reported)


@dataclass(slots=True)
class _SoFar:
    """What the figures of a stretch were named, while it is read."""

    before: Told
    first: tuple[Named, str] | None = None
    """The first measure named, with its label."""
    by_frame: dict[tuple[Frame, Unit | None], Named] = field(default_factory=dict)
    by_figure: dict[int, Named] = field(default_factory=dict)
    said: dict[Frame, tuple[str, str, str]] = field(default_factory=dict)
    """The words of the frames so far, which all figures of a frame share."""


class ClaimReader:
    """Reads the commentary of one catalogue's measures."""

    def __init__(self, catalogue: Catalogue, namer: Namer) -> None:
        self._indicators = catalogue.by_id
        self._measures = MeasureReader(catalogue, namer)
        self._parts = PartReader(catalogue.by_id, self._measures)
        self._bases = BasisReader(catalogue.heading_words, catalogue.by_id)

    def read(
        self,
        sentences: Sequence[Sentence],
        *,
        reported: Period | None,
        authority_id: str | None,
        without: frozenset[str] = frozenset(),
        until: Month | None = None,
    ) -> tuple[list[Candidate], list[Rejection]]:
        """All figures of a document's sentences, in order, and the numerals that are none; each numeral once.

        `reported`, `authority_id`, `without` and `until` are as in `Paper`.
        """
        paper = Paper(reported, authority_id, without, until)
        candidates: list[Candidate] = []
        rejections: list[Rejection] = []
        state = SectionState()
        items = ItemPeriods(sentences, reported)
        for sentence in sentences:
            claims, refused = self._sentence(sentence, state, paper.on(items.of(sentence.passage.heading)))
            candidates += [claim.candidate for claim in claims]
            rejections += refused
        return candidates, rejections

    def explain(
        self,
        sentences: Sequence[Sentence],
        *,
        reported: Period | None,
        authority_id: str | None,
        without: frozenset[str] = frozenset(),
    ) -> list[str]:
        """The same reading as lines for a person: each figure with what bound it, each other numeral with its
        reason.
        """
        paper = Paper(reported, authority_id, without)
        lines: list[str] = []
        state = SectionState()
        for sentence in sentences:
            claims, refused = self._sentence(sentence, state, paper)
            lines.append(sentence.text)
            for claim in claims:
                one = claim.candidate
                timing = f"{one.timing.period or 'no period'} {one.timing.basis or ''}".strip()
                said = [
                    one.indicator_id or "measure open",
                    one.figure.unit or "no unit",
                    one.role,
                    timing,
                    one.direction,
                ]
                said.append(f"beside {one.comparator}" if one.comparator else None)
                lines.append(f"  {one.figure.value_text}: {', '.join(str(part) for part in said if part)}")
                lines += [f"    {step}" for step in claim.why]
            lines += [f"  {one.value_text}: no figure, {one.reason}" for one in refused]
        return lines

    def _sentence(self, sentence: Sentence, state: SectionState, paper: Paper) -> tuple[list[Claim], list[Rejection]]:
        state.enter(sentence.passage.heading)
        enter_passage(sentence.passage, state)
        if _BUILDS_UP.search(sentence.text):
            state.builds_up = True
        claims: list[Claim] = []
        masked: list[tuple[int, int, str]] = []
        for start, end in stretches(sentence.text):
            if end - start > UNREADABLE:
                found = re.finditer(r"\d+", sentence.text[start:end])
                masked += [
                    (start + hit.start(), start + hit.end(), "a run of characters, no sentence") for hit in found
                ]
                continue
            if not has_numerals(sentence.text[start:end]):
                state.unread.append(sentence.text[start:end])
                continue
            for words in state.unread:
                self._remember(without_figures(words), state, None, ())
            state.unread.clear()
            said = sentence.text[start:end]
            carried = goes_on_at(said, state) if paper.reported is None else None
            read, reported = dated_by_itself(said, start, paper.reported, paper.until, carried)
            claims += self._stretch(sentence, read, state, paper.on(reported))
            remember_anchor(read, state, paper.reported is None)
            remember_lead_in(said, state, bool(claims))
            masked += [(start + m.start, start + m.end, m.reason) for m in read.marks.masked]
        used = [span for claim in claims for span in claim.used]
        refused = [
            rejection_of(sentence, start, end, reason)
            for start, end, reason in masked
            if not any(first <= start and end <= last for first, last in used)
        ]
        return claims, refused

    def _stretch(self, sentence: Sentence, read: Stretch, state: SectionState, paper: Paper) -> list[Claim]:
        """The claims of a stretch in its figures' order; the state is that for the next."""
        claims: list[Claim] = []
        so_far = _SoFar(Told(state.indicator_id, state.told[-1] if state.told else ""))
        in_turn, of_last = in_turn_of(read), _of_last_sentence(read, state)
        last: Claim | None = None
        item = 0
        for tied in read.ties:
            mark = read.marks.figures[tied.figure]
            frame = next(f for f in read.frames if f.start <= mark.start < f.end or f is read.frames[-1])
            if (begins := begin_of_item(read, frame)) > item:
                item = begins
                self._enter_item(read, begins, mark, so_far)
            one = _in_unit_of_section(_of_a_rate(tied, mark, read, state), sentence, state)
            one = _goal_in_unit_of_section(one, mark, read, state)
            clause = clause_of(
                sentence,
                read,
                frame,
                mark,
                one.measured_in,
                one.role,
                before=of_last.get(tied.figure, so_far.before),
                first=so_far.first,
                state=state,
                measures=self._measures,
                said=so_far.said,
            )
            named = self._named(clause, frame, one, mark, in_turn, so_far, paper)
            decimal = one.role not in {Role.CHANGE, Role.PCT_CHANGE} and _DECIMAL.search(
                read.text, mark.start, mark.end
            )
            if named.indicator_id and decimal and self._indicators[named.indicator_id].unit is Unit.COUNT:
                named = Named(None, named.score, f"a number with decimals is no count, {named.indicator_id} is one")
            if one.of_two:
                named = Named(None, 0.0, "said of two measures at once", refused=True)
            elif mark.nought_of:
                named = Named(None, 0.0, "nought of a part, not of the measure", refused=True)
            elif mark.worded and not mark.counted and not self._is_figure(named, one, read.text[mark.end :]):
                continue
            earlier = so_far.first[0].indicator_id if so_far.first else so_far.before.indicator_id
            known = self._indicators.get(named.indicator_id or "")
            if known and (why := not_told_before(read, mark, one.role, known, earlier)):
                named = Named(None, named.score, why, refused=True)
            if named.indicator_id:
                so_far.by_frame.setdefault((frame, one.measured_in), named)
                so_far.first = so_far.first or (named, clause.label)
            indicator = self._indicators[named.indicator_id] if named.indicator_id else None
            if indicator is None or indicator.month_basis is Basis.MONTH:
                one = at_time_of_paragraph(one, frame, read, state)
            one = without_day_of_stock(at_time_of_last(one, read, state), indicator, state)
            claims.append(
                claim_of(sentence, read, one, mark, clause, named, indicator, state=state, reported=paper.reported)
            )
            if indicator is None and one.role is Role.ACTUAL:
                claims[-1] = self._stock(claims[-1], read, one, mark, paper)
            if one.role is Role.ACTUAL:
                last = claims[-1]
        self._remember(read, state, last or (claims[-1] if claims else None), claims)
        return claims

    def _enter_item(self, read: Stretch, begins: int, mark: Mark, so_far: _SoFar) -> None:
        """A new item of a list with semicolons goes on with the item before only where it has no words of its own.

        'X was 20%; and 95% were seen' keeps who they are, not what was said of them.
        """
        words = without_spans(read.text, read.noise, begins, next_item(read, begins))
        if GOES_BACK.match(read.text, begins):
            return
        leads = len(read.text[begins : mark.start].split()) <= 2
        if self._measures.says_little(words) and not (leads and says_more(words, read.text[:begins])):
            return
        told = so_far.first[1] if so_far.first and STILL_THEY.match(read.text, begins, mark.end + 6) else ""
        so_far.first, so_far.before = None, Told(None, told)

    def _stock(self, claim: Claim, read: Stretch, one: Tie, mark: Mark, paper: Paper) -> Claim:
        """The claim of a figure of no measure, at the end of its period where its words say that it is a stock."""
        candidate = claim.candidate
        if candidate.timing.basis is None and self._bases.said(candidate.label):
            return claim  # its name will say it
        timing = stock_at_end(read, one, mark, candidate.timing, self._bases, paper.reported)
        return replace(claim, candidate=replace(claim.candidate, timing=timing))

    def _named(
        self, clause: Clause, frame: Frame, one: Tie, mark: Mark, in_turn: dict[int, int], so_far: _SoFar, paper: Paper
    ) -> Named:
        """The measure of a figure by its own clause, else by the figure that it goes with."""
        named = self._measures.name(clause, authority_id=paper.authority_id, without=paper.without)
        if one.figure in in_turn and in_turn[one.figure] in so_far.by_figure:
            named = so_far.by_figure[in_turn[one.figure]]
        whole = so_far.first[0].indicator_id if so_far.first and frame.start else so_far.before.indicator_id
        named = self._parts.checked(
            named, clause, frame, one, mark, whole, authority_id=paper.authority_id, without=paper.without
        )
        known = None if frame.of_whole or clause.alone else so_far.by_frame.get((frame, one.measured_in))
        if named.indicator_id is None and not named.refused and known and not clause.near:
            named = known
        so_far.by_figure[one.figure] = named
        return named

    def _is_figure(self, named: Named, one: Tie, behind: str) -> bool:
        """Whether a number written as a word is one: a difference or what measures count, of a known measure."""
        return named.indicator_id is not None and (one.role is Role.CHANGE or self._counts(behind))

    def _counts(self, behind: str) -> bool:
        """Whether the words behind a number written as a word are what measures count: 'no exclusions', not 'no
        doubt'.
        """
        noun = NEAR.match(behind.split(" of ", maxsplit=1)[0] + " ")
        people = noun and re.match(r"(?:children|young people|care leavers|families|cases)\b", noun["noun"])
        return (
            bool(people)
            or behind.startswith((" percentage", " point"))
            or bool(noun and not self._measures.says_little(noun["noun"]))
        )

    def _remember(self, read: Stretch, state: SectionState, last: Claim | None, claims: Sequence[Claim]) -> None:
        """What the next sentence of the section may go on with."""
        for found in vocabulary("qualifier").find(read.text):
            if found.value.startswith("school phase"):
                state.qualifiers["school phase"] = found.value.partition("/")[2]
        if last is None:
            words = without_spans(read.text, read.noise, 0, len(read.text))
            if not self._measures.says_little(words):
                label = label_of(read.text, read.frames[0], read)
                label = words if self._measures.says_little(label) else label
                if not self._measures.alike(label, state.label) and not goes_on_with(read.text):
                    state.indicator_id = None
                state.told = [label]
            return
        remember_time(read, state, claims)
        actual = [c.candidate for c in claims if c.candidate.role is Role.ACTUAL]
        state.named = [(one.indicator_id, one.label) for one in actual]
        timings = [one.timing for one in actual if one.timing.period is not None]
        state.timing = max(timings, key=lambda one: one.period.end if one.period else Month(1, 1)) if timings else None
        one = last.candidate
        rolling = [c for c in claims if c.candidate.timing.basis is Basis.ROLLING_12M]
        state.basis = Basis.ROLLING_12M if rolling else None
        state.indicator_id = one.indicator_id
        if one.label and not self._measures.says_little(one.label):
            state.label = one.label
            state.told = [one.label]
        # 'a fall of 8%' of a number leaves no share behind it
        state.unit = one.figure.unit if one.role is not Role.PCT_CHANGE else None


_DECIMAL = re.compile(r"\d\.\d")
_ALL_FIGURES = re.compile(r"\bthe (?:figures|rates|averages|percentages|numbers|levels) (?:are|were)\s$", re.IGNORECASE)


def _of_last_sentence(read: Stretch, state: SectionState) -> dict[int, Told]:
    """'These are 221.1, 40.5 and 56.8 respectively': each figure goes on with one of the sentence before."""
    listed = respective(read)
    first = read.marks.figures[0].start if read.marks.figures else 0
    if not listed and _ALL_FIGURES.search(read.text[:first]):
        listed = list(range(len(read.marks.figures)))  # 'In London the figures are 23%, 18% and 25%'
        if len(listed) == len(state.named):
            return {place: Told(name, label) for place, (name, label) in zip(listed, state.named)}
    if not listed or listed[0] != 0 or len(listed) != len(state.named) or not goes_on_with(read.text):
        return {}
    return {place: Told(name, label) for place, (name, label) in zip(listed, state.named)}


def _of_a_rate(one: Tie, mark: Mark, read: Stretch, state: SectionState) -> Tie:
    """'The rate rose by 6%' behind a rate per 10,000: how much of it, where the sentence has no share."""
    guessed = one.role is Role.CHANGE and one.unit is Unit.POINTS and mark.unit is Unit.PERCENT
    shares = any(t.measured_in is Unit.PERCENT and t.role is not Role.CHANGE for t in read.ties)
    if not guessed or shares or state.unit is not Unit.PER_10K:
        return one
    return replace(one, role=Role.PCT_CHANGE, unit=Unit.PERCENT, measured_in=Unit.PER_10K)


def _in_unit_of_section(one: Tie, sentence: Sentence, state: SectionState) -> Tie:
    """A figure whose own sentence does not tell its unit, in that of its section."""
    if one.role is Role.PCT_CHANGE and one.measured_in is None and _of_a_share(sentence, state):
        one = replace(one, role=Role.CHANGE, unit=Unit.POINTS, measured_in=Unit.PERCENT)
    if one.unit is None and state.unit not in {None, Unit.COUNT, Unit.POINTS}:
        one = replace(one, unit=state.unit, measured_in=state.unit)
    return one


def _goal_in_unit_of_section(one: Tie, mark: Mark, read: Stretch, state: SectionState) -> Tie:
    """'Performance is red against the target of 70', 'the North West stood at 91': in the unit of what went before."""
    bare = mark.unit is None and one.unit is Unit.COUNT and (one.role.is_goal or one.role.is_benchmark)
    if not bare or state.unit in {None, Unit.COUNT, Unit.POINTS} or any(t.role is Role.ACTUAL for t in read.ties):
        return one
    if NEAR.match(read.text, mark.end):
        return one
    return replace(one, unit=state.unit, measured_in=state.unit)


def _of_a_share(sentence: Sentence, state: SectionState) -> bool:
    """Whether a lone '5% fall' is said of a share: its section speaks of one, or the row or heading that it
    stands under.
    """
    heading = (sentence.passage.heading or "").rpartition("|")[2].strip()
    return state.unit is Unit.PERCENT or bool(re.match(r"(?:%|percentage|proportion)", heading, re.IGNORECASE))
