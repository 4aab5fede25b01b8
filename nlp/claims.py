"""Sentences -> Candidates: every figure of the commentary with its measure, period, basis, role and comparison.

The way of one sentence: its times (normalise.periods), its numerals and what is no figure (marks), its stretches of one
subject (frames), the ties of each figure to a role and a time (ties), the measure of each stretch (measures). What a
section said before is kept as its state. Every numeral ends in a Candidate or in one Rejection.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.frames import Frame, SectionState, Time, on_basis, rate_units, read_frames, read_times
from nlp.marks import PERIOD, Mark, Marks, read_marks, worded_marks
from nlp.measures import Clause, MeasureReader, Named, without_spans
from nlp.ties import Tie, tie
from nlp.words import vocabulary
from normalise.labels import Namer
from normalise.periods import find_periods
from records.catalogue import Catalogue, Indicator
from records.observation import Candidate, Direction, Evidence, Figure, Origin, Rejection, Role, Unit
from records.page import Box
from records.period import Basis, Period, Timing
from records.table import Sentence

LONGEST, MOST_FIGURES = 1000, 40
"""Characters and numerals of a stretch that is tied as one; a longer sentence is cut at its clauses."""
UNREADABLE = 2 * LONGEST
"""Characters of a stretch without white space that nobody reads as a sentence."""
_BUILDS_UP = re.compile(r"\b(?:builds? up|built up|accumulat\w+|cumulativ\w+)\b", re.IGNORECASE)
_OPENERS = re.compile(
    r"^(?:\W+|\b(?:however|similarly|also|additionally|overall|in addition|this means|again"
    r"|locally|currently|comparatively)\b[\s,]*)+",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\s(?:(?:more|fewer|less|further|additional)\s)?(?!(?:in|at|to|from|for|and|or|but|with|than|which|was|were|is|are|has|have|had"
    r"|compared|on|by|of|as|per|during|since|against|while|when|more|less|higher|lower|fewer"
    r")\b)"
    r"(?P<noun>[\w'’-]+(?:\s(?!(?:in|at|to|from|and|or|but|than|which|was|were|is|are|has|have"
    r"|had|compared|on|by|as|during|since|against|while|when|this|more|less)\b)[\w'’-]+){0,7})"
)
_OF_PART = re.compile(
    r"(?:\s?%|\scases)?\s(?:in|for|within|across)\s(?:the\s|our\s)?(?P<part>[A-Z][\w&/'’-]*"
    r"(?:\s[\w&/'’-]+){0,4}?\s(?:[Tt]eams?|[Ll]ocality|[Aa]rea|[Ww]ard))\b"
)
_OF_ROLE = re.compile(r"(?:['’]s?)?\s(?:averages?|rates?|figures?|benchmarks?|levels?)\b", re.IGNORECASE)
_QUOTED = re.compile(r"(?:^|\s)['‘“\"][^'’”\"]*$")
_RECENT = re.compile(
    r"\b(?:last|past|previous|recent)\s(?:[\w.]+\s)?(?:months?|years?|weeks?|quarters?"
    r"|reports?)\b(?!\s(?:or|and) more)",
    re.IGNORECASE,
)
_LABEL_END = re.compile(
    r"[;:]|,\s|\s[-–—]\s|\s\(|\b(?:has|have|had|was|were|is|are|remain(?:s|ed)?|continue[sd]?"
    r"|increased|decreased|reduced|rose|fell|dropped|declined|improved|shows?|stands?|stood"
    r"|reached|saw|during|compared|also|currently)\b",
    re.IGNORECASE,
)
_LABEL_LEAD = re.compile(
    r"^(?:\W+|(?:there (?:was|were|have been|has been|are|is)|performance (?:for|in|on|against"
    r")|in relation to|in terms of|with regards? to|regarding|the|a|an|our|and|but|whereas"
    r"|while|whilst|however|which|that|than|of|with|both|also|overall|total|we|this"
    r"|continue to see|actual|whom|they|are|were|was|is|had|have|has|been|a further|only|just)\b\s*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Read:
    """A stretch of a sentence taken apart."""

    text: str
    offset: int
    """Of the stretch in the sentence."""
    marks: Marks
    times: tuple[Time, ...]
    frames: tuple[Frame, ...]
    ties: tuple[Tie, ...]
    noise: tuple[tuple[int, int], ...]
    """Offsets of what says nothing of a measure: figures, times that are no definition, roles, words of change."""


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
    ) -> tuple[list[Candidate], list[Rejection]]:
        """All figures of a document's sentences, in order, and the numerals that are none.

        `reported` is the period that the document reports on (None: months without a year stay unknown); `without`
        leaves out the wordings seen in some papers, as if the catalogue lacked them. Every numeral has one outcome.
        """
        candidates: list[Candidate] = []
        rejections: list[Rejection] = []
        state = SectionState()
        for sentence in sentences:
            claims, refused = self._sentence(sentence, state, reported, authority_id, without)
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
    ) -> tuple[list[Claim], list[Rejection]]:
        state.enter(sentence.passage.heading)
        if _BUILDS_UP.search(sentence.text):
            state.builds_up = True
        claims: list[Claim] = []
        masked: list[tuple[int, int, str]] = []
        for start, end in _stretches(sentence.text):
            if end - start > UNREADABLE:
                found = re.finditer(r"\d+", sentence.text[start:end])
                masked += [
                    (start + hit.start(), start + hit.end(), "a run of characters, no sentence") for hit in found
                ]
                continue
            read = _take_apart(sentence.text[start:end], start, reported)
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
        read: _Read,
        state: SectionState,
        reported: Period | None,
        authority_id: str | None,
        without: frozenset[str],
    ) -> list[Claim]:
        claims: list[Claim] = []
        before: tuple[str | None, str, str] = (state.indicator_id, state.label, state.told[-1] if state.told else "")
        first_named: tuple[Named, str] | None = None
        by_frame: dict[tuple[Frame, Unit | None], Named] = {}
        last: Claim | None = None
        for one in read.ties:
            mark = read.marks.figures[one.figure]
            frame = next(f for f in read.frames if f.start <= mark.start < f.end or f is read.frames[-1])
            unit = one.measured_in
            if one.unit is None and state.unit not in {None, Unit.COUNT, Unit.POINTS}:
                one = replace(one, unit=state.unit, measured_in=state.unit)
                unit = one.measured_in
            clause = self._clause(sentence, read, frame, mark, unit, before, first_named, state)
            named = self._measures.name(clause, authority_id=authority_id, without=without)
            known = by_frame.get((frame, unit))
            if named.indicator_id is None and known and not clause.near:
                named = known
            if named.indicator_id is None and mark.worded:
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

    def _clause(
        self,
        sentence: Sentence,
        read: _Read,
        frame: Frame,
        mark: Mark,
        unit: Unit | None,
        before: tuple[str | None, str, str],
        first: tuple[Named, str] | None,
        state: SectionState,
    ) -> Clause:
        """What is known of a figure's measure: the words of its frame, its heading, and the measure that goes on."""
        text = read.text
        noise = read.noise
        words = without_spans(text, noise, frame.start, frame.end)
        label = _label(text, frame, read)
        at = text.find(label, frame.start) if label else -1
        named = without_spans(text, noise, at, at + len(label)) if at >= 0 else ""
        near = ""
        if unit is Unit.COUNT:
            hit = _NEAR.match(text, mark.end)
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
        of_part = _OF_PART.match(text, mark.end)
        half = _half(text, frame, read, mark)
        if half:
            label = named = half
            words = half
        headings = tuple(part.strip() for part in (sentence.passage.heading or "").split("|") if part.strip())
        little = self._measures.says_little(f"{named} {near}")
        if frame.start == 0 or first is None:
            opens = _goes_on(text)
            goes_on, carried, told, pronoun = little or opens, before[0], before[2], little and opens
        else:
            goes_on, pronoun, told = True, little, first[1]
            carried = first[0].indicator_id if little else None
        qualifiers = _qualifiers(f"{words} {near}", headings, state)
        part = of_part["part"] if of_part and "team" not in named.lower() else ""
        return Clause(words, label, named, headings, unit, told, goes_on, pronoun, part, qualifiers, carried, near)

    def _claim(
        self,
        sentence: Sentence,
        read: _Read,
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
            note="; ".join(notes) or None,
        )
        return Claim(
            candidate, (*one.why, *why, f"measure: {named.indicator_id or 'open'}: {named.why}"), tuple(spans + support)
        )

    def _timing(
        self,
        read: _Read,
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

    def _remember(self, read: _Read, state: SectionState, last: Claim | None, claims: Sequence[Claim]) -> None:
        """What the next sentence of the section may go on with."""
        words = without_spans(read.text, read.noise, 0, len(read.text))
        for found in vocabulary("qualifier").find(read.text):
            if found.value.startswith("school phase"):
                state.qualifiers["school phase"] = found.value.partition("/")[2]
        if last is None:
            if not self._measures.says_little(words):
                label = _label(read.text, read.frames[0], read)
                label = words if self._measures.says_little(label) else label
                if not self._measures.alike(label, state.label) and not _goes_on(read.text):
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


# --- taking a stretch apart ------------------------------------------------------------------------------------------


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The sentence as one, or, where it is too long to be tied as one, cut at clause ends, else at white space."""
    numerals = [hit.start() for hit in re.finditer(r"\d+", text)]
    if len(text) <= LONGEST and len(numerals) <= MOST_FIGURES:
        yield 0, len(text)
        return
    clause_ends = {hit.start() for hit in re.finditer(r"[;,]\s|\s(?:but|however|whereas|while)\s", text)}
    start, last_clause, last_space = 0, 0, 0
    for end in sorted(clause_ends | {hit.start() for hit in re.finditer(r"\s", text)}) + [len(text)]:
        many = bisect_left(numerals, end) - bisect_left(numerals, start) > MOST_FIGURES
        if end - start > LONGEST or many:
            cut = last_clause if last_clause > start else last_space if last_space > start else end
            yield start, cut
            start = cut
        last_space = end
        if end in clause_ends and end - start > LONGEST // 4:
            last_clause = end
    if start < len(text):
        yield start, len(text)


def _take_apart(text: str, offset: int, reported: Period | None) -> _Read:
    found = find_periods(text, reported=reported)
    marks = read_marks(text, [(one.start, one.end) for one in found])
    marks = Marks(tuple(sorted([*marks.figures, *worded_marks(text)], key=lambda f: f.start)), marks.masked)
    times = read_times(text, found, marks.figures, reported=reported)
    frames = read_frames(text, marks.figures)
    units = _units(text, marks.figures, frames)
    ties = tie(text, marks.figures, units, times, reported=reported)
    ties = [_with_unit(t, ties, marks.figures) for t in ties]
    noise = _noise(text, marks.figures, times)
    return _Read(text, offset, marks, tuple(times), tuple(frames), tuple(ties), noise)


def _units(text: str, figures: Sequence[Mark], frames: Sequence[Frame]) -> list[Unit | None]:
    """Units of the figures: printed, announced by a rate, carried along a list, else a count.

    None: a decimal that only its measure explains.
    """
    units: list[Unit | None] = [figure.unit for figure in figures]
    for place, unit in rate_units(text, figures).items():
        units[place] = unit
    carried = {Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.CASES_PER_WORKER, Unit.PER_10K}
    for place, figure in enumerate(figures):
        if units[place] is not None or figure.worded:
            continue
        frame = next(f for f in frames if f.start <= figure.start < f.end or f is frames[-1])
        near = [
            units[p]
            for p, other in enumerate(figures)
            if units[p] in carried and frame.start <= other.start < frame.end
        ]
        decimal = figure.value is not None and figure.value != figure.value.to_integral_value()
        if near and (decimal or near[0] is not Unit.PER_10K) and not _NEAR.match(text, figure.end):
            units[place] = near[0]
        elif re.search(r"\bcaseloads?\b", text[frame.start : frame.end], re.IGNORECASE) and not re.match(
            r"\s(?:social workers|workers|staff|children|practitioners)", text[figure.end :]
        ):
            units[place] = Unit.CASES_PER_WORKER
        elif not decimal:
            units[place] = Unit.COUNT
    return [unit if unit is not None or not figure.worded else Unit.COUNT for unit, figure in zip(units, figures)]


def _with_unit(one: Tie, ties: Sequence[Tie], figures: Sequence[Mark]) -> Tie:
    """A bare target or benchmark of a share is a share ('81% against a target of 85')."""
    if (
        (one.role.is_goal or one.role.is_benchmark)
        and one.unit in {Unit.COUNT, None}
        and figures[one.figure].unit is None
    ):
        others = [t for t in ties if t.role is Role.ACTUAL or t.role.is_benchmark]
        shares = [t.unit for t in sorted(others, key=lambda t: abs(t.figure - one.figure)) if t.figure != one.figure]
        if shares and shares[0] in {Unit.PERCENT, Unit.PER_10K, Unit.DAYS, Unit.WEEKS}:
            return replace(one, unit=shares[0], measured_in=shares[0])
    return one


def _noise(text: str, figures: Sequence[Mark], times: Sequence[Time]) -> tuple[tuple[int, int], ...]:
    spans = [(f.start, f.end) for f in figures] + [(t.start, t.end) for t in times if not t.definition]
    spans += [hit.span() for hit in _RECENT.finditer(text)]
    for kind in ("role", "change", "steady", "filler"):
        found = vocabulary(kind).find(text)
        if kind == "role":
            spans += [hit.span() for word in found if (hit := _OF_ROLE.match(text, word.end))]
        spans += [(w.start, w.end) for w in found if not re.match(r"(?:up|down)(?!\w)", w.words.lower())]
    return tuple(sorted(spans))


def _label(text: str, frame: Frame, read: _Read) -> str:
    """The words of a frame that name its measure, as published; empty where none stand there."""
    start, end = frame.start, frame.end
    figures = [f for f in read.marks.figures if start <= f.start < end]
    lead = _LABEL_LEAD.match(text[start:end])
    begin = start + lead.end() if lead else start
    head = next(
        (
            w
            for w in vocabulary("head").find(text[begin:end])
            if w.start < 40 and (not figures or begin + w.start < figures[0].start)
        ),
        None,
    )
    if head and not _LABEL_END.search(text[begin : begin + head.start]):
        begin += head.start
    if figures and figures[0].start - begin < 3:
        begin = figures[0].end  # '19 plans had been completed at ...': the words behind the figure
        bracket = re.match(r"\s\([^)]*\)", text[begin:end])
        begin += bracket.end() if bracket else 0
        unit = re.match(r"\s?(?:of|%|\))\s(?:the\s)?", text[begin:])
        begin += unit.end() if unit else 0
        stops = (
            [t.start for t in read.times if t.start >= begin and not t.definition]
            + [f.start for f in figures[1:] if f.start >= begin]
            + [end]
        )
        places = [f.start for f in read.marks.figures]
        ends = re.finditer(r"[;:]|,\s|\s\(|\bwhich\b|\bcompared\b|\bof which\b", text[begin:end])
        hit = next((e for e in ends if _ends_label(text[begin:], 0, e, [p - begin for p in places])), None)
    else:
        stops = (
            [f.start for f in figures] + [t.start for t in read.times if t.start >= begin and not t.definition] + [end]
        )
        ends = (e for e in _LABEL_END.finditer(text, begin + 1, end) if e.end() - begin >= 4)
        places = [f.start for f in read.marks.figures]
        hit = next((e for e in ends if _ends_label(text, begin, e, places)), None)
        if hit:
            stops.append(hit.start())
            hit = None
    stop = min(stops)
    if hit:
        stop = min(stop, begin + hit.start())
    label = text[begin:stop].strip(" ,.;:-–—(")
    label = re.sub(r"(?:\s(?:in|at|for|of|to|from|the|during|and|on|by|with|as|a|an))+$", "", label)
    return label if len(label) > 2 else ""


def _ends_label(text: str, begin: int, hit: re.Match[str], figures: Sequence[int]) -> bool:
    """Whether a verb, comma or bracket ends the naming words: not in quotes or brackets, not in 'who have had',
    ', and in'.
    """
    before = text[begin : hit.start()]
    if _QUOTED.search(before) or before.count("(") > before.count(")"):
        return False
    if (
        re.search(r"\b(?:who|that|which|or|and)\s(?:(?:have|has|had|are|were|was|is)\s)?$", before, re.IGNORECASE)
        and hit.group()[0].isalpha()
    ):
        return False
    if hit.group() == " (":
        closes = text.find(")", hit.end())
        inside = text[hit.end() : closes]
        return closes < 0 or bool(re.search(r"\d\s?%", inside)) or any(hit.start() < p < closes for p in figures)
    return not (
        hit.group().startswith(",")
        and re.match(r",\s(?:and|or)\s(?:in|with|who|having|at|on|for|their|not)\b", text[hit.start() :])
    )


_HALVES = re.compile(
    r"(?:\bboth\s)?(?P<a>[\w\s'’()&-]+?),?\s(?:and|&)\s(?P<b>[\w\s'’()&-]+?)\s"
    r"(?=(?:recorded|reached|was|were|are|is|have|has|had|increased|decreased|reduced"
    r"|remain\w*|rose|fell|stood|stands?|"
    r"improved|declined|dropped|in|at|of|from|during)\b)",
    re.IGNORECASE,
)


def _half(text: str, frame: Frame, read: _Read, mark: Mark) -> str:
    """'both A and B were 5% and 13% respectively': the half that a figure is said of; empty where nothing is
    shared out.
    """
    stretch = text[frame.start : frame.end]
    mine = [t.figure for t in read.ties if frame.start <= read.marks.figures[t.figure].start < frame.end]
    shared = re.search(r"\brespectively\b", stretch, re.IGNORECASE)
    actual = [f for f in mine if next(t for t in read.ties if t.figure == f).role is Role.ACTUAL]
    first = read.marks.figures[mine[0]].start - frame.start
    halves = _HALVES.search(stretch[:first])
    if not shared or not halves or len(actual) % 2 or mark not in [read.marks.figures[f] for f in actual]:
        return ""
    one, other = (_LABEL_LEAD.sub("", part).strip() for part in (halves["a"], halves["b"]))
    place = [read.marks.figures[f] for f in actual].index(mark) % 2
    if place == 0:
        # 'primary and secondary attendance': the first half lacks the noun of the second
        return one if len(one.split()) > 1 or len(other.split()) == 1 else f"{one} {other.split(maxsplit=1)[-1]}"
    if len(one.split()) > 3 and len(other.split()) <= 2 and not re.match(r"(?:number|percentage|proportion)\b", one):
        return f"{one.rsplit(maxsplit=1)[0]} {other}"
    head = re.match(r"(?:number|percentage|proportion|rate|timeliness)\sof\s", one, re.IGNORECASE)
    return f"{head.group()}{other}" if head and not re.match(r"(?:the )?(?:number|percentage)", other) else other


def _goes_on(text: str) -> bool:
    """True for a sentence that opens as one that goes on with the measure before: 'this', 'performance', 'our rate'."""
    opening = _OPENERS.sub("", text)
    found = vocabulary("anaphor").opens(opening)
    return found is not None and not re.match(r"\s(?:of|with|for|who|that|leaving|entering)\b", opening[found.end :])


def _qualifiers(words: str, headings: Sequence[str], state: SectionState) -> str:
    """What the headings, else the section so far, narrow a measure to where the clause itself does not ('updated')."""
    own = dict(found.value.split("/") for found in vocabulary("qualifier").find(words))
    answer: dict[str, str] = {}
    for heading in headings:
        found = [one.value.partition("/") for one in vocabulary("qualifier").find(heading)]
        for kind in {kind for kind, _, _ in found}:
            said = {word for other, _, word in found if other == kind}
            answer[kind] = said.pop() if len(said) == 1 else ""
    for kind, word in state.qualifiers.items():
        answer.setdefault(kind, word)
    return " ".join(word for word in (answer | own).values() if word)


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
