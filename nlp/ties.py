"""Binds the figures of a sentence to roles, changes and times: once for the whole sentence.

What no words bind is filled by the rules that people follow: a figure after 'from' is of the period before, a benchmark
takes the year of the first one, a target takes none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.binding import bind_times
from nlp.change_times import at_its_own
from nlp.differences import as_difference, read_differences
from nlp.laid_out import COMPARED, FROM, YEARS, LaidOut, Tie, is_reference
from nlp.marks import Mark
from nlp.roles import moved_by, read_roles
from nlp.times import Time, basis_of_span, on_basis
from nlp.words import Found, vocabulary
from records.observation import Role, Unit
from records.period import Basis, Period

_PER_MONTH = re.compile(r"\s(?:[a-z]+\s){0,3}?(?:a|per|each|every) month\b")
_NAMED_MONTH = re.compile(r"(?i:\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)|start|beginning)")
_NUMBER = re.compile(r"\d")
_HELD_AGAINST = re.compile(r"\b(?:compared?|than|against|above|below|versus)\b", re.IGNORECASE)
_FRAMED = re.compile(r"(?:in|for|during|over|throughout|at)\s(?:[a-z]+\s){0,3}", re.IGNORECASE)
_ORIGIN = re.compile(r"\b(?:c[ao]mes?|coming|drawn|received|arising|made up) from (?:\w+ )?$", re.IGNORECASE)
"""'came from 230 families': where they are from, and no number that was before."""
_RANGES = re.compile(r"\b(?:rang|var)\w+\sfrom\s$")
_BY_MONTH = {None, Basis.ROLLING_12M, Basis.SNAPSHOT, Basis.MONTH}
"""Bases of a figure that has one each month."""


def tie(
    text: str,
    figures: Sequence[Mark],
    units: Sequence[Unit | None],
    times: Sequence[Time],
    *,
    reported: Period | None,
) -> list[Tie]:
    """One tie a figure (two where one figure is said of two benchmarks), in the figures' order.

    `units` are the figures' units as far as known; `reported` the report's period, the default of an actual figure.
    """
    sentence = LaidOut(text, figures, units, times)
    changes = read_differences(sentence)
    roles = read_roles(sentence, changes)
    bound = bind_times(sentence, roles, changes)
    ties = [_timed(sentence, place, roles, bound, changes, reported) for place in range(len(figures))]
    ties = _benchmark_years(sentence, ties)
    ties = _from_figures(sentence, ties, bound, reported)
    ties = [_year_before(sentence, one, ties) for one in _at_ends_of_span(sentence, ties)]
    ties = [as_difference(sentence, t, changes, ties, roles) if t.figure in changes else t for t in ties]
    ties = [_at_its_lead(sentence, t) if t.figure in changes else t for t in ties]
    ties = [at_its_own(sentence, t, ties, changes) if t.figure in changes else t for t in ties]
    ways = [t.direction or _direction(sentence, t, changes) for t in ties]
    ties = [t if t.direction == way else replace(t, direction=way) for t, way in zip(ties, ways)]
    theirs = moved_by(sentence, roles, changes)
    ties = [_of_benchmark(t, theirs[t.figure]) if t.figure in theirs else t for t in ties]
    answer = []
    for one in ties:
        if one.role is Role.ACTUAL and _of_two(sentence, one.figure):
            one = replace(one, of_two=True)
            answer.append(one)
        answer.append(one)
        for also in roles.get(one.figure, [])[1:]:
            answer.append(replace(one, role=Role(also.value), words=(also.start, also.end)))
    return answer


def _of_benchmark(one: Tie, word: Found) -> Tie:
    """A figure that a benchmark moved from or to, at the time that stands with it, else at none."""
    timed = one if one.time else replace(one, period=None, basis=None)
    role, why = Role(word.value), (*one.why, f"'{word.words}' moved, which makes it {word.value}")
    return replace(timed, role=role, words=(word.start, word.end), why=why)


_BOTH = re.compile(r"\sand\s[^.;,\d]{3,80}\bboth\s(?:(?:were|are|was|stood|stand|at|@)\s){0,2}$", re.IGNORECASE)


def _of_two(s: LaidOut, place: int) -> bool:
    """'Education plans and health assessments were both at 94%': one figure of two measures."""
    return place == 0 and bool(_BOTH.search(s.text[: s.figures[0].start]))


def _at_its_lead(s: LaidOut, one: Tie) -> Tie:
    """'May saw a decrease of 17, and as of today there are 799': the change is of the time ahead of it, not of one
    behind it that another figure has.
    """
    start = s.figures[one.figure].start
    if one.time is None or one.time.start < start or one.role not in {Role.CHANGE, Role.PCT_CHANGE}:
        return one
    ahead = [t for t in s.times if t.end <= start and t.period and not (t.reference or t.definition)]
    if not ahead or s.crossed(ahead[-1].end, start) or s.clause_ends(ahead[-1].end, start):
        return one
    lead, kinds = ahead[-1], {"month", "month_end", "date", "quarter", "year"}
    if lead.kind not in kinds or one.time.kind != "now":
        return one
    return replace(one, time=lead, period=lead.period, basis=lead.basis, why=(*one.why, "the time ahead of it"))


def _timed(
    s: LaidOut,
    place: int,
    roles: dict[int, list[Found]],
    bound: dict[int, int],
    changes: dict[int, Found],
    reported: Period | None,
) -> Tie:
    """A figure with its role and its time; an actual figure without one takes a leading time of the sentence,
    else the report's.
    """
    found = roles.get(place)
    role = Role(found[0].value) if found else Role.ACTUAL
    unit = s.units[place]
    why = [f"'{found[0].words}' makes it {role.value}"] if found else []
    words = (found[0].start, found[0].end) if found else None
    one = Tie(place, role, unit=unit, measured_in=unit, words=words, why=tuple(why))
    time = s.times[bound[place]] if place in bound else None
    if time is not None and time.kind == "now" and (role.is_benchmark or role.is_goal):
        time = None  # 'the national rate is 71': a verb says what is, and not of which year a benchmark is
    if time is None and not (role.is_benchmark or role.is_goal):
        time = _leading(s, place)
    if time is not None:
        period, basis = time.period, time.basis
        if time.kind == "since" and reported is None:
            return replace(one, time=time, why=(*one.why, "since a time to one that is not known"))
        if time.kind == "year" and role is Role.ACTUAL and period and reported and _runs(period, reported):
            period, basis = Period.year_to_date(reported.end), Basis.YTD
            one = replace(one, why=(*one.why, "that year is not over"))
        if time.kind == "bare_year" and (role.is_benchmark or role.is_goal) and period:
            period, basis = Period.financial_year(period.start.year - 1), Basis.YEAR
        return replace(
            one, time=time, period=period, basis=basis, why=(*one.why, f"'{s.text[time.start : time.end]}' is its time")
        )
    if role.is_benchmark or role.is_goal:
        return one
    until = next((t.period for t in s.times if t.kind == "since_until" and t.period), None)
    if until is not None:
        return replace(one, period=Period.of(until.end), why=(*one.why, "the end of that time"))
    means = [t for t in s.times if t.kind == "average_12m" and t.end < s.figures[place].start]
    if means and _PER_MONTH.match(s.text, s.figures[place].end):
        mean = means[-1]  # '... over the last twelve months, 15 came in and 14 left care per month'
        return replace(one, time=mean, period=mean.period, basis=mean.basis, why=(*one.why, "a mean as the one before"))
    if _PER_MONTH.match(s.text, s.figures[place].end):
        return replace(one, why=(*one.why, "a mean of months that are not said"))
    return replace(one, period=reported, why=(*one.why, "no time stands with it: the report's period"))


def _runs(year: Period, reported: Period) -> bool:
    """Whether a financial year is the one that the report stands in the midst of."""
    within = year.start <= reported.end < year.end
    return within and reported.months < 12 and year == Period.financial_year(year.start.year)


def _leading(s: LaidOut, place: int) -> Time | None:
    """'In November, ...' at the start of the sentence times every figure that has no other time and no 'from'
    before it.
    """
    if not s.times or FROM.search(s.before(place)) or COMPARED.search(s.before(place)):
        return None
    first = s.times[0]
    ahead = s.text[: first.start]
    if first.kind in {"last_year", "same_last_year"} and s.text.startswith(" (", first.end):
        return None  # 'like the year before (31 compared with 32)'
    if (
        first.end < s.figures[place].start
        and not first.reference
        and not first.definition
        and first.kind != "since_until"
        and len(ahead.split()) <= 4
        and s.crossed(0, first.start) == 0
        and not (s.text[first.start - 1 : first.start] == "(" and s.crossed(first.end, s.figures[place].start))
    ):
        own_later = any(
            t.start > first.end and t.end < s.figures[place].start and not t.reference and not t.definition
            for t in s.times[1:]
        )
        return None if own_later and first.kind not in {"rolling_12m", "ytd"} else first
    return None


_BENCHMARK_BEHIND = re.compile(
    r"\s(?:benchmark|comparator|national|statistical|stat|england|data|average)", re.IGNORECASE
)


def _benchmark_years(s: LaidOut, ties: list[Tie]) -> list[Tie]:
    """One year before the first benchmark holds for all benchmarks of the sentence that have none."""
    years = [t for t in ties if t.role.is_benchmark and t.period and t.time]
    loose = [
        time
        for time in s.times
        if time.kind in YEARS and time.period and _BENCHMARK_BEHIND.match(s.text[time.end : time.end + 14])
    ]
    if years:
        first = years[0]
        return [
            replace(t, period=first.period, basis=first.basis, time=first.time)
            if t.role.is_benchmark and not t.period
            else t
            for t in ties
        ]
    shared = None if loose else _year_of_all(s, ties)
    if loose or shared:
        time = shared or loose[0]
        period = (
            Period.financial_year(time.period.start.year - 1)
            if time.kind == "bare_year" and time.period
            else time.period
        )
        return [
            replace(t, period=period, basis=Basis.YEAR, time=time) if t.role.is_benchmark and not t.period else t
            for t in ties
        ]
    return ties


def _year_of_all(s: LaidOut, ties: Sequence[Tie]) -> Time | None:
    """The one year of a sentence that holds its own figure against benchmarks: 'was 50 in 2015/16, lower than ...'.

    None where another time stands in it too, or where nothing is compared.
    """
    times = [t for t in s.times if not t.definition]
    if len(times) != 1 or times[0].kind != "year" or not _NUMBER.search(s.text[times[0].start : times[0].end]):
        return None
    if _FRAMED.fullmatch(s.text[: times[0].start]):
        return None  # 'In 2022/23 our rate was 65, compared with 71 nationally': of which year the 71 is, is not said
    own = [t for t in ties if t.role is Role.ACTUAL and t.time is times[0]]
    marks = [t for t in ties if t.role.is_benchmark]
    if not own or not marks or own[0].figure > marks[0].figure or own[0].unit is not marks[0].unit:
        return None
    between = s.text[s.figures[own[0].figure].end : s.figures[marks[0].figure].start]
    return times[0] if _HELD_AGAINST.search(between) and ";" not in between else None


def _from_figures(s: LaidOut, ties: list[Tie], bound: dict[int, int], reported: Period | None) -> list[Tie]:
    """A figure after 'from' without a time is of a time that the sentence compares with, else of the period
    before its partner's.
    """
    used = set(bound.values())
    free = [t for n, t in enumerate(s.times) if n not in used and t.reference and not t.definition and t.period]
    answer = []
    for one in ties:
        before = s.before(one.figure)
        loose = one.figure not in bound and one.role is Role.ACTUAL and s.figures[one.figure].range_of is None
        starts, compared = bool(FROM.search(before)) and not _ORIGIN.search(before), bool(COMPARED.search(before))
        if loose and (starts or compared) and not (starts and _RANGES.search(before)):
            if starts:
                one = _from(s, one, _partner(one, ties), free, reported)
            elif free:
                one = _of_free(one, free)
            else:
                one = _at(one, None, None, None, "compared with a time that is not said")
        answer.append(one)
    return answer


def _at(one: Tie, period: Period | None, basis: Basis | None, time: Time | None, why: str) -> Tie:
    return replace(one, period=period, basis=basis, time=time, why=(*one.why, why))


def _of_free(one: Tie, free: Sequence[Time]) -> Tie:
    """Of the first time that the sentence compares with and that no figure has yet."""
    return _at(one, free[0].period, free[0].basis, free[0], "compared with that time")


def _partner(one: Tie, ties: Sequence[Tie]) -> Tie | None:
    """The figure that a change goes on to: the next one, else the nearest before it."""
    others = (*ties[one.figure + 1 :], *reversed(ties[: one.figure]))
    return next((t for t in others if t.role is Role.ACTUAL and t.period), None)


def _from(s: LaidOut, one: Tie, partner: Tie | None, free: Sequence[Time], reported: Period | None) -> Tie:
    """A figure after 'from': of the start that the sentence says, a time it compares with, or the one before its
    partner's.
    """
    base, basis = (partner.period, partner.basis) if partner else (reported, None)
    since = next((t for t in s.times if t.kind in {"since", "since_until"} and t.period), None)
    if since and since.period:
        named = _NAMED_MONTH.search(s.text[since.start : since.end])
        return _at(one, Period.of(since.period.start) if named else None, None, since, "'from' the start of that time")
    if base and base.months == 1 and any(t.kind == "over_a_year" for t in s.times):
        return _at(one, Period.of(base.end.plus(-12)), None, one.time, "a year before")
    if base and basis is Basis.ROLLING_12M and any(_LAST_TWELVE.search(s.text[t.start : t.end]) for t in s.times):
        return _at(one, on_basis(base.end.plus(-12), basis), basis, None, "'from': the twelve months before")
    if free:
        return _of_free(one, free)
    if base and basis in _BY_MONTH and (base.months == 1 or basis is Basis.ROLLING_12M):
        return _at(one, on_basis(base.end.plus(-1), basis), basis, None, "'from': the month before")
    if base and base.months in {3, 12} and basis in {None, Basis.QUARTER, Basis.YEAR}:
        before = Period(base.start.plus(-base.months), base.end.plus(-base.months))
        return _at(one, before, basis, None, "'from': the period before")
    return _at(one, None, None, None, "'from' a time that is not said")


_LAST_TWELVE = re.compile(r"\b(?:last|past|previous) (?:12|twelve) months\b", re.IGNORECASE)
_BETWEEN = re.compile(r"between\b", re.IGNORECASE)
_ONWARDS = re.compile(r"\s?(?:to|-|–|—)\s?(?:around\s|about\s)?", re.IGNORECASE)


def _at_ends_of_span(s: LaidOut, ties: list[Tie]) -> list[Tie]:
    """'rose from 10% to 13% between April and September 2015': each of its end of the span; 'from 24 to 31 since April
    2017' of a paper on a quarter: the second of its last month.
    """
    answer = list(ties)
    for place, (one, other) in enumerate(zip(ties, ties[1:])):
        moves = FROM.search(s.before(one.figure)) and not _RANGES.search(s.before(one.figure))
        ends = s.ends_at(one.figure), s.figures[other.figure].start
        if not moves or not _ONWARDS.fullmatch(s.text, *ends) or {one.role, other.role} != {Role.ACTUAL}:
            continue
        time, since = other.time, one.time is not None and one.time.kind == "since"
        if time is None and other.period and since and one.period and one.period.months == 1:
            answer[place + 1] = _at(other, Period.of(other.period.end), None, None, "the end of that time")
        between = time and _BETWEEN.match(s.text, time.start, time.end)
        if time and between and time.kind == "span" and time.period:
            answer[place] = _at(one, Period.of(time.period.start), None, time, "the start of that time")
            answer[place + 1] = _at(other, Period.of(time.period.end), None, time, "the end of that time")
    return answer


_SAME_PART = re.compile(
    r"\bsame (?:half|period|months|point|stage|time|nine months|six months)\s(?:of|in|during)\s(?:the\s)?$",
    re.IGNORECASE,
)


def _same_part(s: LaidOut, one: Tie, ties: Sequence[Tie]) -> Tie | None:
    """'... against 38,905 in the same half of 2020/21': as many months of that year; None for other figures."""
    time = one.time
    if time is None or time.kind != "year" or not time.period or not _SAME_PART.search(s.text[: time.start]):
        return None
    partner = next((t for t in ties if t.figure != one.figure and t.role is Role.ACTUAL and t.period), None)
    if partner is None or partner.period is None or partner.time is time:
        return None
    months = time.period.start.minus(partner.period.end.financial_year_start)
    shifted = Period(partner.period.start.plus(months), partner.period.end.plus(months))
    basis = partner.basis or basis_of_span(shifted)
    return replace(one, period=shifted, basis=basis) if months < 0 else None


_PREVIOUS = re.compile(r"\b(?:previous|preceding|prior|before|earlier)\b", re.IGNORECASE)
"""'41 in the year to March 2020, from 56 in the previous year': the one before that year, whatever the paper is of."""


def _year_before(s: LaidOut, one: Tie, ties: Sequence[Tie]) -> Tie:
    """'the same period last year' beside a figure of April to December is that April to December, a year before."""
    same_part = _same_part(s, one, ties)
    if same_part:
        return same_part
    if one.time is None or one.role is not Role.ACTUAL or one.time.kind not in {"same_last_year", "last_year"}:
        return one
    partner = next((t for t in ties if t.figure != one.figure and t.time and t.role is Role.ACTUAL and t.period), None)
    if partner is None or partner.period is None or partner.time is one.time:
        return one
    same = one.time.kind == "same_last_year" and partner.period.months > 1 and partner.basis is not Basis.ROLLING_12M
    held_against = one.time.reference or is_reference(s, one.figure)
    dated = one.time.kind == "last_year" and partner.period.months == 1 and held_against
    named = partner.time is not None and partner.time.kind in {"year", "academic_year"} and partner.period.months == 12
    words = s.text[one.time.start : one.time.end]
    yearly = one.time.kind == "last_year" and named and held_against and bool(_PREVIOUS.search(words))
    yearly = yearly or (held_against and partner.basis is Basis.ROLLING_12M)  # '2,848 in the 12 months to March'
    if not (same or dated or yearly):
        own = [t for t in ties if t.figure < one.figure and not is_reference(s, t.figure)]
        near = next((t for t in reversed(own) if t.role is Role.ACTUAL and t.time and t.period), None)
        if near is None or near.period is None or one.time.kind != "same_last_year" or near.period.months != 1:
            return one
        partner = near  # 'There were 60 at the end of June, compared with 55 a year earlier'
        if near.basis not in {None, Basis.MONTH, Basis.SNAPSHOT}:
            return one
    assert partner.period is not None
    earlier = Period(partner.period.start.plus(-12), partner.period.end.plus(-12))
    return replace(one, period=earlier, basis=partner.basis)


def _direction(s: LaidOut, one: Tie, changes: dict[int, Found]) -> str | None:
    """Where the words say that an actual figure moved: 'increased to 101', '45.6%, a reduction of', '6, a
    decrease from 7'.
    """
    if (
        one.role is not Role.ACTUAL
        or is_reference(s, one.figure)
        or one.time is not None
        and one.time.kind == "average_12m"
    ):
        return None
    figure = s.figures[one.figure]
    previous = s.figures[one.figure - 1].end if one.figure else 0
    behind = s.text[previous : figure.start]
    if one.figure and FROM.search(s.before(one.figure - 1)):
        behind = s.text[: figure.start]
    words = [*vocabulary("change").find(behind[-120:]), *vocabulary("steady").find(behind[-120:])]
    words = [w for w in words if w.value]
    if words:
        return min(words, key=lambda w: -w.start).value
    if one.figure + 1 in changes:
        return changes[one.figure + 1].value or None
    ahead = s.text[figure.end : figure.end + 70]
    for hit in vocabulary("change").find(ahead):
        if hit.value and "." not in ahead[: hit.start] and not _NUMBER.search(ahead[: hit.start]):
            return hit.value
    return None
