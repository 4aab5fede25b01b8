"""A figure with its tie and its measure -> Candidate: as it was read, where it stands, and the words that it used."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.dating import dated
from nlp.laid_out import Stretch, Tie
from nlp.marks import PERIOD, Mark
from nlp.naming import Clause, Named
from nlp.section import SectionState
from records.catalogue import Indicator
from records.observation import Candidate, Direction, Evidence, Figure, Origin, Rejection, Role
from records.page import Box
from records.period import Period
from records.table import Sentence


@dataclass(frozen=True, slots=True)
class Claim:
    """A Candidate and the steps by which it was read, for people."""

    candidate: Candidate
    why: tuple[str, ...]
    used: tuple[tuple[int, int], ...]
    """Offsets in the sentence of the words that it used."""


def claim_of(
    sentence: Sentence,
    read: Stretch,
    one: Tie,
    mark: Mark,
    clause: Clause,
    named: Named,
    indicator: Indicator | None,
    *,
    state: SectionState,
    reported: Period | None,
) -> Claim:
    """The figure as a claim. `indicator` is the named measure; None where it is open, which its note then says."""
    role, timing, why = dated(read, one, mark, indicator, state, reported)
    spans = _used(sentence, read, one, mark, clause)
    (start, end), *support = spans
    averaged = bool(one.time and one.time.averaged)
    # a flow over some months is neither a month's nor a year's: no basis of its measure fits
    over_months = bool(one.time and one.time.kind == "last_months" and mark.range_of is None)
    # nor is one of a paper on five months, or on eleven
    length = timing.period.months if timing.period else 0
    over_months = over_months or (one.time is None and length > 1 and timing.basis is None and role is Role.ACTUAL)
    notes = [
        mark.note,
        "mean of the months so far, which is no basis of ours" if averaged else None,
        None if named.indicator_id else named.why,
    ]
    candidate = Candidate(
        Figure(
            sentence.text[start:end],
            mark.value,
            one.unit or (indicator.unit if indicator else None),
            mark.numerator,
            mark.denominator,
            suppressed=mark.suppressed,
        ),
        Origin.PROSE,
        _evidence(sentence, start, end, support),
        sentence.text,
        clause.label or (state.label if clause.carried else ""),
        (sentence.passage.heading,) if sentence.passage.heading else (),
        role=role,
        timing=timing,
        comparator=one.comparator if role in {Role.CHANGE, Role.PCT_CHANGE} else None,
        direction=_direction(one.direction, indicator),
        indicator_id=named.indicator_id,
        refused=named.refused,
        averaged=averaged or over_months,
        note="; ".join(note for note in notes if note) or None,
    )
    return Claim(candidate, (*one.why, *why, f"measure: {named.indicator_id or 'open'}: {named.why}"), tuple(spans))


def _used(sentence: Sentence, read: Stretch, one: Tie, mark: Mark, clause: Clause) -> list[tuple[int, int]]:
    """Offsets in the sentence of the figure, then of what was read with it: parts, time, role, naming words."""
    spans = [(mark.start, mark.end)]
    spans += [(a, b) for a, b in mark.numerals if not mark.start <= a < mark.end]
    if one.time:
        spans.append((one.time.start, one.time.end))
    if one.words:
        spans.append(one.words)
    used = [(read.offset + start, read.offset + end) for start, end in spans]
    place = sentence.text.find(clause.label) if clause.label else -1
    return [*used, (place, place + len(clause.label))] if place >= 0 else used


def _evidence(sentence: Sentence, start: int, end: int, support: list[tuple[int, int]]) -> Evidence:
    passage, boxes = sentence.passage, sentence.boxes(start, end)
    return Evidence(
        passage.page,
        Box.around(boxes) if boxes else None,
        passage.table,
        passage.row,
        passage.col,
        sentence.number,
        tuple((passage.page, Box.around(found)) for a, b in support if (found := sentence.boxes(a, b))),
    )


def _direction(word: str | None, indicator: Indicator | None) -> Direction | None:
    """'better' and 'worse' by the polarity of the measure; None where it has none."""
    if word in {"up", "down", "same"}:
        return Direction(word)
    if word in {"better", "worse"} and indicator and indicator.polarity in {"high", "low"}:
        return Direction.UP if (word == "better") is (indicator.polarity == "high") else Direction.DOWN
    return None


def rejection_of(sentence: Sentence, start: int, end: int, reason: str) -> Rejection:
    """A numeral of a sentence, by its offsets there, that is no figure."""
    boxes = sentence.boxes(start, end)
    around = sentence.text[max(0, start - 40) : end + 40]
    reason = "a date or period of no figure" if reason == PERIOD else reason
    return Rejection(
        sentence.passage.page, Box.around(boxes) if boxes else None, around, sentence.text[start:end], reason
    )
