"""Figures that several numerals say together: ranges, fractions beside their share, 'one in five'."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from nlp.marks import Mark, number_of
from normalise.number_words import SMALL_WORDS
from records.observation import Unit

_FRACTION = re.compile(
    r"(?P<n>\d[\d,]*)(?P<of>\s?/\s?|\s(?:out )?of (?:the |our |a total of |all |these |those "
    r")?)(?P<d>\d[\d,]*)(?![\d.,]*\d|\s?%)",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"\b(?P<n>one|two|three|1|2|3) in (?:every )?(?P<d>{SMALL_WORDS}|\d{{1,2}})\b(?!\s?%)", re.IGNORECASE
)
_OF_WHOM = re.compile(r"\bof (?:whom|which|these|those)\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\b(?:between|ranging from|ranged? (?:from|of|between)|range of"
    r"|range (?:over|in|for|across)\s[^.;,\d]{3,30}\s(?:is|was|from))\s$",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s?[-–]\s?")
_TO = re.compile(r"\s(?:to|and)\s")
_TO_OR_AND = re.compile(r"\s(?:and|to|&)\s")


def with_ranges(text: str, figures: list[Mark]) -> list[Mark]:
    """'88%-93%', 'between 10 and 14 per cent', 'from 10 to 12%': ends of a range, the first unit read back from
    the second.
    """
    answer = list(figures)
    for place in range(len(answer) - 1):
        low, high = answer[place], answer[place + 1]
        gap = text[low.end : high.start]
        dash = _DASH.fullmatch(gap)
        between = _TO_OR_AND.fullmatch(gap) and _BETWEEN.search(text[: low.start][-50:])
        to = _TO.fullmatch(gap)
        many = high.unit is Unit.PERCENT and low.value is not None and low.value > 100  # '3,016 and 18.2%'
        if (
            (dash or to)
            and low.unit is None
            and not many
            and high.unit in {Unit.PERCENT, Unit.DAYS, Unit.WEEKS, Unit.PER_10K}
        ):
            low = replace(low, unit=high.unit)
        if (dash or between) and low.value is not None and high.value is not None and low.value < high.value:
            low, high = replace(low, range_of=0), replace(high, range_of=1, sign=None)
        answer[place], answer[place + 1] = low, high
    return answer


def with_fractions(text: str, figures: list[Mark]) -> list[Mark]:
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
    figures = _with_part_behind(text, figures)
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
    return _with_counts(text, _with_parts(text, sorted(answer, key=lambda figure: figure.start)))


def _with_part_behind(text: str, figures: list[Mark]) -> list[Mark]:
    """'94.9% of the 256 reviews were in time (243)': one figure, the share, with its numerator and denominator."""
    answer = list(figures)
    for share, whole, part in zip(figures, figures[1:], figures[2:]):
        bare = share.unit is Unit.PERCENT and share.numerator is None and whole.unit is None and part.unit is None
        of = re.fullmatch(r"\sof (?:the |our |all |these |those )*", text[share.end : whole.start], re.IGNORECASE)
        gap = text[whole.end : part.start]
        if bare and of and gap.endswith(" (") and not re.search(r"[.;()]", gap[:-1]) and _is_share(part, whole, share):
            numerals = share.numerals + part.numerals + whole.numerals
            answer = [f for f in answer if f not in (share, whole, part)]
            answer.append(replace(share, numerator=part.value, denominator=whole.value, numerals=numerals))
    return sorted(answer, key=lambda figure: figure.start)


_COUNT_BEHIND = re.compile(
    r"\s(?:children|young people|people|cases|families|plans|referrals|contacts|assessments|reviews|visits|conferences"
    r"|care leavers|carers|episodes|posts|workers|placements)\)",
    re.IGNORECASE,
)


_THEN = re.compile(
    r"\)(?:\s(?:were|was|are|had|have|has|became|came|started|left|ceased|received|ended|went|led|resulted|progressed)\b"
    r"|\s?(?:[.;]|$))",
    re.IGNORECASE,
)
_THEN_DID = re.compile(
    r"\)\s(?:were|was|are|had|have|has|became|came|started|left|ceased|received|went|led|resulted|progressed|met)\b",
    re.I,
)
_IN_STATE = re.compile(
    r"\sof\s(?!(?:the )?target)[^\d.;,()%]{3,80}?\b(?:were|was|are|is|had|have|has)\s"
    r"(?!(?:\w+\s){0,3}?(?:targets?|average|from|than|compared|up|down|higher|lower|increase|decrease|national\w*)\b)"
    r"[^\d.;,()%]{2,40}\s\(",
    re.IGNORECASE,
)
_IN_SHARES = re.compile(r"\s?\(")


def _whole_of(share: Mark, count: Mark) -> Decimal:
    return 100 * (count.value or Decimal(0)) / share.value if share.value else Decimal(0)


def _bare_counts(text: str, figures: list[Mark]) -> set[int]:
    """Where the bare counts start that are the numerators of the share before them: '73% (92) and 27% (34)'.

    Surely so where they are more than any share can be, are of one whole, or stand behind what the share is of
    ('63% of those were male (79)'); '94% (96)' alone may be last year's.
    """
    found: list[tuple[Mark, Mark]] = []
    sure: set[int] = set()
    for share, count in zip(figures, figures[1:]):
        whole = count.value is not None and count.value == count.value.to_integral_value()
        plain = count.unit is None and not count.sign and text[count.end : count.end + 1] == ")"
        if share.unit is not Unit.PERCENT or share.numerator is not None or not whole or not plain or count.worded:
            continue
        gap = text[share.end : count.start]
        if _IN_SHARES.fullmatch(gap):
            found.append((share, count))
            exact = share.value != share.value.to_integral_value() if share.value is not None else False
            if exact and _THEN_DID.match(text, count.end):
                sure.add(count.start)  # '29.8% (42) resulted': with decimals it would be last year's
            if (count.value or 0) > 100 and _THEN.match(text, count.end):
                sure.add(count.start)
        elif _IN_STATE.fullmatch(gap):
            sure.add(count.start)
    for (share, count), (other, beside) in zip(found, found[1:]):
        wholes = _whole_of(share, count), _whole_of(other, beside)
        if min(wholes) and abs(wholes[0] - wholes[1]) <= max(wholes) * max(
            Decimal("0.5") / min(f.value for f in (share, other) if f.value), Decimal("0.01")
        ):
            sure |= {count.start, beside.start}
    return sure


_EQUALS = re.compile(r"\s?=\s?")


def _with_counts(text: str, figures: list[Mark]) -> list[Mark]:
    """'87% (143 cases)': one figure, the share, with its numerator."""
    answer = list(figures)
    sure = _bare_counts(text, figures)
    for share, count in zip(figures, figures[1:]):
        bare = count.unit is None and share.unit is Unit.PERCENT and share.numerator is None and count.value is not None
        gap = text[share.end : count.start]
        equal = _EQUALS.fullmatch(text[share.end : count.start])
        if equal and share.unit is None and count.unit is Unit.PERCENT and count.numerator is None:
            joined = replace(count, numerator=share.value, numerals=count.numerals + share.numerals)
            answer = [joined if f is count else f for f in answer if f is not share]  # '19 = 13%'
        behind = _IN_SHARES.fullmatch(gap) and _COUNT_BEHIND.match(text, count.end) and count.numerator is None
        if bare and (behind or count.start in sure):
            answer = [f for f in answer if f is not count]
            joined = replace(share, numerator=count.value, numerals=share.numerals + count.numerals)
            answer = [joined if f is share else f for f in answer]
    return answer


_OF_WHOM_OPENS = re.compile(r"\s?(?:of (?:whom|which)\s)?\(")


def _with_parts(text: str, figures: list[Mark]) -> list[Mark]:
    """'712 children, of whom 44 (6.2%) ...': the 44 is the numerator of its share; the whole is a figure of its own."""
    answer = list(figures)
    for place, (part, share) in enumerate(zip(figures[1:], figures[2:]), start=1):
        bare = part.unit is None and share.unit is Unit.PERCENT and share.numerator is None
        bracket = _OF_WHOM_OPENS.fullmatch(text[part.end : share.start])
        if not bare or not bracket or part.value is None or share.value is None:
            continue
        wholes = [f for f in figures[max(0, place - 3) : place] if f.unit is None and _is_share(part, f, share)]
        if wholes and _OF_WHOM.search(text[wholes[-1].end : share.start]):
            numerals = share.numerals + part.numerals
            joined = replace(share, numerator=part.value, denominator=wholes[-1].value, numerals=numerals)
            answer = [joined if f is share else f for f in answer if f is not part]
    return answer


def _is_share(part: Mark, whole: Mark, share: Mark) -> bool:
    if not whole.value or part.value is None or share.value is None:
        return False
    return abs(100 * part.value / whole.value - share.value) <= Decimal("0.6")


def _is_said_exactly(text: str, end: int, figure: Mark, share: Decimal) -> bool:
    near = 0 <= figure.start - end < 40 and text[: figure.start].rstrip()[-1:] in {"(", ",", "–", "-"}
    return near and figure.unit is Unit.PERCENT and figure.value is not None and abs(figure.value - share) <= 2


def with_shares_in_words(text: str, figures: list[Mark]) -> list[Mark]:
    """'One in six of these': a share that words say; where it is said exactly too, '(16.5%)', one figure."""
    for hit in _ONE_IN.finditer(text):
        share = (100 * number_of(hit["n"]) / number_of(hit["d"])).quantize(Decimal("0.1")).normalize()
        inside = tuple(f.numerals[0] for f in figures if hit.start() <= f.start < hit.end()) or (hit.span(),)
        exact = next((f for f in figures if _is_said_exactly(text, hit.end(), f, share)), None)
        figures = [f for f in figures if not hit.start() <= f.start < hit.end() and f is not exact]
        if exact:
            figures.append(replace(exact, numerals=exact.numerals + inside))
            continue
        numerals = tuple(span for span in inside if span != hit.span())
        note = f"said as '{hit.group()}'"
        value = Decimal(f"{share:f}")
        figures.append(Mark(hit.start(), hit.end(), value, Unit.PERCENT, numerals, note=note, worded=True))
    return sorted(figures, key=lambda figure: figure.start)
