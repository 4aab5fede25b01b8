"""Sentences -> Candidates: every figure of the commentary with its measure, period, basis, role and comparison.

The way of one sentence: its times (normalise.periods), its numerals and what is no figure (marks), its stretches of one
subject (frames), the ties of each figure to a role and a time (ties), the measure of each stretch (measures). What a
section said before is kept as its state. Every numeral ends in a Candidate or in one Rejection.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.clauses import (
    HELD,
    LONGEST,
    NEAR,
    OF_PART,
    Stretch,
    behind,
    beside,
    done_to,
    done_to_words,
    extreme_of,
    goes_on_with,
    half_of,
    in_turn_of,
    label_of,
    limit_of,
    qualifiers_of,
    stretches,
    take_apart,
    team_of,
)
from nlp.frames import Frame, SectionState, on_basis
from nlp.laid_out import Tie
from nlp.marks import PERIOD, Mark
from nlp.measures import Clause, MeasureReader, Named, without_spans
from nlp.words import rephrased, vocabulary
from normalise.labels import Namer
from records.catalogue import Catalogue, Indicator
from records.observation import Candidate, Direction, Evidence, Figure, Origin, Rejection, Role, Unit
from records.page import Box
from records.period import Basis, Month, Period, Timing
from records.table import Sentence

UNREADABLE = 2 * LONGEST
"""Characters of a stretch without white space that nobody reads as a sentence."""
_PAST_YEAR = re.compile(r"\b(?:past|last|previous)\s(?:year|12 months|twelve months)\b", re.IGNORECASE)
_IS_SHARE_OF = re.compile(
    r"(?:that|this|it|which)\s(?:is|was|equals|represents|equates to|amounts to|makes up)\s(?:just |only |some )?"
    r"[\d.]+\s?(?:%|per cent)\sof\b",
    re.IGNORECASE,
)
_BUILDS_UP = re.compile(r"\b(?:builds? up|built up|accumulat\w+|cumulativ\w+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A Candidate and the steps by which it was read, for people."""

    candidate: Candidate
    why: tuple[str, ...]
    used: tuple[tuple[int, int], ...]
    """Offsets in the sentence of the words that it used."""


class ClaimReader:
    """Reads the commentary of one catalogue's measures."""

    def __init__(self, catalogue: Catalogue, namer: Namer) -> None:
        self._indicators = catalogue.by_id
        self._measures = MeasureReader(catalogue, namer)

    def read(
        self,
        sentences: Sequence[Sentence],
        *,
        reported: Period | None,
        authority_id: str | None,
        without: frozenset[str] = frozenset(),
        until: Month | None = None,
    ) -> tuple[list[Candidate], list[Rejection]]:
        """All figures of a document's sentences, in order, and the numerals that are none.

        `reported` is the period that the document reports on (None: months without a year stay unknown), `until` the
        month of its meeting, before which a month without a year may also lie; `without` leaves out the
        wordings seen in some papers, as if the catalogue lacked them. Every numeral has one outcome.
        """
        candidates: list[Candidate] = []
        rejections: list[Rejection] = []
        state = SectionState()
        for sentence in sentences:
            claims, refused = self._sentence(sentence, state, reported, authority_id, without, until)
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
        lines: list[str] = []
        state = SectionState()
        for sentence in sentences:
            claims, refused = self._sentence(sentence, state, reported, authority_id, without)
            lines.append(sentence.text)
            for claim in claims:
                one = claim.candidate
                timing = f"{one.timing.period or 'no period'} {one.timing.basis or ''}".strip()
                lines.append(f"  {one.figure.value_text}: {one.indicator_id or 'measure open'}, {one.role}, {timing}")
                lines += [f"    {step}" for step in claim.why]
            lines += [f"  {one.value_text}: no figure, {one.reason}" for one in refused]
        return lines

    # --- one sentence ------------------------------------------------------------------------------------------------

    def _sentence(
        self,
        sentence: Sentence,
        state: SectionState,
        reported: Period | None,
        authority_id: str | None,
        without: frozenset[str],
        until: Month | None = None,
    ) -> tuple[list[Claim], list[Rejection]]:
        state.enter(sentence.passage.heading)
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
            read = take_apart(sentence.text[start:end], start, reported, until)
            claims += self._stretch(sentence, read, state, reported, authority_id, without)
            masked += [(start + m.start, start + m.end, m.reason) for m in read.marks.masked]
        used = [span for claim in claims for span in claim.used]
        refused = [
            _rejection(sentence, start, end, reason)
            for start, end, reason in masked
            if not any(first <= start and end <= last for first, last in used)
        ]
        state.words = sentence.text
        return claims, refused

    def _stretch(
        self,
        sentence: Sentence,
        read: Stretch,
        state: SectionState,
        reported: Period | None,
        authority_id: str | None,
        without: frozenset[str],
    ) -> list[Claim]:
        claims: list[Claim] = []
        before: tuple[str | None, str, str] = (state.indicator_id, state.label, state.told[-1] if state.told else "")
        first_named: tuple[Named, str] | None = None
        by_frame: dict[tuple[Frame, Unit | None], Named] = {}
        in_turn = in_turn_of(read)
        by_figure: dict[int, Named] = {}
        last: Claim | None = None
        for one in read.ties:
            mark = read.marks.figures[one.figure]
            frame = next(f for f in read.frames if f.start <= mark.start < f.end or f is read.frames[-1])
            unit = one.measured_in
            if one.role is Role.PCT_CHANGE and one.measured_in is None and _of_a_share(sentence, state):
                one = replace(one, role=Role.CHANGE, unit=Unit.POINTS, measured_in=Unit.PERCENT)
                unit = Unit.PERCENT
            if one.unit is None and state.unit not in {None, Unit.COUNT, Unit.POINTS}:
                one = replace(one, unit=state.unit, measured_in=state.unit)
                unit = one.measured_in
            clause = self._clause(sentence, read, frame, mark, unit, one.role, before, first_named, state)
            named = self._measures.name(clause, authority_id=authority_id, without=without)
            if one.figure in in_turn and in_turn[one.figure] in by_figure:
                named = by_figure[in_turn[one.figure]]
            whole = first_named[0].indicator_id if first_named and frame.start else before[0]
            if frame.of_whole and named.indicator_id is not None and named.indicator_id == whole:
                named = Named(None, named.score, f"a part of {whole}, not the measure", refused=True)
            known = None if frame.of_whole or clause.alone else by_frame.get((frame, unit))
            if named.indicator_id is None and known and not clause.near:
                named = known
            by_figure[one.figure] = named
            if mark.nought_of:
                named = Named(None, 0.0, "nought of a part, not of the measure", refused=True)
            elif mark.worded and (named.indicator_id is None or not self._counts(read.text[mark.end :])):
                continue
            if named.indicator_id:
                by_frame.setdefault((frame, unit), named)
                first_named = first_named or (named, clause.label)
            indicator = self._indicators[named.indicator_id] if named.indicator_id else None
            claim = self._claim(sentence, read, one, mark, clause, named, indicator, state, reported)
            claims.append(claim)
            if one.role is Role.ACTUAL:
                last = claim
        self._remember(read, state, last or (claims[-1] if claims else None), claims)
        return claims

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

    def _clause(
        self,
        sentence: Sentence,
        read: Stretch,
        frame: Frame,
        mark: Mark,
        unit: Unit | None,
        role: Role,
        before: tuple[str | None, str, str],
        first: tuple[Named, str] | None,
        state: SectionState,
    ) -> Clause:
        """What is known of a figure's measure: the words of its frame, its heading, and the measure that goes on."""
        text = read.text
        noise = read.noise
        words = without_spans(text, noise, frame.start, frame.end)
        label = label_of(text, frame, read)
        headings = tuple(part.strip() for part in (sentence.passage.heading or "").split("|") if part.strip())
        at = text.find(label, frame.start) if label else -1
        named = without_spans(text, noise, at, at + len(label)) if at >= 0 else ""
        near = ""
        if unit is Unit.COUNT:
            hit = NEAR.match(text, mark.end)
            near = (
                hit["noun"]
                if hit
                and not hit["noun"].startswith(("children", "young people"))
                or hit
                and len(hit["noun"].split()) > 2
                else ""
            )
            if hit and self._measures.says_little(named) and not self._measures.says_little(hit["noun"]):
                label = named = near = hit["noun"]  # 'there were 26 referrals': the noun behind the figure
        if re.match(r"involving\b", text[frame.start :]) and re.match(
            r"\s(?:\w+\s)?(?:children|young people)", text[mark.end :]
        ):
            near = "individual children"
        if near and label.startswith(near):
            near = ""
        first_of_frame = next(f for f in read.marks.figures if f.start >= frame.start)
        verb = done_to(text, frame, first_of_frame)
        alone = False
        done, did = done_to_words(read, frame, mark, unit)
        if done and (verb in HELD or not self._measures.says_little(done)):
            label, near, alone = did, "", True
            named = words = f"{done} {verb}" if verb else done
        after = behind(read, frame, mark)
        if after and role is Role.ACTUAL:
            said = without_spans(text, noise, *after)
            if not self._measures.covers(named, said) and not done:
                label = text[after[0] : after[1]].strip()
                words = named = said
                near, alone = "", True
        own = beside(text, frame, read, mark)
        if own:
            said = without_spans(text, noise, *own)
            if self._measures.another_subject(said, named):
                label = text[own[0] : own[1]].strip()
                words = named = said
                near, alone = "", True
        limit = limit_of(text, frame) if unit is Unit.COUNT and named else ""
        if limit and limit not in label and self._measures.names(f"{label} {limit}", unit, headings):
            named = words = f"{label} {limit}"
            near, alone = "", True
        extreme = extreme_of(text, frame, mark) if unit is Unit.CASES_PER_WORKER else None
        team = team_of(text, frame) if extreme else ""
        if extreme:
            words = named = f"{extreme} caseload {team}".strip()
            near, alone = "", True
        of_part = OF_PART.match(text, mark.end)
        half = half_of(text, frame, read, mark)
        if half:
            label = named = half
            words = half
        words, named, near = rephrased(words), rephrased(named), rephrased(near)
        little = self._measures.says_little(f"{named} {near}")
        if frame.start == 0 or first is None:
            opens = goes_on_with(text)
            goes_on, carried, told, pronoun = little or opens, before[0], before[2], little and opens
        else:
            goes_on, pronoun, told = True, little, first[1]
            carried = first[0].indicator_id if little else None
        qualifiers = qualifiers_of(f"{words} {near}", headings, state)
        part = of_part["part"] if of_part and "team" not in named.lower() else ""
        if not extreme and not part and unit is Unit.CASES_PER_WORKER:
            part = team_of(text, frame)
        alone = alone or frame.of_whole
        if extreme:
            part, goes_on, carried = team or ("the lowest" if extreme == "lowest" else ""), False, None
        if frame.start == 0 and _IS_SHARE_OF.match(text) and mark is read.marks.figures[0]:
            goes_on = pronoun = True
        return Clause(
            words,
            label,
            named,
            headings,
            unit,
            told,
            goes_on,
            pronoun,
            part,
            qualifiers,
            carried,
            near,
            text[frame.start : frame.end],
            alone,
        )

    def _claim(
        self,
        sentence: Sentence,
        read: Stretch,
        one: Tie,
        mark: Mark,
        clause: Clause,
        named: Named,
        indicator: Indicator | None,
        state: SectionState,
        reported: Period | None,
    ) -> Claim:
        role, timing, why = self._timing(read, one, mark, indicator, state, reported)
        unit = one.unit or (indicator.unit if indicator else None)
        start, end = read.offset + mark.start, read.offset + mark.end
        label = clause.label or (state.label if clause.carried else "")
        spans = [(start, end)]
        support = [(read.offset + a, read.offset + b) for a, b in mark.numerals if not mark.start <= a < mark.end]
        if one.time:
            support.append((read.offset + one.time.start, read.offset + one.time.end))
        if one.words:
            support.append((read.offset + one.words[0], read.offset + one.words[1]))
        place = sentence.text.find(clause.label) if clause.label else -1
        if place >= 0:
            support.append((place, place + len(clause.label)))
        notes = [
            note
            for note in (
                mark.note,
                "mean of the months so far, which is no basis of ours" if one.time and one.time.averaged else None,
                None if named.indicator_id else named.why,
            )
            if note
        ]
        direction = _direction(one.direction, indicator)
        figure = Figure(
            sentence.text[start:end], mark.value, unit, mark.numerator, mark.denominator, suppressed=mark.suppressed
        )
        passage = sentence.passage
        boxes = sentence.boxes(start, end)
        evidence = Evidence(
            passage.page,
            Box.around(boxes) if boxes else None,
            passage.table,
            passage.row,
            passage.col,
            sentence.number,
            tuple((passage.page, Box.around(found)) for a, b in support if (found := sentence.boxes(a, b))),
        )
        candidate = Candidate(
            figure,
            Origin.PROSE,
            evidence,
            sentence.text,
            label,
            (passage.heading,) if passage.heading else (),
            role=role,
            timing=timing,
            comparator=one.comparator if role in {Role.CHANGE, Role.PCT_CHANGE} else None,
            direction=direction,
            indicator_id=named.indicator_id,
            refused=named.refused,
            averaged=bool(one.time and one.time.averaged),
            note="; ".join(notes) or None,
        )
        return Claim(
            candidate, (*one.why, *why, f"measure: {named.indicator_id or 'open'}: {named.why}"), tuple(spans + support)
        )

    def _timing(
        self,
        read: Stretch,
        one: Tie,
        mark: Mark,
        indicator: Indicator | None,
        state: SectionState,
        reported: Period | None,
    ) -> tuple[Role, Timing, tuple[str, ...]]:
        """Role and Timing after the frame's basis, the section's state and the measure were seen.

        Basis None: a bare month.
        """
        role, period, basis, time = one.role, one.period, one.basis, one.time
        if period is None or role.is_goal or role.is_benchmark:
            return role, Timing(period, basis), ()
        if time is not None and (time.averaged or time.kind == "average_12m"):
            return role, Timing(period, basis), ()
        if mark.range_of is not None and role is Role.ACTUAL and time is None:
            if not (_PAST_YEAR.search(read.text) and reported):
                return role, Timing(None, None), ("a range over a span that is not said",)
            period = Period.twelve_months_to(reported.end)
        if (
            mark.range_of is not None
            and role is Role.ACTUAL
            and period.months == 12
            and basis in {None, Basis.ROLLING_12M}
        ):
            return (Role.MIN_12M, Role.MAX_12M)[mark.range_of], Timing(period, None), ("an end of the year's range",)
        bare = period.months == 1 and basis is None
        rolling = next((t for t in read.times if t.kind == "rolling_12m" and not t.definition), None)
        spent = any(t.time is rolling and t.figure != one.figure for t in read.ties)
        if bare and rolling and (not spent or (time and time.kind == "same_last_year")):
            return (
                role,
                Timing(on_basis(period.end, Basis.ROLLING_12M), Basis.ROLLING_12M),
                ("the sentence says rolling twelve months",),
            )
        if bare and state.basis is Basis.ROLLING_12M and indicator and indicator.id == state.indicator_id:
            return (
                role,
                Timing(on_basis(period.end, state.basis), state.basis),
                ("the sentence before says rolling twelve months",),
            )
        if bare and indicator and indicator.month_basis is Basis.ROLLING_12M:
            return (
                role,
                Timing(on_basis(period.end, Basis.ROLLING_12M), Basis.ROLLING_12M),
                ("the measure looks back twelve months",),
            )
        if bare and state.builds_up and indicator and indicator.month_basis is Basis.SNAPSHOT:
            return (
                role,
                Timing(on_basis(period.end, Basis.YTD), Basis.YTD),
                ("the section says that it builds up from April",),
            )
        if basis is Basis.QUARTER or (basis is None and period.months in {3, 12} and period == reported):
            stock = indicator is not None and indicator.month_basis is Basis.SNAPSHOT
            if stock:
                return role, Timing(Period.of(period.end), None), ("a stock at the period's end",)
            return role, Timing(period, Basis.QUARTER if period.months == 3 else Basis.YEAR), ()
        return role, Timing(period, basis), ()

    def _remember(self, read: Stretch, state: SectionState, last: Claim | None, claims: Sequence[Claim]) -> None:
        """What the next sentence of the section may go on with."""
        words = without_spans(read.text, read.noise, 0, len(read.text))
        for found in vocabulary("qualifier").find(read.text):
            if found.value.startswith("school phase"):
                state.qualifiers["school phase"] = found.value.partition("/")[2]
        if last is None:
            if not self._measures.says_little(words):
                label = label_of(read.text, read.frames[0], read)
                label = words if self._measures.says_little(label) else label
                if not self._measures.alike(label, state.label) and not goes_on_with(read.text):
                    state.indicator_id = None
                state.told = [label]
            return
        one = last.candidate
        rolling = [c for c in claims if c.candidate.timing.basis is Basis.ROLLING_12M]
        state.basis = Basis.ROLLING_12M if rolling else None
        state.indicator_id = one.indicator_id
        if one.label and not self._measures.says_little(one.label):
            state.label = one.label
            state.told = [one.label]
        state.unit = one.figure.unit


def _of_a_share(sentence: Sentence, state: SectionState) -> bool:
    """Whether a lone '5% fall' is said of a share: its section speaks of one, or the row or heading that it
    stands under.
    """
    heading = (sentence.passage.heading or "").rpartition("|")[2].strip()
    return state.unit is Unit.PERCENT or bool(re.match(r"(?:%|percentage|proportion)", heading, re.IGNORECASE))


def _direction(word: str | None, indicator: Indicator | None) -> Direction | None:
    """'better' and 'worse' by the polarity of the measure; None where it has none."""
    if word in {"up", "down", "same"}:
        return Direction(word)
    if word in {"better", "worse"} and indicator and indicator.polarity in {"high", "low"}:
        return Direction.UP if (word == "better") is (indicator.polarity == "high") else Direction.DOWN
    return None


def _rejection(sentence: Sentence, start: int, end: int, reason: str) -> Rejection:
    boxes = sentence.boxes(start, end)
    around = sentence.text[max(0, start - 40) : end + 40]
    reason = "a date or period of no figure" if reason == PERIOD else reason
    return Rejection(
        sentence.passage.page, Box.around(boxes) if boxes else None, around, sentence.text[start:end], reason
    )
