"""Binds the figures of a sentence to roles, changes and times: once for the whole sentence, the cheapest ties first.

A tie's cost counts words between, figures and clause ends crossed; 'in November (87)' costs nothing. Each expression
of a time goes to one figure before any figure shares it. What nothing binds is filled by the rules that people follow:
a figure after 'from' is of the period before, a benchmark takes the year of the first one, a target takes none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from nlp.frames import Time, boundaries, on_basis
from nlp.marks import Mark
from nlp.words import Found, vocabulary
from records.observation import Direction, Role, Unit
from records.period import Basis, Period

_LEVEL = (
    r"(?:averages?|avg\.?|ave\.?|mean|median|rates?|figures?|benchmarks?|levels?|data"
    r"|outturns?|performance|comparators?|results?|position|authorities|councils|groups?"
    r"|family|total|number|percentage|proportion|value|range)"
)
_ROLE_BEFORE = re.compile(
    rf"(?:['’]s?)?[\s,]*(?:\b(?:{_LEVEL}|set|of|at|is|are|was|were|being|currently|which"
    rf"|stands?|stood|for|in|the|our|a|from|between|approximately|around|@)\b[\s,]*|[@:=–—\-"
    rf"(/]\s*)*",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"\s?\)?\s?(?:(?:per [\d,]+k?|cases per \w+|days?|weeks?|months?)\s)?(?:(?:for|in|across|among"
    r"|amongst|within|of)\s)?(?:(?:the|our|all|its)\s)?(?:(?:internal|local|corporate|annual"
    r"|council|agreed|set|service|average|@)\s)*",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:above|below|exceed(?:s|ed|ing)?|meets?|met|meeting|on|under|over|beat(?:s|ing)?"
    r"|achieved|missed|hit|within|line with|short of|outside|than)\s(?:the |our |its "
    r"|internal |local )*(?:[\w\s-]*)$",
    re.IGNORECASE,
)
_ROLE_LIST = re.compile(
    rf"(?:['’]s?)?(?:\s(?:{_LEVEL}))?\s?(?:,|and|&|/|as well as|or|,\sand)\s?(?:(?:the|our|both|to|that of|with)\s)*",
    re.IGNORECASE,
)
_FIGURE_LIST = re.compile(r"(?:\s?per [\d,]+k?)?\s?(?:,|and|&|/|;|,\sand)\s?", re.IGNORECASE)
_CONNECTED = re.compile(
    r"\s?\)?\s?(?:(?!and\b|to\b|from\b|with\b|but\b|than\b|on\b)[\w'’/-]+\s){0,4}?(?:(?:both\s"
    r")?(?:in|for|during|at|as at|as of|by|over|throughout|across|within|through|between)\s)"
    r"(?:the\s(?:month of\s|period\s)?)?",
    re.IGNORECASE,
)
_LEADS = re.compile(
    rf"(?:['’]s)?[\s,]*(?:(?:{_LEVEL}|actual|overall|year end|was|were|is|at|of|to|with|saw"
    rf"|being|there|there were|stood|stands|by|a|an)\s)*[(:=–—\-]?\s?",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bfrom\s(?:(?:a|an|the|around|just|approximately|its|about|only|over|previous|last"
    r"|earlier|high|low|peak|figure|total|position|rate|average|outturn|level|of)\s)*$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared?\s(?:to|with)|than|against|versus|vs\.?)\s(?:(?:a|an|the|around|just|only"
    r"|its|figure|total|average|of)\s)*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|remain(?:s|ed|ing)?|continue[sd]?|which|currently"
    r"|increased|decreased|reduced|rose|fell|shows?|stands?|stood|and|but|in|for|at|during|to"
    r")\b",
    re.IGNORECASE,
)
_SMALL = (
    r"(?:\b(?:approximately|around|about|just|only|almost|nearly|some|over|a|an|the|further"
    r"|another|total|more than|of|by)\s)*"
)
_CHANGE_NOUN = re.compile(
    r"[\s-](?:percentage[\s-]points?[\s-]|points?[\s-]|pp[\s-])?(?:(?:overall|further|relative"
    r"|real|net|year on year|annual|monthly|slight)\s)?(?P<word>increase|decrease|reduction"
    r"|rise|fall|drop|improvement|decline|change|difference|growth|deterioration|dip|uplift"
    r")s?\b",
    re.IGNORECASE,
)
_YEARS = {"year", "academic_year", "calendar_year", "bare_year", "last_year"}
_MONTHS = {"month", "month_end", "date", "this_month", "last_month", "same_last_year"}


@dataclass(frozen=True, slots=True)
class Tie:
    """What a figure of the sentence is, by the words around it."""

    figure: int
    """Its place among the sentence's figures; a figure said of two benchmarks has two ties."""
    role: Role = Role.ACTUAL
    time: Time | None = None
    """The words of its period; None where the period comes from the document or there is none."""
    period: Period | None = None
    basis: Basis | None = None
    comparator: str | None = None
    direction: str | None = None
    """`up`, `down`, `same`, or `better`/`worse` where only the measure's polarity can tell."""
    unit: Unit | None = None
    """Of the figure itself, after the whole sentence was seen."""
    measured_in: Unit | None = None
    """The unit of the measure that it belongs to (a change of 3 points belongs to a share)."""
    words: tuple[int, int] | None = None
    """Offsets of the words that gave the role."""
    why: tuple[str, ...] = ()


@dataclass
class _Sentence:
    """Arrays over one sentence, computed once."""

    text: str
    figures: Sequence[Mark]
    units: Sequence[Unit | None]
    times: Sequence[Time]
    words: list[int] = field(init=False)
    ends: list[int] = field(init=False)
    starts: list[int] = field(init=False)
    covered: str = field(init=False)
    """The text with the words of times as '@', of the same length, so that glue can be matched over them."""

    def __post_init__(self) -> None:
        self.words = [hit.start() for hit in re.finditer(r"\S+", self.text)]
        self.ends = boundaries(self.text)
        self.starts = [figure.start for figure in self.figures]
        letters = list(self.text)
        for time in self.times:
            if not time.definition:
                letters[time.start : time.end] = "@" + " " * (time.end - time.start - 1)
        self.covered = "".join(letters)

    def ends_at(self, place: int) -> int:
        """Where a figure ends with the bracket of its numerator and denominator: '76% (112/147)'."""
        figure = self.figures[place]
        last = max((end for _, end in figure.numerals), default=figure.end)
        if last > figure.end and self.text[last : last + 1] == ")":
            return last + 1
        return figure.end

    def crossed(self, start: int, end: int) -> int:
        return bisect_left(self.starts, end) - bisect_left(self.starts, start)

    def words_between(self, start: int, end: int) -> int:
        return bisect_left(self.words, end) - bisect_left(self.words, start)

    def clause_ends(self, start: int, end: int) -> int:
        return bisect_left(self.ends, end) - bisect_left(self.ends, start)

    def before(self, place: int, reach: int = 60) -> str:
        start = self.figures[place].start
        return (
            self.text[max(0, start - reach) : start].rstrip("+-−–")
            if self.figures[place].sign
            else self.text[max(0, start - reach) : start]
        )

    def after(self, place: int, reach: int = 60) -> str:
        return self.text[self.figures[place].end : self.figures[place].end + reach]


def tie(
    text: str,
    figures: Sequence[Mark],
    units: Sequence[Unit | None],
    times: Sequence[Time],
    *,
    reported: Period | None,
    benchmark_year: Period | None = None,
) -> list[Tie]:
    """One tie a figure (two where one figure is said of two benchmarks), in the figures' order.

    `units` are the figures' units as far as known; `reported` the report's period, the default of an actual figure.
    """
    sentence = _Sentence(text, figures, units, times)
    changes = _changes(sentence)
    roles = _roles(sentence, changes)
    bound = _bind_times(sentence, roles, changes)
    ties = [_timed(sentence, place, roles, bound, changes, reported) for place in range(len(figures))]
    ties = _benchmark_years(sentence, ties)
    ties = _from_figures(sentence, ties, bound, reported)
    ties = [_year_before(one, ties) for one in ties]
    ties = [_as_change(sentence, t, changes[t.figure], ties, roles) if t.figure in changes else t for t in ties]
    ties = [replace(t, direction=t.direction or _direction(sentence, t, changes)) for t in ties]
    answer = []
    for one in ties:
        answer.append(one)
        for also in roles.get(one.figure, [])[1:]:
            answer.append(replace(one, role=Role(also.value), words=(also.start, also.end)))
    return answer


# --- roles -----------------------------------------------------------------------------------------------------------


def _roles(s: _Sentence, changes: dict[int, Found]) -> dict[int, list[Found]]:
    """Place of a figure -> the role words that are its own; more than one where 'both' says so."""
    words = [
        w
        for w in vocabulary("role").find(s.text)
        if w.value and not any(t.start <= w.start < t.end for t in s.times) and _is_role(s.text, w)
    ]
    options: list[tuple[float, int, int]] = []
    answer: dict[int, list[Found]] = {}
    spent: set[int] = set()
    for group in _groups(s, words):
        zipped = _zip_group(s, [words[g] for g in group], changes)
        if zipped:
            answer.update(zipped)
            spent.update(group)
    for number, word in enumerate(words):
        if number in spent:
            continue
        following = bisect_left(s.starts, word.end)
        for place in range(following, min(following + 1, len(s.figures))):
            cost = _role_before(s, word, place)
            if cost is not None:
                options.append((cost, place, number))
        if following > 0:
            cost = _role_after(s, word, following - 1)
            if cost is not None:
                options.append((cost, following - 1, number))
    for _, place, number in sorted(options):
        if number not in spent and place not in answer and place not in changes:
            answer[place] = [words[number]]
            spent.add(number)
    for place, found in list(answer.items()):
        if s.figures[place].range_of == 0 and place + 1 < len(s.figures) and place + 1 not in answer:
            answer[place + 1] = found[:1]
    return answer


def _is_role(text: str, word: Found) -> bool:
    """'national (45%)' yes; 'targeted', 'the national minimum standards', 'unaccompanied children via the
    National Transfer Scheme' no.
    """
    after = text[word.end : word.end + 24]
    return not re.match(
        r"\s(?:transfer|minimum|standards?|guidance|guidelines|panel|policy|strategy|curriculum"
        r"|lockdown|programme|insurance|working|team|director|plan|date|group)",
        after,
        re.IGNORECASE,
    )


def _groups(s: _Sentence, words: list[Found]) -> list[list[int]]:
    groups: list[list[int]] = []
    for number in range(1, len(words)):
        gap = s.covered[words[number - 1].end : words[number].start]
        if (
            len(gap) < 60
            and s.crossed(words[number - 1].end, words[number].start) == 0
            and _ROLE_LIST.fullmatch(gap.replace("@", "").rstrip() + " ")
        ):
            if groups and groups[-1][-1] == number - 1:
                groups[-1].append(number)
            else:
                groups.append([number - 1, number])
    return groups


def _zip_group(s: _Sentence, group: list[Found], changes: dict[int, Found]) -> dict[int, list[Found]]:
    """'national and statistical neighbour averages of 45% and 47%': in order; '(both 79%)': one figure of all."""
    first = bisect_left(s.starts, group[-1].end)
    if first >= len(s.figures):
        return {}
    last = min(first + len(group), len(s.figures)) - 1
    shared = re.match(r"\s?,?\s?respectively\b", s.text[s.figures[last].end :], re.IGNORECASE)
    near = s.clause_ends(group[-1].end, s.figures[first].start) == 0
    if _role_before(s, group[-1], first, both=True) is None and not (shared and near):
        return {}
    places = [first]
    while len(places) < len(group) and places[-1] + 1 < len(s.figures):
        following = places[-1] + 1
        if not _FIGURE_LIST.fullmatch(s.covered[s.figures[places[-1]].end : s.figures[following].start]):
            break
        places.append(following)
    if any(place in changes for place in places):
        return {}
    if len(places) == len(group):
        return {place: [word] for place, word in zip(places, group)}
    if len(places) == 1 and re.search(r"\bboth\s(?:at\s|were\s|are\s)?$", s.before(first), re.IGNORECASE):
        return {first: list(group)}
    return {}


def _role_before(s: _Sentence, word: Found, place: int, both: bool = False) -> float | None:
    """Cost of a role that stands before its figure ('target of 120', 'national average (43.7)'); None where
    words between forbid it.
    """
    gap = re.sub(r"\b0\s?[-–]\s?$", "", s.covered[word.end : s.figures[place].start])
    if both:
        gap = re.sub(r"\bboth\b", "", gap)
    if s.figures[place].sign:
        gap = gap.rstrip("+-−– ")
    if len(gap) > 70 or not _ROLE_BEFORE.fullmatch(gap):
        return None
    plain = gap.strip().lower()
    if (
        re.fullmatch(r"(?:averages?|rates?|figures?)?\s?,?\s?(?:at|@|in @|in|for @|is|was|with)\s?(?:at)?\s?", plain)
        and plain
        and _MET.search(s.text[max(0, word.start - 40) : word.start])
    ):
        return None
    if "," in plain and "(" not in plain and not re.search(r",\s(?:which|at|of)\b", plain):
        return None
    if plain.endswith("("):
        return 0.0
    if plain in {"of", "", ":", "average of", "at"}:
        return 0.2
    return 0.5 + 0.1 * len(plain.split())


def _role_after(s: _Sentence, word: Found, place: int) -> float | None:
    """Cost of a role that stands after its figure ('the 3% target', '45% for England', '45% nationally')."""
    gap = s.covered[s.figures[place].end : word.start]
    if not _ROLE_AFTER.fullmatch(gap) or len(gap) > 45:
        return None
    if ")" in gap and gap.strip() == ")" and not re.match(r"\s?(?:average|target)", s.text[word.end : word.end + 12]):
        return None
    if gap.strip() in {"", ")"}:
        # '80% target' but not '100% target (97%)' nor '13% national average (15%)'
        following = s.figures[place + 1].start if place + 1 < len(s.figures) else None
        if following is not None and re.fullmatch(rf"\s?(?:{_LEVEL})?\s?\(", s.text[word.end : following]):
            return None
        return 0.3
    return 0.6


# --- changes ---------------------------------------------------------------------------------------------------------


def _changes(s: _Sentence) -> dict[int, Found]:
    """Place of a figure -> the words that make it a difference ('47 higher than', 'a reduction of 16.8%', 'up 3
    points').
    """
    answer: dict[int, Found] = {}
    for place, figure in enumerate(s.figures):
        found = _difference(s, place, figure)
        if found:
            answer[place] = found
    return answer


def _difference(s: _Sentence, place: int, figure: Mark) -> Found | None:
    before, after = s.before(place), s.after(place)
    lead = max(0, figure.start - len(before))
    announced = re.search(
        rf"(?P<word>{vocabulary('change').pattern.pattern})\s(?:[\w]+\s){{0,2}}?(?:of|by)\s{_SMALL}$",
        before,
        re.IGNORECASE,
    )
    if announced and not re.search(
        r"\b(?:in the (?:number|percentage|proportion|rate)|levels?)\sof\s$", before, re.IGNORECASE
    ):
        return _word(s, lead + announced.start("word"), announced["word"], "change")
    noun = _CHANGE_NOUN.match(after)
    if noun and not re.search(r"\b(?:annual|12 month)\s$", before):
        return _word(s, figure.end + noun.start("word"), noun["word"], "change")
    comparative = re.match(
        rf"(?P<lead>(?:\s(?:%|[\w-]+)){{0,4}}?)\s"
        rf"(?P<word>{vocabulary('comparative').pattern.pattern})(?P<tail>\s[^.;]{{0,24}})?",
        after,
        re.IGNORECASE,
    )
    if comparative and not _VERB.search(comparative["lead"]) and "," not in comparative["lead"]:
        word, tail = comparative["word"].lower(), comparative["tail"] or ""
        than = re.match(r"(?:\s[\w%]+){0,3}?\s(?:than|on|from|compared|versus)\b", tail)
        if than and word not in {"over", "under"}:
            return _word(s, figure.end + comparative.start("word"), comparative["word"], "comparative")
        if word in {"above", "below", "short of", "over", "under", "down on", "up on"} and (
            figure.unit is Unit.POINTS or _fits_gap(s, place)
        ):
            return _word(s, figure.end + comparative.start("word"), comparative["word"], "comparative")
    up = re.search(r"\b(?P<word>up|down)\s(?:another |a further |by )?$", before, re.IGNORECASE)
    if up and (
        figure.unit is Unit.POINTS
        or re.match(r"(?:\s?%)?(?:\s(?:on|compared|since|against|year on year)\b|\)|,|\.|$)", after)
    ):
        return _word(s, lead + up.start("word"), up["word"], "change")
    if (
        figure.sign
        and (before.endswith("(") or figure.unit in {Unit.PERCENT, Unit.POINTS})
        and s.text[figure.end : figure.end + 1] != "+"
    ):
        return Found(figure.start - 1, figure.start, figure.sign, "up" if figure.sign == "+" else "down")
    if figure.unit is Unit.POINTS:
        near = vocabulary("change").find(s.text[max(0, figure.start - 60) : figure.end + 40])
        return Found(figure.start, figure.end, s.text[figure.start : figure.end], near[0].value if near else "")
    return None


def _word(s: _Sentence, start: int, words: str, kind: str) -> Found:
    value = vocabulary(kind).opens(words)
    return Found(start, start + len(words), words, value.value if value else "")


def _fits_gap(s: _Sentence, place: int) -> bool:
    """Whether 'N above X (B)' is a difference: another figure A stands before with |A - B| = N, or N is far
    from B and smaller.
    """
    value, later = s.figures[place].value, [f.value for f in s.figures[place + 1 : place + 2]]
    if value is None or not later or later[0] is None:
        earlier_shares = [f.value for f in s.figures[:place] if f.unit is Unit.PERCENT and f.value is not None]
        if (
            s.figures[place].unit is Unit.PERCENT
            and earlier_shares
            and re.search(r"(?:,|\(|\bis|\bwas|\band)\s?$", s.before(place))
        ):
            return value is not None and value < 30 and value < earlier_shares[-1] / 2
        return bool(
            s.units[place] is None
            and value is not None
            and re.match(r"\s(?:above|below|over|under|down on|up on)\s@", s.covered[s.figures[place].end :])
        )
    earlier = [f.value for f in s.figures[max(0, place - 2) : place] if f.value is not None]
    return any(abs(abs(a - later[0]) - value) <= Decimal("0.11") for a in earlier)


def _as_change(s: _Sentence, one: Tie, word: Found, ties: Sequence[Tie], roles: dict[int, list[Found]]) -> Tie:
    """The tie of a difference: its role and unit, the period of the figure that moved, and what it is compared with."""
    place = one.figure
    actuals = [t for t in ties if t.role is Role.ACTUAL and t.figure != place and not _is_change_place(t)]
    earlier = [t for t in actuals if t.figure < place and not _is_reference(s, t.figure)]
    later = [t for t in actuals if t.figure > place and not _is_reference(s, t.figure)]
    moved_to = re.search(r"\bto\s(?:\w+\s){0,2}$", s.before(place + 1)) if place + 1 < len(s.figures) else None
    moved = later[0] if later and (moved_to or not earlier) else earlier[-1] if earlier else None
    measured = moved.measured_in if moved else None
    role, unit, measured = _change_unit(s, place, [t for t in ties if t.figure != place], measured)
    comparator = _comparator(s, place, word, ties, roles)
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


def _is_change_place(one: Tie) -> bool:
    return one.role in {Role.CHANGE, Role.PCT_CHANGE}


def _is_reference(s: _Sentence, place: int) -> bool:
    """True for a figure that another is compared with: after 'from', 'than', 'compared to', or with such a time
    before it.
    """
    before = s.before(place)
    if _FROM.search(before) or _COMPARED.search(before):
        return True
    return any(
        t.reference
        and t.end <= s.figures[place].start
        and s.crossed(t.end, s.figures[place].start) == 0
        and s.words_between(t.end, s.figures[place].start) <= 4
        for t in s.times
    )


def _change_unit(
    s: _Sentence, place: int, others: Sequence[Tie], measured: Unit | None
) -> tuple[Role, Unit | None, Unit | None]:
    """Role and unit of a difference, and the unit of its measure.

    A difference of two shares printed with % is points.
    """
    unit = s.units[place]
    if unit is Unit.POINTS:
        return Role.CHANGE, Unit.POINTS, Unit.PERCENT
    if unit is not Unit.PERCENT:
        return Role.CHANGE, unit or measured, measured or unit
    value = s.figures[place].value
    shares = [s.figures[t.figure].value for t in others if s.units[t.figure] is Unit.PERCENT]
    pairs = [(a, b) for a in shares for b in shares if a is not None and b is not None and a != b]
    if (
        value is not None
        and any(b and abs(abs(a - b) / b * 100 - value) <= Decimal("0.6") for a, b in pairs)
        and not any(abs(abs(a - b) - value) <= Decimal("0.11") for a, b in pairs)
    ):
        return Role.PCT_CHANGE, Unit.PERCENT, Unit.PERCENT
    if shares:
        return Role.CHANGE, Unit.POINTS, Unit.PERCENT
    others_unit = [s.units[t.figure] for t in others if not _is_change_place(t)]
    if others_unit:
        return Role.PCT_CHANGE, Unit.PERCENT, others_unit[0] or Unit.COUNT
    head = re.search(r"\b(?:percentage|proportion|timeliness|% of|share of)\b", s.text, re.IGNORECASE)
    return (Role.CHANGE, Unit.POINTS, Unit.PERCENT) if head else (Role.PCT_CHANGE, Unit.PERCENT, None)


def _comparator(
    s: _Sentence, place: int, word: Found, ties: Sequence[Tie], roles: dict[int, list[Found]]
) -> str | None:
    """What a difference is compared with: a period as ISO text or the name of a role; None where nothing says it."""
    figure = s.figures[place]
    stop = s.figures[place + 1].start if place + 1 < len(s.figures) else len(s.text)
    reach = min(stop, max(figure.end, word.end) + 70)
    tail = s.covered[figure.end : reach]
    times = [t for t in s.times if figure.end <= t.start < reach and t.reference]
    role = [w for w in vocabulary("role").find(s.text) if figure.end <= w.start < reach and _is_role(s.text, w)]
    if (
        role
        and (not times or role[0].start < times[0].start)
        and re.search(r"\b(?:than|above|below|from|on|over|under|of|to|against|with)\b", tail, re.IGNORECASE)
    ):
        return role[0].value
    if times and times[0].period:
        return str(times[0].period)
    for other in sorted(ties, key=lambda t: abs(t.figure - place)):
        if other.figure != place and (_is_reference(s, other.figure) or _FROM.search(s.before(other.figure))):
            if other.role.is_benchmark or other.role.is_goal:
                return str(other.role.value)
            if other.period:
                return str(other.period)
    reference = [t for t in s.times if t.reference and t.period]
    return str(reference[0].period) if reference else None


# --- times -----------------------------------------------------------------------------------------------------------


def _bind_times(s: _Sentence, roles: dict[int, list[Found]], changes: dict[int, Found]) -> dict[int, int]:
    """Place of a figure -> place of the time that is its own."""
    options: list[tuple[float, int, int]] = []
    for number, time in enumerate(s.times):
        if time.definition:
            continue
        following = bisect_left(s.starts, time.end)
        for place in range(max(0, following - 3), min(len(s.figures), following + 3)):
            if place in changes and not re.fullmatch(r"\s?\(", s.text[time.end : s.figures[place].start]):
                continue
            role = Role(roles[place][0].value) if place in roles else Role.ACTUAL
            cost = _time_cost(s, time, place, role)
            if cost < 5.0:
                options.append((cost, place, number))
    bound: dict[int, int] = {}
    spent: set[int] = set()
    for _, place, number in sorted(options):
        if place in bound:
            continue
        if number in spent and not _may_share(s, number, place, bound):
            continue
        bound[place] = number
        spent.add(number)
    for place in range(1, len(s.figures)):
        gap = s.text[s.figures[place - 1].end : s.figures[place].start]
        if re.fullmatch(r"\s\((?:a\s)?(?:rate of\s)?", gap) and not {place, place - 1} & (
            changes.keys() | roles.keys()
        ):
            for one, other in ((place - 1, place), (place, place - 1)):
                if one not in bound and other in bound:
                    bound[one] = bound[other]  # '30 (4.5) in May'
    for place in range(len(s.figures)):
        moved = place > 0 and _FROM.search(s.before(place - 1)) and re.search(r"\bto\s$", s.before(place))
        if place in bound and s.times[bound[place]].kind == "since" and moved:
            del bound[place]  # 'from 61 to 63 since April' ends now
    for place, figure in enumerate(s.figures):
        other = place + 1 if figure.range_of == 0 else place - 1
        if figure.range_of is not None and place not in bound and other in bound:
            bound[place] = bound[other]  # both ends of a range are of one time
    return bound


def _time_cost(s: _Sentence, time: Time, place: int, role: Role) -> float:
    """What it costs to say that a figure is of a time: nothing for 'November (87)' and '87 in November', more
    for words between.
    """
    figure = s.figures[place]
    cost = 0.0
    if role.is_goal:
        cost += 4.5
    elif role.is_benchmark and time.kind not in _YEARS | {"quarter", "term", "rolling_12m"}:
        cost += 4.0
    if time.end <= figure.start:
        gap = s.text[time.end : figure.start]
        crossed = s.crossed(time.end, figure.start)
        if role.is_benchmark or role.is_goal:
            between = vocabulary("role").pattern.sub("", gap)
            if crossed == 0 and (_LEADS.fullmatch(between) or _ROLE_BEFORE.fullmatch(between)):
                return cost if time.kind in _YEARS else cost + 0.2
        if crossed == 0 and _LEADS.fullmatch(gap):
            if time.reference and re.search(r"\bto\s(?:\w+\s)?$", gap) and "(" not in gap:
                return cost + 4.6  # 'from 58 in October to 101', 'compared to October, to 101'
            return cost + (0.0 if gap.rstrip().endswith(("(", ":", "-", "–")) else 0.3)
        cost += 0.8 + 0.12 * s.words_between(time.end, figure.start) + 1.2 * s.clause_ends(time.end, figure.start)
        cost += sum(0.5 if _FROM.search(s.before(p)) else 5.0 for p in range(bisect_left(s.starts, time.end), place))
        if time.reference:
            cost += 5.0
        if _FROM.search(s.before(place)) or _COMPARED.search(s.before(place)):
            cost += 3.5
        return cost
    gap = s.text[s.ends_at(place) : time.start]
    crossed = s.crossed(figure.end, time.start)
    if (
        crossed == 0
        and not time.reference
        and (_CONNECTED.fullmatch(gap) or re.fullmatch(r"\s?\(?|\s\(?in\s|,?\s\(", gap))
    ):
        return cost + 0.05 * len(gap.split())
    cost += (
        1.0
        + 0.15 * s.words_between(figure.end, time.start)
        + 1.5 * s.clause_ends(figure.end, time.start)
        + 5.0 * crossed
    )
    if time.reference:
        cost += 5.0
    return cost


def _may_share(s: _Sentence, number: int, place: int, bound: dict[int, int]) -> bool:
    """A time serves a second figure only in a list ('12 boys and 15 girls in November', 'at 5.3% and 13.8%
    respectively').
    """
    for other, taken in bound.items():
        if taken == number and abs(other - place) == 1:
            first, second = sorted((other, place))
            gap = s.text[s.figures[first].end : s.figures[second].start]
            if re.fullmatch(
                r"\)?(?:\s[\w/'’-]+){0,4}?,?\s(?:and|&|or)\s(?:(?!in\b|at\b|to\b|from\b)[\w/'’-]+\s"
                r"){0,4}?\(?|\s?\(|\s?[-–/]\s?|,\s",
                gap,
            ):
                return True
    return False


def _timed(
    s: _Sentence,
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
    if time is None and not (role.is_benchmark or role.is_goal):
        time = _leading(s, place)
    if time is not None:
        period, basis = time.period, time.basis
        if time.kind == "bare_year" and (role.is_benchmark or role.is_goal) and period:
            period, basis = Period.financial_year(period.start.year - 1), Basis.YEAR
        return replace(
            one, time=time, period=period, basis=basis, why=(*one.why, f"'{s.text[time.start : time.end]}' is its time")
        )
    if role.is_benchmark or role.is_goal:
        return one
    return replace(one, period=reported, why=(*one.why, "no time stands with it: the report's period"))


def _leading(s: _Sentence, place: int) -> Time | None:
    """'In November, ...' at the start of the sentence times every figure that has no other time and no 'from'
    before it.
    """
    if not s.times or _FROM.search(s.before(place)) or _COMPARED.search(s.before(place)):
        return None
    first = s.times[0]
    ahead = s.text[: first.start]
    if (
        first.end < s.figures[place].start
        and not first.reference
        and not first.definition
        and len(ahead.split()) <= 4
        and s.crossed(0, first.start) == 0
    ):
        own_later = any(
            t.start > first.end and t.end < s.figures[place].start and not t.reference and not t.definition
            for t in s.times[1:]
        )
        return None if own_later and first.kind not in {"rolling_12m", "ytd"} else first
    return None


def _benchmark_years(s: _Sentence, ties: list[Tie]) -> list[Tie]:
    """One year before the first benchmark holds for all benchmarks of the sentence that have none."""
    years = [t for t in ties if t.role.is_benchmark and t.period and t.time]
    loose = [
        time
        for time in s.times
        if time.kind in _YEARS
        and time.period
        and re.match(
            r"\s(?:benchmark|comparator|national|statistical|stat|england|data|average)",
            s.text[time.end : time.end + 14],
            re.IGNORECASE,
        )
    ]
    if years:
        first = years[0]
        return [
            replace(t, period=first.period, basis=first.basis, time=first.time)
            if t.role.is_benchmark and not t.period
            else t
            for t in ties
        ]
    if loose:
        time = loose[0]
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


def _from_figures(s: _Sentence, ties: list[Tie], bound: dict[int, int], reported: Period | None) -> list[Tie]:
    """A figure after 'from' without a time is of a time that the sentence compares with, else of the period
    before its partner's.
    """
    used = set(bound.values())
    free = [t for n, t in enumerate(s.times) if n not in used and t.reference and not t.definition and t.period]
    answer = []
    for one in ties:
        loose = one.figure not in bound and one.role is Role.ACTUAL and s.figures[one.figure].range_of is None
        starts = bool(_FROM.search(s.before(one.figure)))
        if loose and starts and re.search(r"\b(?:rang|var)\w+\sfrom\s$", s.before(one.figure)):
            answer.append(one)
            continue
        compared = bool(_COMPARED.search(s.before(one.figure)))
        if loose and (starts or compared):
            partner = (
                next((t for t in ties[one.figure + 1 :] if t.role is Role.ACTUAL and t.period), None)
                if starts
                else None
            )
            partner = partner or next(
                (t for t in reversed(ties[: one.figure]) if t.role is Role.ACTUAL and t.period), None
            )
            base, basis = (partner.period, partner.basis) if partner else (reported, None)
            since = next((t for t in s.times if t.kind == "since" and t.period), None)
            if starts and since and since.period:
                start = Period.of(since.period.start)
                one = replace(
                    one, time=since, period=start, basis=None, why=(*one.why, "'from' the start of that time")
                )
            elif starts and base and base.months == 1 and any(t.kind == "over_a_year" for t in s.times):
                one = replace(one, period=Period.of(base.end.plus(-12)), basis=None, why=(*one.why, "a year before"))
            elif free:
                one = replace(
                    one,
                    time=free[0],
                    period=free[0].period,
                    basis=free[0].basis,
                    why=(*one.why, "compared with that time"),
                )
            elif compared and not starts:
                one = replace(
                    one, period=None, basis=None, time=None, why=(*one.why, "compared with a time that is not said")
                )
            elif (
                base
                and basis in {None, Basis.ROLLING_12M, Basis.SNAPSHOT, Basis.MONTH}
                and (base.months == 1 or basis is Basis.ROLLING_12M)
            ):
                one = replace(
                    one,
                    period=on_basis(base.end.plus(-1), basis),
                    basis=basis,
                    time=None,
                    why=(*one.why, "'from': the month before"),
                )
            elif base and base.months in {3, 12} and basis in {None, Basis.QUARTER, Basis.YEAR}:
                one = replace(
                    one,
                    period=Period(base.start.plus(-base.months), base.end.plus(-base.months)),
                    basis=basis,
                    time=None,
                    why=(*one.why, "'from': the period before"),
                )
            else:
                one = replace(one, period=None, basis=None, time=None, why=(*one.why, "'from' a time that is not said"))
        answer.append(one)
    return answer


def _year_before(one: Tie, ties: Sequence[Tie]) -> Tie:
    """'the same period last year' beside a figure of April to December is that April to December, a year before."""
    if one.time is None or one.role is not Role.ACTUAL or one.time.kind not in {"same_last_year", "last_year"}:
        return one
    partner = next((t for t in ties if t.figure != one.figure and t.time and t.role is Role.ACTUAL and t.period), None)
    if partner is None or partner.period is None or partner.time is one.time:
        return one
    same = one.time.kind == "same_last_year" and partner.period.months > 1 and partner.basis is not Basis.ROLLING_12M
    dated = one.time.kind == "last_year" and partner.period.months == 1 and one.time.reference
    if not (same or dated):
        return one
    earlier = Period(partner.period.start.plus(-12), partner.period.end.plus(-12))
    return replace(one, period=earlier, basis=partner.basis)


def _direction(s: _Sentence, one: Tie, changes: dict[int, Found]) -> str | None:
    """Where the words say that an actual figure moved: 'increased to 101', '45.6%, a reduction of', '6, a
    decrease from 7'.
    """
    if (
        one.role is not Role.ACTUAL
        or _is_reference(s, one.figure)
        or one.time is not None
        and one.time.kind == "average_12m"
    ):
        return None
    figure = s.figures[one.figure]
    previous = s.figures[one.figure - 1].end if one.figure else 0
    behind = s.text[previous : figure.start]
    if one.figure and _FROM.search(s.before(one.figure - 1)):
        behind = s.text[: figure.start]
    words = [*vocabulary("change").find(behind[-120:]), *vocabulary("steady").find(behind[-120:])]
    words = [w for w in words if w.value]
    if words:
        return min(words, key=lambda w: -w.start).value
    if one.figure + 1 in changes:
        return changes[one.figure + 1].value or None
    ahead = s.text[figure.end : figure.end + 70]
    for hit in vocabulary("change").find(ahead):
        if hit.value and "." not in ahead[: hit.start] and not NUMBER.search(ahead[: hit.start]):
            return hit.value
    return None


NUMBER = re.compile(r"\d")
DIRECTIONS = {"up": Direction.UP, "down": Direction.DOWN, "same": Direction.SAME}
