"""Which figures of a sentence are differences ('47 higher than', 'a reduction of 16.8%'), of what and against what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nlp.change_units import change_unit
from nlp.laid_out import FROM, LaidOut, Tie, is_reference
from nlp.lone_changes import lone_difference
from nlp.marks import Mark
from nlp.roles import is_role
from nlp.words import Found, vocabulary
from records.observation import Role, Unit

_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|remain(?:s|ed|ing)?|continue[sd]?|which|currently"
    r"|increased|decreased|reduced|rose|fell|shows?|stands?|stood|and|but|in|for|at|during|to"
    r")\b",
    re.IGNORECASE,
)
_SMALL = (
    r"(?:\b(?:approximately|roughly|around|about|just|only|almost|nearly|some|over|a|an|the|further"
    r"|another|total|more than|of|by)\s)*"
)
_COUNTED = re.compile(r"fewer|more|less", re.IGNORECASE)
_CHANGE_NOUN = re.compile(
    r"[\s-](?:percentage[\s-]points?[\s-]|points?[\s-]|pp[\s-])?(?:(?:overall|further|relative"
    r"|real|net|year on year|annual|monthly|slight)\s)?(?P<word>increase|decrease|reduction"
    r"|rise|fall|drop|improvement|decline|change|difference|growth|deterioration|dip|uplift"
    r")s?\b",
    re.IGNORECASE,
)


def read_differences(s: LaidOut) -> dict[int, Found]:
    """Place of a figure -> the words that make it a difference ('47 higher than', 'a reduction of 16.8%', 'up 3
    points').
    """
    answer: dict[int, Found] = {}
    for place, figure in enumerate(s.figures):
        found = _difference(s, place, figure) or _in_turn(s, place, answer)
        if found:
            answer[place] = found
    return answer


_AND_BY = re.compile(
    r"(?:\s?\((?:from|to)\b[^()]*\))?,?\s(?:and|but|while|whilst)\s(?:[a-z]+\s){0,4}?by\s(?:\w+\s)?$", re.IGNORECASE
)


def _in_turn(s: LaidOut, place: int, differences: dict[int, Found]) -> Found | None:
    """'The rate increased nationally by 10.8% (to 573.0) and regionally by 12.3%': the verb of the first is meant."""
    figure = s.figures[place]
    for earlier in (place - 1, place - 2):
        alike = earlier in differences and s.figures[earlier].unit is figure.unit
        if alike and _AND_BY.fullmatch(s.text[s.figures[earlier].end : figure.start]):
            return differences[earlier]
    return None


_STRAIGHT = re.compile(
    rf"\b(?P<word>increased|decreased|rose|risen|fell|fallen|dropped|grew|grown|declined)\s(?!(?:to|from)\b){_SMALL}$",
    re.IGNORECASE,
)
"""'rose 3% nationally': as much as with 'by'."""
_TO_LEVEL = re.compile(r"\s?(?:[-–]|of\b)")
_ON = re.compile(r"\s?%?\s(?:on|since|from|compared|against|year on year)\b", re.IGNORECASE)
_MOVED_BY = re.compile(
    r"\b(?P<word>increased|decreased|reduced|risen|rose|fallen|fell|dropped|grown|grew|declined|improved)\s"
    r"(?:(?:from|between|in|over|during|since|to|and|the)\s|@[\s,]*){1,7}by\s(?:\w+\s)?$"
)
"""'reduced from 2013 to 2014 by 9.8%': times between the verb and how much."""


_LOWER_BY = re.compile(
    r"\b(?P<word>higher|lower|more|fewer|less|above|below)\sthan\b[^.;,\d]{0,60}\b"
    r"by\s(?:a count of\s|around\s|some\s)?$",
    re.IGNORECASE,
)
_CHANGED_IN = re.compile(r"\b(?P<word>increase|decrease|reduction|rise|fall|drop|improvement)\sin\s$", re.IGNORECASE)


_ANNOUNCED = re.compile(
    rf"(?P<word>{vocabulary('change').pattern.pattern})\s(?:(?!that\b)[\w]+\s){{0,2}}?(?:of|by)\s{_SMALL}$",
    re.IGNORECASE,
)
"""'a reduction of', 'increased by' right before a figure."""
_UP_BY = re.compile(r"\b(?P<word>up|down)\s(?:another |a further |by )?$", re.IGNORECASE)
_COMPARATIVE_BEHIND = re.compile(
    r"(?P<lead>(?:\s(?:%|[\w-]+)){0,4}?)\s"
    rf"(?P<word>{vocabulary('comparative').pattern.pattern})(?P<tail>\s[^.;]{{0,24}})?",
    re.IGNORECASE,
)
"""'12 higher than', '4 percentage points below': a comparative up to four words behind a figure."""
_IN_THE_NUMBER_OF = re.compile(r"\b(?:in the (?:number|percentage|proportion|rate)|levels?)\sof\s$", re.IGNORECASE)
_ANNUAL = re.compile(r"\b(?:annual|12 month)\s$")
_THAN = re.compile(r"(?:\s[\w%]+){0,3}?\s(?:than|on|from|compared|versus)\b")
_THAN_LATER = re.compile(r"[^.;,\d]{0,90}?\sthan\b")
_THAN_A_LENGTH = re.compile(
    r"\s(?:than)\s(?:the\s)?(?:\d+|one|two|three|six|twelve)\s(?:working\s)?"
    r"(?:days|weeks|months|years|hours|miles|kilometres)\b(?! (?:earlier|ago|before|previously))"
)
_CHANGE_ENDS = re.compile(r"(?:\s?%)?(?:\s(?:on|compared|since|against|year on year)\b|\)|,|\.|$)")
_MOVED_TO = re.compile(r"\bto\s(?:\w+\s){0,2}$")


def _difference(s: LaidOut, place: int, figure: Mark) -> Found | None:
    before, after = s.before(place), s.after(place)
    lead = max(0, figure.start - len(before))
    announced = _ANNOUNCED.search(before)
    if figure.unit in {Unit.DAYS, Unit.WEEKS, Unit.POINTS}:
        announced = announced or _CHANGED_IN.search(before)  # 'a decrease in 35 days'
    if announced and not _IN_THE_NUMBER_OF.search(before):
        return _word(s, lead + announced.start("word"), announced["word"], "change")
    if figure.unit in {Unit.PERCENT, Unit.POINTS}:
        straight = _STRAIGHT.search(before)
        if straight and not _TO_LEVEL.match(after):
            return _word(s, lead + straight.start("word"), straight["word"], "change")
    moved = _MOVED_BY.search(s.covered, 0, figure.start) if before.endswith(("by ", " some ", " about ")) else None
    if moved:
        return _word(s, moved.start("word"), moved["word"], "change")
    by = _LOWER_BY.search(before)
    if by:
        return _word(s, lead + by.start("word"), by["word"], "comparative")  # 'lower than last year by 317'
    bracketed = _bracketed(s, place)
    if bracketed:
        return bracketed
    noun = _CHANGE_NOUN.match(after)
    if noun and not _ANNUAL.search(before):
        return _word(s, figure.end + noun.start("word"), noun["word"], "change")
    comparative = _COMPARATIVE_BEHIND.match(after)
    if comparative and not _VERB.search(comparative["lead"]) and "," not in comparative["lead"]:
        word, tail = comparative["word"].lower(), comparative["tail"] or ""
        rest = s.text[figure.end + comparative.end("word") :]
        than = _THAN.match(tail)
        if than is None and word in {"more", "less", "fewer"}:
            than = _THAN_LATER.match(rest)  # '2 less young people have a plan than in May'
        if than and _THAN_A_LENGTH.match(rest):
            than = None  # '55% waited less than 16 months': how long, no difference
        if than and word not in {"over", "under"}:
            return _word(s, figure.end + comparative.start("word"), comparative["word"], "comparative")
        if word in {"above", "below", "short of", "over", "under", "down on", "up on"} and (
            _beside_a_length(s, place)
            or _on_a_time(s, word, figure.end + comparative.end("word"))
            or figure.unit is Unit.POINTS
            or _fits_gap(s, place)
            or _of_a_level(s, place, figure.end + comparative.end("word"))
        ):
            return _word(s, figure.end + comparative.start("word"), comparative["word"], "comparative")
    up = _UP_BY.search(before)
    if up and (figure.unit is Unit.POINTS or _CHANGE_ENDS.match(after)):
        return _word(s, lead + up.start("word"), up["word"], "change")
    if (
        figure.sign
        and (before.endswith("(") or figure.unit in {Unit.PERCENT, Unit.POINTS} or _ON.match(after))
        and s.text[figure.end : figure.end + 1] != "+"
    ):
        return Found(figure.start - 1, figure.start, figure.sign, "up" if figure.sign == "+" else "down")
    if lone := lone_difference(s, place):
        return lone
    if figure.unit is Unit.POINTS:
        near = vocabulary("change").find(s.text[max(0, figure.start - 60) : figure.end + 40])
        return Found(figure.start, figure.end, s.text[figure.start : figure.end], near[0].value if near else "")
    return None


_CHANGE_IN_BRACKETS = re.compile(
    r"\b(?P<word>increase|decrease|reduction|rise|fall|drop|decline|growth)d?\s\((?:of\s|by\s)?$", re.IGNORECASE
)
_IN_WHAT = re.compile(r"\)\s(?:in|to|on)\s(?!(?:@|\d))")
_MOVED = re.compile(r"\b(?:increased|decreased|reduced|rose|risen|fell|fallen|dropped|grown|grew|declined|up|down)\b")


def _bracketed(s: LaidOut, place: int) -> Found | None:
    """'A decrease (1.6%) in the number of', 'fell by 300 (8%)', 'rose from 50 to 60 (20%)': how much, in brackets."""
    figure, before = s.figures[place], s.before(place)
    if figure.unit is not Unit.PERCENT or not s.text[: figure.start].endswith("("):
        return None
    noun = _CHANGE_IN_BRACKETS.search(before)
    if noun and _IN_WHAT.match(s.covered, figure.end):
        return _word(s, figure.start - len(before) + noun.start("word"), noun["word"], "change")
    if place == 0 or s.units[place - 1] is not Unit.COUNT or s.text[s.figures[place - 1].end : figure.start] != " (":
        return None
    moved = list(_MOVED.finditer(s.text, 0, s.figures[place - 1].start))
    if not moved:
        return None
    by = re.search(r"\bby\s(?:\w+\s)?$", s.before(place - 1))
    pair = s.figures[place - 2].value if place > 1 else None
    last, value = s.figures[place - 1].value, figure.value
    grown = pair and last and value and abs(abs(last - pair) / pair * 100 - value) <= Decimal("0.6")
    return _word(s, moved[-1].start(), moved[-1].group(), "change") if by or grown else None


def _word(s: LaidOut, start: int, words: str, kind: str) -> Found:
    value = vocabulary(kind).opens(words)
    return Found(start, start + len(words), words, value.value if value else "")


def _fits_gap(s: LaidOut, place: int) -> bool:
    """Whether 'N above X (B)' is a difference: another figure A stands before with |A - B| = N, or N is far
    from B and smaller.
    """
    value, later = s.figures[place].value, [f.value for f in s.figures[place + 1 : place + 2]]
    if later and re.search(r"[,;.]|\b(?:and|but)\b", s.text[s.figures[place].end : s.figures[place + 1].start]):
        later = []  # '4% above target and 2% above the average': what it is held against is not said
    if value is None or not later or later[0] is None:
        earlier_shares = [f.value for f in s.figures[:place] if f.unit is Unit.PERCENT and f.value is not None]
        if (
            s.figures[place].unit is Unit.PERCENT
            and earlier_shares
            and re.search(r"(?:,|\(|\bis|\bwas|\band)\s?$", s.before(place))
        ):
            return value is not None and value < 30 and value < max(earlier_shares) / 2
        return bool(
            s.units[place] is None
            and value is not None
            and re.match(r"\s(?:above|below|over|under|down on|up on)\s@", s.covered[s.figures[place].end :])
        )
    earlier = [f.value for f in s.figures[max(0, place - 2) : place] if f.value is not None]
    return any(abs(abs(a - later[0]) - value) <= Decimal("0.11") for a in earlier)


_ON_A_TIME = re.compile(
    r"\s(?:the\s|that\s|those\s)?(?:\w+\s){0,2}?(?:@|(?:month|quarter|year|previous|last|same)\b)", re.IGNORECASE
)


def _on_a_time(s: LaidOut, word: str, end: int) -> bool:
    """'4.8% up on the same quarter last year', '14 down on the month'."""
    if word in {"above", "below"}:
        return bool(_SAME_TIME.match(s.text, end))
    return word in {"up on", "down on"} and bool(_ON_A_TIME.match(s.covered, end))


_SAME_TIME = re.compile(
    r"\s(?:the|that (?:in|at|of|for) the)\s(?:same|equivalent|corresponding)\s"
    r"(?:period|point|time|stage|month|quarter)\b",
    re.IGNORECASE,
)
"""'It was 29 below the same period last year': how far, as no level lies below a time."""
_LEVEL_OF = re.compile(
    r"\s(?:the|our|its|last|an?|that)?\s?(?:(?!and\b|but\b)[\w@'’/-]*\s+){0,3}?"
    r"(?:figure|total|level|number|position|peak|high|low|average|mean|count|baseline|outturn)s?\s(?:of|at|was|\()\s?",
    re.IGNORECASE,
)


def _of_a_level(s: LaidOut, place: int, start: int) -> bool:
    """'62 below the June 2021 figure of 521': how far a figure that is not said lies from one that is."""
    following = s.figures[place + 1].start if place + 1 < len(s.figures) else -1
    bare = s.figures[place].unit in {None, Unit.POINTS}
    return bare and following > start and bool(_LEVEL_OF.fullmatch(s.covered[start:following]))


def as_difference(
    s: LaidOut, one: Tie, changes: dict[int, Found], ties: Sequence[Tie], roles: dict[int, list[Found]]
) -> Tie:
    """The tie of a difference: its role and unit, the period of the figure that moved, and what it is compared with.

    `changes` are all differences of the sentence, as `read_differences` gives them.
    """
    place, word = one.figure, changes[one.figure]
    actuals = [t for t in ties if t.role is Role.ACTUAL and t.figure != place and t.figure not in changes]
    earlier = [t for t in actuals if t.figure < place and not is_reference(s, t.figure) and not _is_peak(s, t.figure)]
    later = [t for t in actuals if t.figure > place and not (is_reference(s, t.figure) or _is_peak(s, t.figure))]
    level = _of_a_level(s, place, word.end)
    later = [] if level else later
    moved_to = _MOVED_TO.search(s.before(place + 1)) if place + 1 < len(s.figures) else None
    moved = later[0] if later and (moved_to or not earlier) else earlier[-1] if earlier else None
    measured = moved.measured_in if moved else None
    role, unit, measured = change_unit(s, place, [t for t in ties if t.figure != place], measured, changes)
    if role is Role.CHANGE and unit is Unit.COUNT and measured is Unit.PERCENT and _COUNTED.fullmatch(word.words):
        measured = Unit.COUNT  # '53% were in work, 12 fewer than last year': so many people
    if role is Role.CHANGE and unit is Unit.COUNT and (_behind_a_share(s, place) or _behind_points(s, place, word)):
        unit, measured = Unit.POINTS, Unit.PERCENT
    if role is Role.CHANGE and unit is Unit.COUNT and _beside_a_length(s, place):
        unit = measured = s.units[place - 1]
    comparator = _comparator(s, place, word, ties, roles)
    if level and comparator is None:
        comparator = next((str(t.period) for t in ties if t.figure == place + 1 and t.period), None)
    period, basis, time = (moved.period, moved.basis, moved.time) if moved else (one.period, one.basis, one.time)
    return replace(
        one,
        role=role,
        unit=unit,
        measured_in=measured,
        period=period,
        basis=basis,
        time=time,
        comparator=comparator,
        direction=word.value or None,
        words=(word.start, word.end),
        why=(*one.why, f"'{word.words}' makes it a difference"),
    )


_SINCE_PEAK = re.compile(
    r"\b(?:since|compared (?:to|with)|in comparison (?:to|with)|against|from)\s(?:the|a|its|our|their)\s"
    r"(?:[\w-]+\s){0,2}?(?:peak|height|high|low|start|highest|lowest)\b[^,;.]{0,40}$",
    re.IGNORECASE,
)


def _is_peak(s: LaidOut, place: int) -> bool:
    """'Since the peak of 402 plans in May, numbers have fallen by 84': where a change began, not where it ended."""
    return bool(_SINCE_PEAK.search(s.before(place)))


def _beside_a_length(s: LaidOut, place: int) -> bool:
    """'131 days, 10 over the threshold': a bare number right behind a length or a rate, held against something."""
    if place == 0 or s.figures[place].unit is not None or s.figures[place].value is None:
        return False
    carried = s.units[place - 1] in {Unit.DAYS, Unit.WEEKS, Unit.PER_10K}
    gap = s.text[s.figures[place - 1].end : s.figures[place].start]
    return carried and bool(re.fullmatch(r"(?:\s(?:days|weeks|per 10,000))?(?:,|\sand|\s[-–])\s(?:only |just )?", gap))


def _behind_a_share(s: LaidOut, place: int) -> bool:
    """'82% (+3 on last month)', '82%, up 3': a bare difference right behind a share is of that share, in points."""
    if place == 0 or s.figures[place].unit is not None or s.figures[place - 1].unit is not Unit.PERCENT:
        return False
    gap = s.text[s.figures[place - 1].end : s.figures[place].start]
    counted = re.match(
        r"\s(?!on\b|since\b|from\b|compared\b|than\b|against\b|in\b|over\b|points?\b)[a-z]", s.after(place)
    )
    return bool(re.fullmatch(r"\s?[(,]?\s?(?:(?:up|down)\s(?:by\s)?)?[+−–-]?", gap)) and not counted


def _behind_points(s: LaidOut, place: int, word: Found) -> bool:
    """'Up 6 percentage points on May and 3 above target': both are points, as nothing is counted."""
    figure = s.figures[place]
    earlier = s.figures[place - 1] if place else None
    if (
        earlier is None
        or earlier.unit is not Unit.POINTS
        or figure.unit is not None
        or ";" in s.text[earlier.end : figure.start]
    ):
        return False
    return word.start >= figure.end and s.text[figure.end : word.start].strip() == ""


def _comparator(s: LaidOut, place: int, word: Found, ties: Sequence[Tie], roles: dict[int, list[Found]]) -> str | None:
    """What a difference is compared with: a period as ISO text or the name of a role; None where nothing says it."""
    figure = s.figures[place]
    stop = s.figures[place + 1].start if place + 1 < len(s.figures) else len(s.text)
    reach = min(stop, max(figure.end, word.end) + 70)
    tail = s.covered[figure.end : reach]
    times = [t for t in s.times if figure.end <= t.start < reach and t.reference]
    role = [w for w in vocabulary("role").find(s.text) if figure.end <= w.start < reach and is_role(s.text, w)]
    if (
        role
        and (not times or role[0].start < times[0].start)
        and re.search(r"\b(?:than|above|below|from|on|over|under|of|to|against|with)\b", tail, re.IGNORECASE)
    ):
        return role[0].value
    if times and times[0].period:
        return str(times[0].period)
    for other in sorted(ties, key=lambda t: abs(t.figure - place)):
        if other.figure != place and (is_reference(s, other.figure) or FROM.search(s.before(other.figure))):
            if other.role.is_benchmark or other.role.is_goal:
                return str(other.role.value)
            if other.period:
                return str(other.period)
    if word.words.lower() in {"gap", "difference"}:
        sides = [w for w in vocabulary("role").find(s.text[: figure.start]) if w.start > word.end and w.value]
        return sides[-1].value if sides else None
    reference = [t for t in s.times if t.reference and t.period]
    return str(reference[0].period) if reference else None
