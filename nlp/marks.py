"""Sentence -> the numerals in it: which are figures, and which are something else, each with its reason.

One pattern finds every numeral; then an ordered list of masks takes out what is no figure (a mask's reason becomes the
rejection). What stays is a figure, with what its own form says: per cent, days, a fraction, a sign, a redaction.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nlp.words import vocabulary
from records.observation import Unit

NUMERAL = re.compile(r"\d+(?:,\d{3})*(?!,\d{3})(?:\.\d+)?|\d+(?:\.\d+)?")
PERIOD = "a date or period"
"""Reason of a numeral that stands in the words of a period; where the period is a figure's own it is used, not
rejected.
"""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SPAN = r"(?:working |calendar |school |consecutive |continuous )?(?:day|week|month|year|hour|minute|term|quarter)s?"
_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_AGE_NOUN = r"(?:year[\s-]*olds?|yr[\s-]*olds?|years? old|years? of age|population|age group|age range)"


@dataclass(frozen=True, slots=True)
class Mask:
    """A wording whose numerals are no figures, and why."""

    reason: str
    pattern: re.Pattern[str]


def _mask(reason: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> Mask:
    return Mask(reason, re.compile(pattern, flags))


MASKS: tuple[Mask, ...] = (
    _mask("an address", r"\b(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b"),
    _mask(
        "a telephone number",
        r"\(?\b0\d{2,4}\)?[\s-]\d{3,4}[\s-]?\d{3,4}\b|\+44[\d\s]{9,}|(?:tel|phone|ext)\w*\.?:?\s[\d\s]+",
    ),
    _mask(
        "money",
        r"[£$€]\s?\d[\d,.]*\s?(?:k|m|bn|million|billion|thousand)?\b|\b\d[\d,.]*\s?(?:pounds|pence|million|billion)\b",
    ),
    _mask("a time of day", r"\b\d{1,2}[:.]\d{2}\s?(?:am|pm|hrs)\b|\b\d{1,2}\s?(?:am|pm)\b|\b\d{1,2}:\d{2}\b"),
    _mask(
        "a date",
        rf"\b\d{{1,2}}(?:\s?(?:st|nd|rd|th))?(?:\s(?:of\s)?|-){_MONTH}(?=\W|$)(?:[\s,-]+(?:19|20)\d{{2}}\b)?"
        rf"|\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)\b(?:,?\s(?:19|20)\d{{2}})?"
        r"|\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b",
    ),
    _mask(
        "a reference to a law, form or guideline",
        r"\b(?:sections?|s\.?|regulations?|reg\.?|schedule|part|article|clause|rule)\s?\d+[\w().]*"
        r"(?:['’]s)?(?:(?:\s(?:and|&|or)\s|/)\d+)?"
        r"|\b(?:act|regulations|order|together|guidance|framework|strategy|census)\s(?:of\s)?\(?(?:19|20)\d{2}\)?",
    ),
    _mask(
        "a name with a number in it",
        r"\bcovid[\s-]*\d+|\b(?:key\s?stage|ks|year group|grade|band|level|tier|phase|stage|step"
        r"|category|cat|group|form)\s?\d+(?:\s?(?:-|to|and)\s?\d+)?\b",
    ),
    _mask("a name with a number in it", r"\byear\s(?:[1-9]|1[0-3])\b(?![,.]?\d|%)"),
    _mask(
        "a rank",
        r"\b(?:ranked|rank(?:ing)?|placed|position(?:ed)?|quartile)\s(?:as\s|at\s|of\s|is\s|was\s"
        r")?\d+(?:st|nd|rd|th)?(?:\s(?:out )?of\s\d+)?",
    ),
    _mask(
        "a reference within the paper",
        r"\b(?:pages?|pp?\.|paragraphs?|para\.?|appendix|annex|tables?|figures?|fig\.?|charts?"
        r"|graphs?|slides?|items?|minutes?|issue|version|"
        r"priority|outcome|objective|action|recommendation|question|indicator|measure|ref\.?"
        r"|reference|no\.|number|step|note|chapter|kpi|pi|ni|line|row|column|enclosure)"
        r"\s?:?#?\d+(?:\.\d+)*[a-z]?\b(?:\s(?:of|and|to|&)\s\d+)?(?!\s?%)(?=[\s,;:.)\]]|$)(?!\s(?:in|for|at)\b)",
    ),
    _mask(
        "a paragraph or list number", r"^\s*(?:\(?\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s[A-Z(])|\d{1,2}\.(?=\s))"
    ),
    _mask("a list number", r"(?<=[;:.,])\s\(?\d{1,2}\)(?=\s[a-zA-Z])"),
    _mask(
        "a quarter of the year",
        r"\b(?:q|qtr|qtrs|quarters?)\s?[1-4](?:\s?(?:,|&|and|/|-|–|to)\s?(?:(?:q|qtr|quarter)\s?)?[1-4])+\b(?!\s?%)",
    ),
    _mask("the wording of a definition", r"\bsibling groups? of \d+\b"),
    _mask("an ordinal", r"\b\d+(?:st|nd|rd|th)\b"),
    _mask(
        "the base of a rate",
        r"(?:\bper|/|\bevery|\beach|\bin|\bfor every)\s?(?:10[,.\s]?000|10k|100[,\s]?000|100k"
        r"|1[,\s]?000|100)\b|\b10k\b|\b100k\b(?=\s?pop)|\b10,000(?=\s(?:pop|children|under|rate))",
    ),
    _mask(
        "an age",
        rf"\b(?:aged?|ages)\s(?:of\s|between\s|from\s|under\s|over\s)?\d{{1,2}}(?:\s?(?:-|–|to|and"
        rf"|or|/)\s?\d{{1,2}})*(?:\s?\+)?(?:\s(?:and|or) (?:over|under|above|older|younger))?"
        rf"|\b\d{{1,2}}(?:\s?(?:-|–|to|and|or|/)\s?\d{{1,2}})*\+?[\s-]*{_AGE_NOUN}"
        r"|\b(?:under|over)[\s-]?\d{1,2}(?:['’]?s)?\b(?=\s?(?:pop|year|yr|age|children|\)|,|\.|$"
        r"|[a-z]+ population))(?!\s?years?\s(?!old))"
        r"|\((?:1[0-9]|2[0-5])\s?(?:-|–|to)\s?(?:1[0-9]|2[0-5])\)|\b(?:under|over"
        r")[\s-]?\d{1,2}['’]?s\b|\b(?:under|over)\s1[68]\b(?!\s?(?:%|day|week|month|hour))"
        r"|\b\d{1,2}(?:\s?(?:-|–|/)\s?\d{1,2}|\+)\s(?:pop|cohort|year)|\b(?:0|5|10|11|16|17|18|19"
        r")\s?(?:-|–)\s?(?:4|5|16|17|18|19|20|21|24|25)s?\b(?!\s?%)(?!\s(?:day|week|month|year))"
        r"|\b(?:turn(?:ed|ing|s)?|reach(?:ed|ing)?|birthday|age of)\s(?:the age of\s|their\s"
        r")?1[5-9]\b|\b(?:16|17|18)\+(?!\w)",
    ),
    _mask(
        "the wording of a definition",
        rf"\b(?:\d+|{_SMALL})\s?\+(?=\s?(?:\w+\s)?(?:placement|session|episode|year|month|moves|week|day))",
    ),
    _mask(
        "the wording of a definition",
        rf"\b\d+(?:\.\d+)?\s?%?\s?(?:{_SPAN}\s)?(?:or|and)\s(?:more|over|above|longer|older|fewer|less|under)\b"
        r"(?!\s(?:the|our|that|its|all|both|national\w*|target|England|statistical)\b)"
        rf"|\b(?:more|longer|less|fewer|greater) than \d+(?:\.\d+)?[\s-]{_SPAN}\b|\b\d+(?:\.\d+)?\+?[\s-]?miles?\b",
    ),
    _mask(
        "a time limit",
        rf"\b(?:with(?:in)?|in under|in less than|under|over|exceed(?:s|ed|ing)?|beyond|after|at least"
        rf"|up to|maximum of|minimum of|every|each|by day|before|no later than|outside(?: of)?)\s"
        rf"(?:the\s|their\s|a\s|an\s|first\s|statutory\s|required\s|maximum\s)*\d+(?:\s?(?:-|–|to"
        rf"|and|or)\s?\d+)?(?:[\s-]?\(?(?:working|calendar|school)?)?[\s-]{_SPAN}\b",
    ),
    _mask(
        "a time limit",
        r"\b(?:in|the|of)\s\d+\s(?:working|school|calendar)?[\s-]?(?:day|week|hour)s?\b(?=\s(?:of"
        r"|from|following|after|timescale|timeframe|limit|deadline|standard))",
    ),
    _mask(
        "a time limit",
        rf"(?<!average )(?<!average of )(?<!target of )(?<!\d\sto )(?<!to )\b\d+[\s-](?:working"
        rf"|school)[\s-]days?\b(?!\s(?:on average|in (?:{_MONTH})))",
    ),
    _mask("a time limit", r"\b\d+[\s-](?:hour|minute)s?\b"),
    _mask(
        "a time limit",
        r"\b(?:in|inside)\s(?:1|2|3|5|7|10|15|20|26|28|35|45)\s(?:(?:working|calendar|school)\s)?(?:day|week)s?\b"
        r"(?!\son average)|\bby (?:working )?day \d+\b|\binside (?:the )?\d+[\s-](?:\w+[\s-])?(?:day|week|month)s?\b",
    ),
    _mask(
        "a time limit",
        r"\b(?:is|are|the|a|an)\s\d+[\s-](?:day|week|month|year)\s(?:limit|timescale|timeframe"
        r"|deadline|period|plan|programme|review|visit|standard|window|rule|strategy|check|health)",
    ),
    _mask(
        "a span of time",
        r"\b(?:last|past|previous|preceding|prior|next|first|coming|following|final|latest|rolling"
        r"|consecutive|over|for|these|those|all|every|another|further|(?:period|duration|maximum"
        r"|minimum|total|least) of|than)\s(?:the\s(?:last|past|previous|next)\s|a\s)?\d+(?:\.\d+)?"
        r"(?:\s?(?:-|–|to|or)\s?\d+)?[\s-](?:working\s|calendar\s|school\s|consecutive\s"
        r"|continuous\s)?(?:month|year|quarter|week|term|day)s?\b(?!\s(?:higher|lower|more|less"
        r"|longer|shorter|fewer|quicker|faster))",
    ),
    _mask(
        "a span of time",
        r"\b\d+[\s-](?:month|year|quarter|term)s?(?=\s(?:rolling|average|avg|ave|period|running"
        r"|high|low|mean|moving|trend|average|ago|later|earlier|old|or|and|contract|agreement"
        r"|shown|covered|reported|being)\b)",
    ),
    _mask(
        "a span of time",
        r"\b(?:after|in|within|at|than)\s\d+\s(?:month|year|week)s?\b(?=[\s,.;)])(?!\s(?:in|for|at)\s)",
    ),
    _mask("a year", r"\b(?:19|20)\d{2}\s?(?:/|-|–)\s?(?:(?:19|20)?\d{2})\b(?!\s?%)|\bfy\s?\d{2,4}\b"),
    _mask("a year", r"(?<![\d/(])\b([12]\d)\s?/\s?[123]\d\b(?!\s?[%/])"),
    _mask(
        "a year",
        r"\b(?:in|since|of|by|during|from|until|till|to|before|after|the|and|for|through(?:out)?"
        r"|early|late|mid|summer|autumn|spring|winter|year|march|december|september|april)[\s-]"
        r"(?:19[89]|20[0-4])\d\b(?!\s?%|[\d,]*\s(?:children|cases|referrals|contacts|assessments"
        r"|visits|young|families|open))"
        r"|[(\[]\s*(?:19[89]|20[0-4])\d\s*[)\]]|\b(?:19[89]|20[0-4])\d(?=\s?[,:)])|\b(?:19[89]"
        r"|20[0-4])\d(?=\s(?:calendar|academic|financial|cohort|data|figure|benchmark|average"
        r"|national|statistical|stat|outturn|level|rate|regional|england|target|baseline|report"
        r"|return|publication))",
    ),
    _mask(
        "a name with a number in it",
        r"(?<![\w.,])(?=\w*\d)(?=\w*[A-Za-z])(?!\d+(?:\.\d+)?(?:pp|ppts?|pps|days?|wks?|weeks?"
        r"|mths?|months?|yrs?|years?|x)\b)[A-Za-z]*\d+(?:[A-Za-z]\w*|\b)(?:['’]s)?|(?<![\w]"
        r")[A-Z]{1,4}[-–.]?\d+(?:\.\d+)*\w*",
    ),
    _mask("an operator's scale", r"\b\d+\s?[- ]point (?:scale|plan)\b"),
)
"""In order: an earlier mask keeps what it has taken.

Sources: the traps of prose, and made-up sentences in tests/examples/claims.csv.
"""

_BOUND = re.compile(
    r"\b(?P<bound>below|above|over|under|more than|less than|fewer than|at least|at most"
    r"|no more than|no less than|exceed(?:s|ed|ing)?|in excess of|greater than|upwards of)\s"
    r"(?:the\s)?$",
    re.IGNORECASE,
)
_APPROXIMATE = re.compile(
    r"(?:\b(?:close to|around|about|approximately|approx\.?|circa|nearly|almost|roughly|some"
    r"|just (?:over|under|below|above)|c\.)|~)\s?$",
    re.IGNORECASE,
)
_UNIT_AFTER = {
    Unit.POINTS: re.compile(
        r"\s?(?:%|per\s?cent(?:age)?)?[\s-]?(?:age )?(?:points?|pp|ppts?|pps|p\.p\.)(?!\w)", re.IGNORECASE
    ),
    Unit.PERCENT: re.compile(r"\s?(?:%|per\s?cent(?!age)\b|percent\b)", re.IGNORECASE),
    Unit.PER_100K: re.compile(r"\s?\(?(?:\b(?:children |young people )?per |/)\s?(?:100[,\s]?000|100k)", re.IGNORECASE),
    Unit.PER_10K: re.compile(r"\s?\(?(?:\b(?:children |young people )?per |/)\s?(?:10[,.\s]?000|10k)", re.IGNORECASE),
}
_FRACTION = re.compile(
    r"(?P<n>\d[\d,]*)(?P<of>\s?/\s?|\s(?:out )?of (?:the |our |a total of |all |these |those "
    r")?)(?P<d>\d[\d,]*)(?![\d.,]*\d|\s?%)",
    re.IGNORECASE,
)
_ONE_IN = re.compile(rf"\b(?P<n>one|two|three|1|2|3) in (?:every )?(?P<d>{_SMALL}|\d{{1,2}})\b(?!\s?%)", re.IGNORECASE)
_WORDS = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_REDACTED = re.compile(r"(?P<mark>[█■]+|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z]))(?P<unit>\s?%)?")
_BEFORE_GAP = re.compile(r"(?:\b(?:from|to|of|at|was|is|were|by|only|with|than|in)\s|\(|^)$", re.IGNORECASE)
_COUNTED_GAP = re.compile(
    r"\s(?:children|young people|care leavers|cases|families|plans|referrals|carers|incidents)\b", re.IGNORECASE
)
_AFTER_GAP = re.compile(
    r"\s?(?:%|per cent|\(|\)|[.,;]|$|\b(?:in|for|at|during|compared|children|cases|from|to|referrals)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure by its form: where it stands in the sentence and what is printed with it."""

    start: int
    end: int
    value: Decimal | None
    """None only where `suppressed`."""
    unit: Unit | None
    """What is printed with the number; None for a bare number."""
    numerals: tuple[tuple[int, int], ...]
    """Offsets of every numeral that it uses."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    sign: str | None = None
    """`+` or `-` where one is printed right before the number."""
    suppressed: bool = False
    note: str | None = None
    range_of: int | None = None
    """0 and 1 for the low and the high end of a printed range."""
    worded: bool = False
    """True for a number written as a word ('No', 'one in five')."""
    nought_of: bool = False
    """True for 'none of which were upheld': a nought of a part, whatever the catalogue has."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A numeral that is no figure."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Marks:
    """All numerals of a sentence, each once: in a figure or masked."""

    figures: tuple[Mark, ...]
    masked: tuple[Masked, ...]


def read_marks(text: str, periods: Sequence[tuple[int, int]] = ()) -> Marks:
    """The figures and the masked numerals of a sentence.

    `periods` are the offsets of words that name a period; their numerals are masked with the reason PERIOD.
    Every numeral of the text is in exactly one of the two answers (in a figure's `numerals`, or masked).
    """
    numerals = [hit.span() for hit in NUMERAL.finditer(text)]
    reasons = _reasons(text, numerals, periods)
    free = [span for span in numerals if span not in reasons]
    figures = _figures(text, free)
    noughts = [span for f in figures if f.range_of == 0 and f.value == 0 for span in f.numerals]
    figures = [replace(f, range_of=None) if f.range_of == 1 and noughts else f for f in figures]
    figures = [f for f in figures if not (f.range_of == 0 and f.value == 0)]
    figures, bounds = _without_bounds(text, figures)
    figures += _suppressed(text)
    used = {span for figure in figures for span in figure.numerals}
    masked = [Masked(start, end, reason) for (start, end), reason in reasons.items() if (start, end) not in used]
    masked += [Masked(start, end, "a bound, not a value") for start, end in bounds]
    masked += [Masked(start, end, "the nought that a range begins with") for start, end in noughts]
    return Marks(tuple(sorted(figures, key=lambda f: f.start)), tuple(sorted(masked, key=lambda m: m.start)))


def _reasons(
    text: str, numerals: list[tuple[int, int]], periods: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], str]:
    reasons: dict[tuple[int, int], str] = {}
    taken = [(start, end, PERIOD) for start, end in periods]
    for mask in MASKS:
        taken += [(*hit.span(), mask.reason) for hit in mask.pattern.finditer(text)]
    # the earliest mask that touches a numeral keeps it; by place, so that a long sentence costs its length
    starts = [start for start, _ in numerals]
    for start, end, reason in taken:
        for place in range(max(0, bisect_left(starts, start) - 1), bisect_left(starts, end)):
            first, last = numerals[place]
            if (start <= first < end or start < last <= end) and (first, last) not in reasons:
                reasons[(first, last)] = reason
    return reasons


def _number(words: str) -> Decimal:
    plain = words.replace(",", "").lower()
    return Decimal(_WORDS[plain]) if plain in _WORDS else Decimal(plain)


def _figures(text: str, free: list[tuple[int, int]]) -> list[Mark]:
    figures: list[Mark] = [_plain_figure(text, span) for span in free]
    figures = _with_ranges(text, figures)
    figures = _with_fractions(text, figures)
    for hit in _ONE_IN.finditer(text):
        share = (100 * _number(hit["n"]) / _number(hit["d"])).quantize(Decimal("0.1")).normalize()
        inside = tuple(f.numerals[0] for f in figures if hit.start() <= f.start < hit.end()) or (hit.span(),)
        exact = next((f for f in figures if _is_said_exactly(text, hit.end(), f, share)), None)
        if exact:
            # 'one in six of these (16.5%)': said twice, once exactly
            figures = [f for f in figures if not hit.start() <= f.start < hit.end() and f is not exact]
            figures.append(replace(exact, numerals=exact.numerals + inside))
            continue
        figures = [f for f in figures if not hit.start() <= f.start < hit.end()]
        figures.append(
            Mark(
                hit.start(),
                hit.end(),
                Decimal(f"{share:f}"),
                Unit.PERCENT,
                tuple(span for span in inside if span != hit.span()),
                note=f"said as '{hit.group()}'",
                worded=True,
            )
        )
    return sorted(figures, key=lambda figure: figure.start)


def _is_said_exactly(text: str, end: int, figure: Mark, share: Decimal) -> bool:
    near = 0 <= figure.start - end < 40 and text[: figure.start].rstrip()[-1:] in {"(", ",", "–", "-"}
    return near and figure.unit is Unit.PERCENT and figure.value is not None and abs(figure.value - share) <= 2


def _plain_figure(text: str, span: tuple[int, int]) -> Mark:
    start, end = span
    after = text[end : end + 40]
    unit, stop = None, end
    for candidate, pattern in _UNIT_AFTER.items():
        hit = pattern.match(after)
        if hit:
            unit = candidate
            printed = re.match(r"\s?(?:%|per\s?cent(?!age)|percent(?!age))", after, re.IGNORECASE)
            stop = end + printed.end() if printed and candidate in {Unit.PERCENT, Unit.POINTS} else end
            break
    else:
        hit = re.match(r"[\s-]?(\(?)", after)
        found = vocabulary("unit").opens(after[hit.end() :]) if hit else None
        unit = Unit(found.value) if found and not hit[1] else None  # type: ignore[index]
    before = text[max(0, start - 24) : start]
    sign: str | None = (
        before[-1] if before and before[-1] in "+-−–" and (len(before) < 2 or before[-2] in " (,;") else None
    )
    if sign in {"−", "–"}:
        sign = "-"
    if sign == "-" and before[-2:-1] == " " and before.rstrip("-–− ")[-1:].isalnum():
        sign = None  # 'Oct - 12': a dash, not a minus
    approximate = _APPROXIMATE.search(before)
    note = f"approximate: '{approximate.group().strip()} {text[start:stop]}'" if approximate else None
    return Mark(start, stop, _number(text[start:end]), unit, (span,), sign=sign, note=note)


def _with_ranges(text: str, figures: list[Mark]) -> list[Mark]:
    """'88%-93%', 'between 10 and 14 per cent', 'from 10 to 12%': ends of a range, the first unit read back from
    the second.
    """
    answer = list(figures)
    for place in range(len(answer) - 1):
        low, high = answer[place], answer[place + 1]
        gap = text[low.end : high.start]
        dash = re.fullmatch(r"\s?[-–]\s?", gap)
        between = re.fullmatch(r"\s(?:and|to)\s", gap) and re.search(
            r"\b(?:between|ranging from|ranged? (?:from|of|between)|range of)\s$",
            text[: low.start][-20:],
            re.IGNORECASE,
        )
        to = re.fullmatch(r"\s(?:to|and)\s", gap)
        if (dash or to) and low.unit is None and high.unit in {Unit.PERCENT, Unit.DAYS, Unit.WEEKS, Unit.PER_10K}:
            low = replace(low, unit=high.unit)
        if (dash or between) and low.value is not None and high.value is not None and low.value < high.value:
            low, high = replace(low, range_of=0), replace(high, range_of=1, sign=None)
        answer[place], answer[place + 1] = low, high
    return answer


def _with_fractions(text: str, figures: list[Mark]) -> list[Mark]:
    """'60.8% (118 of 194)': one figure with its numerator and denominator; '118 of 194' alone: two."""
    at = {figure.start: figure for figure in figures}
    for hit in _FRACTION.finditer(text):
        part, whole = at.get(hit.start("n")), at.get(hit.start("d"))
        if (
            part is None
            or whole is None
            or part.unit
            or whole.unit
            or not whole.value
            or part.value is None
            or part.value > whole.value
        ):
            continue
        if part.value == 0 and whole.value == 0:
            continue
        share = 100 * part.value / whole.value
        near = [
            f
            for f in at.values()
            if f.unit is Unit.PERCENT
            and f.value is not None
            and abs(f.value - share) <= Decimal("0.6")
            and abs(f.start - part.start) < 90
        ]
        if near:
            owner = min(near, key=lambda f: abs(f.start - part.start))
            at[owner.start] = replace(
                owner,
                numerator=part.value,
                denominator=whole.value,
                numerals=owner.numerals + part.numerals + whole.numerals,
            )
            del at[part.start], at[whole.start]
        elif "/" in hit["of"]:
            at[part.start] = replace(
                part,
                end=whole.end,
                numerator=part.value,
                denominator=whole.value,
                numerals=part.numerals + whole.numerals,
            )
            del at[whole.start]
        else:
            at[part.start] = replace(part, numerator=part.value, denominator=whole.value)
    return _with_wholes(text, [at[start] for start in sorted(at)])


def _with_wholes(text: str, figures: list[Mark]) -> list[Mark]:
    """'Of 40 leavers, 30 were in touch (75%)': one figure, the share, with its numerator and denominator."""
    answer = list(figures)
    for whole, part, share in zip(figures, figures[1:], figures[2:]):
        bare = whole.unit is None and part.unit is None and share.unit is Unit.PERCENT and share.numerator is None
        if not bare or not whole.value or part.value is None or share.value is None:
            continue
        announced = re.search(r"\bof (?:the |our |all |these |those )?$", text[: whole.start][-14:], re.IGNORECASE)
        fits = abs(100 * part.value / whole.value - share.value) <= Decimal("0.6")
        if announced and fits and part.value <= whole.value and share.start - part.end < 60:
            numerals = share.numerals + part.numerals + whole.numerals
            answer = [f for f in answer if f not in (whole, part, share)]
            answer.append(replace(share, numerator=part.value, denominator=whole.value, numerals=numerals))
    return _with_parts(text, sorted(answer, key=lambda figure: figure.start))


_OF_WHOM = re.compile(r"\bof (?:whom|which|these|those)\b", re.IGNORECASE)


def _with_parts(text: str, figures: list[Mark]) -> list[Mark]:
    """'712 children, of whom 44 (6.2%) ...': the 44 is the numerator of its share; the whole is a figure of its own."""
    answer = list(figures)
    for whole, part, share in zip(figures, figures[1:], figures[2:]):
        bare = whole.unit is None and part.unit is None and share.unit is Unit.PERCENT and share.numerator is None
        if not bare or not whole.value or part.value is None or share.value is None:
            continue
        said = _OF_WHOM.search(text[whole.end : share.start])
        bracket = re.fullmatch(r"\s?(?:of (?:whom|which)\s)?\(", text[part.end : share.start])
        if said and bracket and abs(100 * part.value / whole.value - share.value) <= Decimal("0.6"):
            joined = replace(
                share, numerator=part.value, denominator=whole.value, numerals=share.numerals + part.numerals
            )
            answer = [joined if f is share else f for f in answer if f is not part]
    return answer


def _without_bounds(text: str, figures: list[Mark]) -> tuple[list[Mark], list[tuple[int, int]]]:
    """'fell below 81%' says no value; 'just below the 80% target' and 'above the average (218)' do."""
    kept, bounds = [], []
    for figure in figures:
        before, after = text[max(0, figure.start - 24) : figure.start], text[figure.end : figure.end + 40]
        hit = _BOUND.search(before)
        named = re.match(
            r"\)?\s?(?:(?:internal|local|national|statistical|stat|regional|council|annual|corporate"
            r")\s)*(?:neighbour|target|average|benchmark|national|england|threshold|figure)",
            after,
            re.IGNORECASE,
        )
        role_ahead = vocabulary("role").pattern.match(after.lstrip())
        just = re.search(r"\bjust (?:over|under|below|above)\s(?:the\s)?$", before, re.IGNORECASE)
        if hit and not named and not role_ahead and not just and figure.numerals and not figure.worded:
            bounds += list(figure.numerals)
        else:
            kept.append(figure)
    return kept, bounds


def _suppressed(text: str) -> list[Mark]:
    """Marks of a redaction where a number can be seen to be missing: 'from █ in June', 'was XX%'.

    Redacted sentences have none.
    """
    runs = list(_REDACTED.finditer(text))
    found = []
    for hit in runs:
        before, after = text[max(0, hit.start() - 12) : hit.start()], text[hit.end("mark") : hit.end("mark") + 12]
        if any(
            other is not hit and 0 <= min(abs(other.start() - hit.end()), abs(hit.start() - other.end())) <= 1
            for other in runs
        ):
            continue
        seen = (
            bool(hit["unit"]) or (_BEFORE_GAP.search(before) and _AFTER_GAP.match(after)) or _COUNTED_GAP.match(after)
        )
        if seen and re.search(r"[a-z]{3}", text):
            unit = Unit.PERCENT if hit["unit"] else None
            found.append(Mark(hit.start(), hit.end(), None, unit, (), suppressed=True, note="redacted in the source"))
    return found


def spans_of(masked: Iterable[Masked]) -> list[tuple[int, int]]:
    """Offsets of masked numerals."""
    return [(m.start, m.end) for m in masked]


_NONE = re.compile(
    r"(?:^|(?<!where )(?<!if )(?<!when )(?<!that )\bthere (?:were|was|have been|has been|are|is)\s|\bwith\s)"
    r"(?P<word>no|none|zero)\b"
    r"(?!\s(?:further|longer|change|significant|data|concern|real|clear|doubt|more|other"
    r"|single|trend|information|detail|record|indication|benchmark|comparison|target|known"
    r"|reason|issue|impact|national|evidence))",
    re.IGNORECASE,
)
_SPELT = re.compile(
    rf"(?:^|\bthere (?:were|was|have been|are)\s|\b(?:just|only|all|by|to|from)\s)"
    rf"(?P<word>{_SMALL})\s(?=(?:[\w-]+\s){{0,3}}?(?:children|young people|care leavers"
    rf"|families|adoptions|referrals|assessments|incidents|plans|households|carers|exclusions"
    rf")\b)",
    re.IGNORECASE,
)


_SPELT_POINTS = re.compile(
    rf"\b(?P<word>{_SMALL})\s(?=percentage points?\b|points?\s(?:more|fewer|less|higher|lower|up|down|better|worse"
    r"|above|below|over|under|on|short)\b)",
    re.IGNORECASE,
)
NONE_OF = re.compile(
    r"(?P<word>none)\sof\s(?:which|whom|these|those|them|the|our)\b(?:\s\d+)?(?:\s[\w-]+){0,3}?"
    r"\s(?:was|were|is|are|has|have|had|resulted|led|came|went|required|needed)\b",
    re.IGNORECASE,
)
"""'23 complaints, none of which were upheld': nought of a part, whether or not the catalogue has a measure of it."""


def worded_marks(text: str) -> list[Mark]:
    """Figures written as words where a count stands: 'No exclusions', 'There were three adoptions'.

    For the measure to confirm.
    """
    found: list[Mark] = []
    for pattern in (NONE_OF, _NONE, _SPELT, _SPELT_POINTS):
        for hit in pattern.finditer(text):
            word = hit["word"].lower()
            unit = Unit.POINTS if pattern is _SPELT_POINTS else Unit.COUNT
            value = Decimal(0) if word in {"no", "none", "zero"} else Decimal(_WORDS[word])
            start, end = hit.span("word")
            if any(mark.start == start for mark in found):
                continue
            found.append(
                Mark(start, end, value, unit, (), note="stated in words", worded=True, nought_of=pattern is NONE_OF)
            )
    return found
