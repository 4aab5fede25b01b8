"""Sentence -> its clauses, the times that it names, and the stretches that speak of one measure.

A frame is a stretch of the sentence with one subject ('the number of children leaving'); it has the unit that its head
words announce. What one sentence announces for the next (rolling twelve months, a build-up from April) is the section's
state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from nlp.marks import Mark
from nlp.words import vocabulary
from normalise.periods import FoundPeriod
from records.observation import Unit
from records.period import Basis, Month, Period

BOUNDARY = re.compile(
    r"[;]|:(?=\s[A-Z])|,?\s\b(?:but|however|whereas|while|whilst|although|though|albeit)\b|,\s"
    r"(?=(?:and|which|with|against|below|above|compared|in line|well|just|a|an|the|up|down"
    r"|from|slightly|higher|lower)\b)|\s[-–—]\s|,(?=\s)",
    re.IGNORECASE,
)
_NEW_SUBJECT = re.compile(
    r"(?:\b(?:and|whereas|while|whilst|but|however|than|although|though|with|of which|also|above|below|against"
    r")\b,?|[;:,(])\s(?:\w+\s)?(?:(?:the|our|a|an|actual|overall|total|local|of the|of these"
    r"|of those)\s){0,3}"
    r"(?P<head>(?:number|numbers|no\.|percentage(?!\spoint)|proportion|share|rate|timeliness|volume"
    r"|average (?:time|number|length|duration|age|caseload)|% )(?:\s(?:of|leaving|entering"
    r"|ending|who|that|with|for)\b)?)",
    re.IGNORECASE,
)
_OWN_CLAUSE = re.compile(
    r"(?:,|\band|\bwhile|\bwhilst|\bwith)\s(?:(?:we|they|a further|an additional)\s(?:are|were|have|had)?\b"
    r"|(?!(?:an?|the)\s(?:increase|decrease|reduction|rise|fall|change|national|target|statistical)\b)"
    r"(?:[a-z][\w'’-]*\s){1,5}?(?:standing\s|being\s|performing\s)?at\s(?=[\d(]))"
    r"|;\s(?:[A-Za-z][\w'’-]*\s?){1,8}(?::|\s[-–]|\b(?:is|was|were|at))\s(?=\d)"
)
_ALSO = re.compile(r"(?:,|;|\band|\bwhile|\bwhilst|\bwith|\bbut)\s(?:a further\s|only\s|just\s)?$")
_OWN_WORDS = re.compile(
    r"[\d.,]+\s?(?:%|per cent)?(?:\s\([^)]*\))?\s(?:of\s(?:the\s|our\s)?(?:\w+)|had|have|were|was|are|is|"
    r"(?!in\b|at\b|for\b|to\b|from\b|and\b|target|national|higher|lower|more|less|fewer|above"
    r"|below|on\b|percentage)[a-z]+\s[a-z]+)"
)
_OF_WHICH = re.compile(
    r"(?:(?:(?<=\s)|(?<=\())(?:[\d,]+|all|none|most) )?"
    r"\b(?:of which|of whom|of these|of those|including|involving|relating to)\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"^(?:\w+,\s)?(?:out )?of (?:the |our |these |those |a total of |all )*(?=[\d,]+\s[a-z])[^%;]{3,120}?,\s",
    re.IGNORECASE,
)
_EXTREME = re.compile(
    r"(?:,|;|\band\b|\bwhile\b|\bwith\b)\s(?:the\s|an?\s|our\s)*(?:highest|largest|maximum|lowest|smallest)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(
    r"[\d.]+\s?(?:%|per cent) of (?:the |our |all )*(?!these\b|those\b|which\b|whom\b|target\b|them\b|this\b)[a-z]"
)
ENDED = (
    r"(?:(?:were |was )?(?:ended|ceased|left|closed|returned|started|began|joined|discharged|finished|opened"
    r"|stepped (?:up|down)|completed|ceased to be so))"
)
ELLIPTIC = re.compile(rf"[\d,]+\s(?P<verb>{ENDED})(?=\s?(?:[.,;)]|$|in\b|during\b|over\b|this\b|by\b))", re.IGNORECASE)
"""'... and 39 left': a figure with a verb and no noun, which is the first figure's."""
_PER = re.compile(r"\bper\s?(?P<base>100,?\s?000|100k|10,?\s?000|10k)\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:than|compared\s(?:to|with|against)|compare\s(?:to|with)|comparison\s(?:to|with)"
    r"|versus|vs\.?|against|on|from|since|relative to|exception of|in line with|similar to"
    r"|consistent with)(?:\s(?:that|those|levels?|figures?|performance))?(?:\s(?:in|at|for|of"
    r"|during))?(?:\s(?:the|a|an|our|its))?\s$",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\b(?:who|that|which|have|has|had|with|were|visited|seen|assessed|placements?|moves?"
    r"|check|assessment|plan|review(?:ed)?|referr\w+|episodes?)\b[^.;]{0,60}$",
    re.IGNORECASE,
)


_LOOKED_BACK = re.compile(
    r"(?:\b(?:placements?|moves?|moved|homes|addresses|dentist|check(?:ed)?(?:[\s-]up)?)"
    r"|\b(?:had|have|has) (?:been|had|already|previously)\b[^.;,]{0,40}"
    r"|\b(?:previously|before|earlier|already|repeats?|re-?referred|re-?referrals?))\s(?:(?:with)?in|during|over)?\s?(?:the\s)?$",
    re.IGNORECASE,
)


def _looks_back(text: str, found: FoundPeriod) -> bool:
    """'9% of children had three or more placements in the last year': how far the measure looks back, no time."""
    if (
        found.kind not in {"last_year", "rolling_12m"}
        or "rolling" in found.text.lower()
        or " to " in found.text.lower()
    ):
        return False
    words = re.match(r"(?:over |during |throughout |in )", found.text, re.IGNORECASE)
    before = text[: found.start] + (words.group() if words else "")
    return bool(_LOOKED_BACK.search(before)) and bool(re.search(r"\d\s?(?:%|per cent)", before))


_YEARS_MEAN = re.compile(
    r"\b(?:monthly )?average (?:for|of|over|across) the (?:last |past |whole )?year\b", re.IGNORECASE
)
_MONTHLY_MEAN = re.compile(
    r"\b(?:monthly|weekly) (?:average|mean)\b|\baverage (?:number )?(?:per|a|each) month\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Time:
    """Words of the sentence that name a time, several expressions of one time joined ('year to date at the end
    of November').
    """

    start: int
    end: int
    kind: str
    """As in normalise.periods.FoundPeriod."""
    period: Period | None
    basis: Basis | None
    """What the words say; None for a bare month, where only the measure can tell."""
    reference: bool = False
    """True behind 'than', 'compared to', 'from': what a figure is compared with, unless a figure stands with it."""
    definition: bool = False
    """True for a look-back inside a definition, which times no figure."""
    averaged: bool = False
    """True for a mean over the span, for which the vocabulary has no basis."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of the sentence that speaks of one measure."""

    start: int
    end: int
    head: str | None
    """Value of its head word in data/catalogue/prose_words.csv: `count`, `percent`, `rate`, `average`,
    `cases_per_worker`.
    """
    of_whole: bool = False
    """True behind 'of whom', 'including': what it counts is a part of what was counted before."""


@dataclass
class SectionState:
    """What the sentences of a section so far leave in force; a new heading clears it."""

    heading: str | None = None
    indicator_id: str | None = None
    label: str = ""
    unit: Unit | None = None
    basis: Basis | None = None
    """`rolling_12m` or `ytd` while 'this figure' goes on."""
    builds_up: bool = False
    """True once the section has said that its measures build up from April."""
    words: str = ""
    """Text of the sentence before."""
    qualifiers: dict[str, str] = field(default_factory=dict)
    """Narrowing words that the section has used, by their kind: 'primary' until 'secondary' is said."""
    told: list[str] = field(default_factory=list)

    def enter(self, heading: str | None) -> None:
        """Forgets everything where the heading is another one."""
        if heading != self.heading:
            self.__init__(heading=heading)  # type: ignore[misc]


def boundaries(text: str) -> list[int]:
    """Offsets at which a clause ends, brackets and decimals apart."""
    return [hit.start() for hit in BOUNDARY.finditer(text)]


def read_times(
    text: str, found: Sequence[FoundPeriod], figures: Sequence[Mark], *, reported: Period | None
) -> list[Time]:
    """The times of a sentence in order. `found` comes from find_periods; `reported` is the period that the
    report is about.
    """
    taken = [(f.start, f.end) for f in figures]
    times = [_time(text, f, taken, reported) for f in found if not any(s < f.end and f.start < e for s, e in taken)]
    for hit in _YEARS_MEAN.finditer(text):
        if reported and not any(t.start < hit.end() and hit.start() < t.end for t in times):
            times.append(Time(*hit.span(), "average_12m", Period.of(reported.end), Basis.AVERAGE_12M))
    times += [
        time
        for time in _year_words(text, reported)
        if not any(t.start < time.end and time.start < t.end for t in times)
    ]
    times.sort(key=lambda time: time.start)
    joined: list[Time] = []
    for time in times:
        merged = _joined(text, joined[-1], time, taken, reported) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(time)
    return joined


_THIS_YEAR = re.compile(
    r"\b(?:so far |to date )?(?:in |during )?(?:this|the current) (?:financial |municipal )?year(?: so far)?\b(?!['’]s)"
    r"(?! (?:to date|end|group))",
    re.IGNORECASE,
)
_OUTTURN = re.compile(
    r"\b(?:outturn|figure|total|result|performance|position) for the (?:full |whole |financial )?year\b"
    r"|\b(?:year[\s-]end|full[\s-]year|annual|end of year) (?:outturn|result|position|figure|total)\b",
    re.IGNORECASE,
)


def _year_words(text: str, reported: Period | None) -> list[Time]:
    """'this year' is the year so far; 'the outturn for the year' the whole year, known where the report ends it."""
    if reported is None:
        return []
    found = []
    for hit in _THIS_YEAR.finditer(text):
        if not re.search(
            r"\b(?:than|from|by the end of|end of|later|next)\s$", text[: hit.start()][-20:], re.IGNORECASE
        ):
            found.append(Time(*hit.span(), "this_year", Period.year_to_date(reported.end), Basis.YTD))
    for hit in _OUTTURN.finditer(text):
        if re.match(r"\s(?:to date|so far|\(?(?:for |of |in )?\(?(?:19|20)\d\d|\d\d/\d\d)", text[hit.end() :]):
            continue
        ended = reported.end.month == 3
        year = Period.financial_year(reported.end.financial_year_start.year) if ended else None
        found.append(Time(*hit.span(), "year", year, Basis.YEAR))
    return found


def _time(text: str, found: FoundPeriod, figures: list[tuple[int, int]], reported: Period | None) -> Time:
    before = text[: found.start]
    period, kind, basis = found.period, found.kind, found.basis
    if kind in {"month", "month_end", "date", "this_month", "last_month"}:
        basis = None
    # 'in the last 12 months' behind the measure's own words is its look-back; at the start, or behind the figure,
    # it times the figure
    ahead = not any(start < found.start for start, _ in figures)
    words = found.text.lower()
    lookback = (
        kind == "rolling_12m"
        and "rolling" not in words
        and " to " not in words
        and "over a" not in words
        and (ahead or text[found.start - 1 : found.start] == "(")
        and bool(_DEFINITION.search(before[-90:]))
        and len(before.split()) > 2
    )
    since = kind == "since" or bool(
        re.search(r"\bsince\s(?:the (?:start|beginning|end) of\s)?$", before[-30:], re.IGNORECASE)
    )
    if since and reported:
        after = text[found.end : found.end + 3]
        month = re.match(r"since", found.text, re.IGNORECASE)
        if after.startswith(" (") and re.search(r"\b(?:lowest|highest|best|worst)\b", before, re.IGNORECASE) and period:
            period, kind = Period.of(period.start), "month"  # 'lowest since July 2017 (104.4)' is that month's value
        elif not month and period and period.start <= reported.end:
            period, kind = Period(period.start, reported.end), "since"
            basis = Basis.YTD if period.start == reported.end.financial_year_start and period.months <= 12 else None
        elif month and period and period.start == reported.end.financial_year_start:
            basis = Basis.YTD
    stretch = kind == "last_year" and bool(
        re.search(r"\b(?:over|during|throughout|across)\s$", before[-12:], re.IGNORECASE)
    )
    if stretch:
        kind, lookback = "over_a_year", True
    lookback = lookback or _looks_back(text, found)
    averaged = False
    spans = kind in {"year", "ytd", "since", "span", "last_year", "bare_year"}
    mean = _MONTHLY_MEAN.search(text) and re.search(r"\b(?:average|mean)\b[^.;]{0,40}$", before)
    mean = mean or re.search(r"\baverage (?:for|over|across|of) the (?:period|months)\s$", before)
    if spans and period and reported and mean:
        end = min(period.end, reported.end) if period.start <= reported.end else period.end
        period, basis, averaged = Period(period.start, max(end, period.start)), None, True
    if kind == "bare_year":
        basis = None
    reference = bool(_REFERENCE.search(before[-48:])) and kind != "since"
    return Time(found.start, found.end, kind, period, basis, reference, lookback, averaged)


_JOINT = re.compile(
    r"(?:['’]s)?[\s,(]*(?:(?:figure|performance|total|position|average|rate|up|period|as|at|to"
    r"|for|in|of|by|the|and|is|end|month|is up|was)\s?){0,5}[\s(]*",
    re.IGNORECASE,
)


def _joined(
    text: str, first: Time, second: Time, figures: list[tuple[int, int]], reported: Period | None
) -> Time | None:
    """Two expressions of one time as one: a basis with its month, a year with 'YTD', 'from April to June'; else
    None.
    """
    gap = text[first.end : second.start]
    if any(first.end <= start < second.start for start, _ in figures) or len(gap) > 60:
        return None
    pair = {first.kind, second.kind}
    months = {"month", "month_end", "date", "this_month"}
    if not _JOINT.fullmatch(gap):
        return None
    if first.kind == second.kind == "date" or (first.kind in months and second.kind in months):
        ranged = re.fullmatch(r"\s(?:to|and|until|-|–)\s(?:the )?", gap) and re.search(
            r"\b(?:between|from)\s(?:the\s)?$", text[: first.start][-12:], re.IGNORECASE
        )
        if ranged and first.period and second.period and first.period.start < second.period.end:
            span = Period(first.period.start, second.period.end)
            basis = (
                Basis.YTD if span.start == span.end.financial_year_start else Basis.YEAR if span.months == 12 else None
            )
            return replace(first, end=second.end, kind="span", period=span, basis=basis)
        return None
    for basis_time, month_time in ((first, second), (second, first)):
        if (
            basis_time.kind in {"ytd", "rolling_12m", "average_12m"}
            and month_time.kind in months | {"same_last_year"}
            and month_time.period
        ):
            if month_time.reference and not basis_time.reference:
                return None
            period = on_basis(month_time.period.end, basis_time.basis)
            return Time(
                first.start,
                second.end,
                basis_time.kind,
                period,
                basis_time.basis,
                first.reference,
                basis_time.definition,
            )
    if pair == {"ytd", "year"} and reported:
        year = first if first.kind == "year" else second
        if year.period and year.period.start <= reported.end <= year.period.end:
            return Time(first.start, second.end, "ytd", Period.year_to_date(reported.end), Basis.YTD, first.reference)
    if pair in ({"ytd", "same_last_year"}, {"ytd", "last_year"}):
        other = first if first.kind != "ytd" else second
        if reported and not re.search(r"\band\b", gap):
            return Time(
                first.start,
                second.end,
                "ytd",
                Period.year_to_date(reported.end.plus(-12)),
                Basis.YTD,
                other.reference or first.reference,
            )
    return None


def on_basis(end: Month, basis: Basis | None) -> Period:
    """The months that a basis covers up to a month."""
    if basis is Basis.YTD:
        return Period.year_to_date(end)
    if basis is Basis.ROLLING_12M:
        return Period.twelve_months_to(end)
    return Period.of(end)


def read_frames(text: str, figures: Sequence[Mark]) -> list[Frame]:
    """The stretches of one subject each, in order, together the whole sentence.

    A new head word opens one once a figure has stood.
    """
    starts, headed, parts = [0], set(), set()
    places = [f.start for f in figures]
    for hit in _NEW_SUBJECT.finditer(text):
        at = hit.start()
        if any(starts[-1] <= p < at for p in places) and any(p >= hit.end() for p in places):
            starts.append(at)
            headed.add(at)
    for hit in _OF_WHICH.finditer(text):
        inside = any(hit.start() <= p < hit.end() for p in places)
        if any(p < hit.start() for p in places) and (inside or any(p > hit.end() for p in places)):
            starts.append(hit.start())
            parts.add(hit.start())
    whole = _OUT_OF.match(text)
    if whole and any(p < whole.end() for p in places) and any(p >= whole.end() for p in places):
        starts.append(whole.end())
        parts.add(whole.end())
    starts += [hit.start() for hit in _EXTREME.finditer(text) if any(p < hit.start() for p in places)]
    for p in places[1:]:
        also = _ALSO.search(text[:p])
        if also and (_OF_PEOPLE.match(text, p) or ELLIPTIC.match(text, p)):
            starts.append(also.start())
    starts += [hit.start() for hit in _OWN_CLAUSE.finditer(text) if any(p < hit.start() for p in places)]
    if places and len(text[: places[0]].split()) <= 1:
        # '87% had a check and 79% had a plan': each figure is followed by its own measure
        starts += [own.start() for p in places[1:] if (own := _ALSO.search(text[:p])) and _OWN_WORDS.match(text, p)]
    starts = sorted(set(starts))
    frames = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(text)
        heads = vocabulary("head").find(text[start:end])
        head = heads[0].value if heads else "count" if start in headed else None
        frames.append(Frame(start, end, head, start in parts))
    return frames


def _is_decimal(figure: Mark) -> bool:
    return figure.value is not None and figure.value != figure.value.to_integral_value()


def rate_units(text: str, figures: Sequence[Mark]) -> dict[int, Unit]:
    """Bare numbers that a rate announced before them rules: place of the figure -> its unit.

    'As a rate per 10,000, the figure was 51.3 ... (62)' rules all after it; in '46 (8.3 per 10k)' the first is a count.
    """
    per = _PER.search(text)
    unit = (
        Unit.PER_100K
        if per and per["base"].lower().startswith(("100,", "100 ", "1000", "100k")) and "100" in per["base"]
        else Unit.PER_10K
    )
    rate = re.search(r"\brates?\b", text, re.IGNORECASE)
    printed = [place for place, figure in enumerate(figures) if figure.unit in {Unit.PER_10K, Unit.PER_100K}]
    answer: dict[int, Unit] = {}
    if per and text.count("(", 0, per.start()) > text.count(")", 0, per.start()):
        # '28 plans (rate of 4.3 per 10,000), compared to 30 (4.5)': only what stands in brackets is a rate
        bracketed = {n for n, f in enumerate(figures) if text.count("(", 0, f.start) > text.count(")", 0, f.start)}
        return {n: unit for n in bracketed if figures[n].unit is None and _is_decimal(figures[n])}
    if per:
        said = min([per.start()] + [figures[place].start for place in printed] + ([rate.start()] if rate else []))
    elif rate:
        said = rate.start()
    else:
        return answer
    for place, figure in enumerate(figures):
        if figure.unit is not None or figure.worded or figure.suppressed or figure.start < said:
            continue
        alone = re.match(
            r"\s(?:children|young|referrals|cases|contacts|assessments|incidents|plans|households"
            r"|carers|families|people)\b",
            text[figure.end :],
            re.IGNORECASE,
        )
        direct = re.search(r"\brates?\b[^.;,]{0,60}$", text[: figure.start], re.IGNORECASE) or (
            figure.value is not None and figure.value != figure.value.to_integral_value()
        )
        counted = re.search(
            r"\bthere (?:were|was|are|is|have been|has been|had been)\s(?:only |just |some |about )?$",
            text[: figure.start],
            re.IGNORECASE,
        )
        if not alone and not counted and (per or (direct and figure.value is not None and figure.value > Decimal(1))):
            answer[place] = unit
    return answer
