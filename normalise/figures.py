"""A cell's text -> Figures: '118 of 194 (60.8%)' -> value, unit, numerator, denominator.

A cell must be a figure from end to end, in one of the forms below; a date, a name or a sentence that merely holds
digits gives nothing. Finding figures inside sentences is the work of `nlp/claims.py`, on the same forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from normalise.periods import PeriodUnclear, read_period
from records.observation import Figure, Unit
from records.period import Period

NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+"
"""A printed number. A sign belongs to it; a full stop behind it does not."""

_NUM = rf"(?:{NUMBER})"
_PCT = r"(?:\s?(?:%|per\s?cent|percent|pct))"
_POINTS = r"(?:\s?(?:pps?|ppts?|p\.p\.|percentage points?|%\s?(?:points?|pts?)|pts?))"
_BOUND = r"(?:<=|>=|=<|=>|<|>|≤|≥)"
_WORD_BOUNDS = {
    "<": "less than|fewer than|lower than|under|below",
    ">": "more than|greater than|higher than|over|above",
    ">=": "at least|minimum of|minimum|min|no less than",
    "<=": "at most|up to|maximum of|maximum|max|no more than",
}
_TAIL_BOUNDS = {
    ">=": r"\+|(?:or|and) (?:more|above|over|higher|greater|better)",
    "<=": "(?:or|and) (?:less|below|under|fewer|lower)",
}
_BOUND_WORDS = "|".join(_WORD_BOUNDS.values())
_PLAIN_BOUNDS = {"=<": "<=", "=>": ">=", "≤": "<=", "≥": ">="}

_SUPPRESSED = re.compile(r"[\[(]?(?P<symbol>c|x|z|u|low)[\])]?|\*{1,5}|suppressed|\[?redacted\]?")
"""Marks by which statistics say that a value is not shown. Source: GSS symbols, old (x, z, u, *) and new ([c])."""

_SPAN_UNITS = {
    "day": Unit.DAYS,
    "week": Unit.WEEKS,
    "wk": Unit.WEEKS,
    "month": Unit.MONTHS,
    "year": Unit.YEARS,
    "yr": Unit.YEARS,
}
_COUNTED = (
    r"children|child|young people|young person|cyp|people|persons?|families|family|cases?|plans?|referrals?|contacts?"
    r"|households?|carers?|fte|incidents?|episodes?|visits?|pupils?|adults?"
)
_UNIT_TAIL = re.compile(
    rf"(?P<span>(?:working |calendar |school )?(?:days?|weeks?|wks?|months?|years?|yrs?))"
    r"|(?P<tenk>(?:per|/)\s?10(?:,?000|k)\b.*)|(?P<hundredk>(?:per|/)\s?100(?:,?000|k)\b.*)"
    rf"|(?P<counted>{_COUNTED})",
    re.IGNORECASE,
)
_ARROWS = "↑↓→←↔↕↗↘↖↙▲▼△▽►◄▶◀⬆⬇➡⬅⇧⇩⇨⇦⇑⇓⇒⇔▴▾⭡⭣"
_LEAD = re.compile(rf"^[\s{_ARROWS}\ue000-\uf8ff●•]+")
_TRAIL = re.compile(rf"[\s{_ARROWS}\ue000-\uf8ff●•;:]+$")
_FOOTNOTE = re.compile(r"\s?(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[(?:note )?\d{1,2}\]|\(?[pre]\)?|[†‡§#^]+|\*{1,3})$")
_FOOTNOTE_MEANING = {"p": "provisional", "r": "revised", "e": "estimated"}
_RELATIVE = re.compile(
    r"[\s/()+]|above|below|over|under|either|side|range|limits?|of|or|and|more|less|than|within|from|the|target|average"
    r"|points?|pp|away",
    re.IGNORECASE,
)
_SAME_LENGTH = str.maketrans("−–—‐‑﹣\u00a0\u2009\u202f％’⩽⩾", "------   %'≤≥")


def plain_text(text: str) -> str:
    """The text with one sign for each kind of dash, space and per cent; as long as before, so that offsets hold."""
    return text.translate(_SAME_LENGTH)


def read_number(text: str) -> Decimal:
    """'1,730' -> 1730, '-33' -> -33. Raises decimal.InvalidOperation for anything else."""
    return Decimal(text.replace(",", "").replace(" ", "").rstrip("%"))


def read_figures(text: str) -> list[Figure]:
    """The figures that a cell's text prints, in order; empty where it prints none.

    One figure for a share with its parts ('118 of 194 60.8%'), two for a range ('14-20': a lower and an upper bound).
    '-', 'n/a', 'tbc', money, dates, names and prose give none. `value_text` is always a part of `text`.
    Source: gold/README.md, rules 8 and 9; rotherham-2020-12, pages 2 to 4, "Target and Tolerances".
    """
    published = plain_text(text)
    start, end, note = _inner(published)
    inner = published[start:end]
    if not inner or re.search(r"[£$€]", inner):
        return []
    hidden = _suppressed(inner)
    if hidden:
        return [replace(hidden, value_text=text[start:end])]
    for form in _FORMS:
        found = form(inner)
        if found is not None:
            return [
                replace(
                    figure, value_text=_as_published(figure, text, published, start), note=_joined(figure.note, note)
                )
                for figure in found
            ]
    return []


def _as_published(figure: Figure, text: str, published: str, start: int) -> str:
    """The printed span of a figure, with the signs of the source."""
    place = published.find(figure.value_text, start)
    return text[place : place + len(figure.value_text)] if place >= 0 else figure.value_text


def _inner(published: str) -> tuple[int, int, str | None]:
    """Offsets of what is left without arrows, footnote marks and white space, and what a mark says."""
    start, end, note = 0, len(published), None
    while True:
        before = (start, end)
        inner = published[start:end]
        lead, trail = _LEAD.search(inner), _TRAIL.search(inner)
        if lead:
            start += lead.end()
            continue
        if trail:
            end = start + trail.start()
            continue
        mark = _FOOTNOTE.search(inner)
        if mark and mark.start() > 0 and re.search(r"\d[%)]?$", inner[: mark.start()]):
            letter = mark[0].strip(" ()").lower()
            note = _FOOTNOTE_MEANING.get(letter, note)
            end = start + mark.start()
        if (start, end) == before:
            return start, end, note


def _suppressed(inner: str) -> Figure | None:
    if re.fullmatch(r"[█■▇▆]+%?|X{2,}%?|(?:X ){1,}X", inner):
        return Figure(value_text=inner, value=None, suppressed=True, note="redacted in the source")
    found = _SUPPRESSED.fullmatch(inner.lower())
    if found and inner != "X":  # a single capital X is a tick in a box
        return Figure(value_text=inner, value=None, suppressed=True, symbol=found["symbol"])
    return None


def _joined(*notes: str | None) -> str | None:
    return "; ".join(note for note in notes if note) or None


def _bare(printed: str) -> Decimal | None:
    """The value of a number; None where it cannot be one ('007', '1,23')."""
    digits = printed.lstrip("+-")
    if re.match(r"0\d", digits):
        return None
    return read_number(printed)


def _tail_unit(tail: str) -> tuple[bool, Unit | None]:
    """Whether the words behind a number are a unit, and which."""
    if not tail:
        return True, None
    if re.fullmatch(_PCT, tail, re.IGNORECASE):
        return True, Unit.PERCENT
    if re.fullmatch(_POINTS, tail, re.IGNORECASE):
        return True, Unit.POINTS
    found = _UNIT_TAIL.fullmatch(tail.strip())
    if not found:
        return False, None
    if found["span"]:
        return True, _SPAN_UNITS[found["span"].split()[-1].lower().rstrip("s")]
    return True, Unit.PER_10K if found["tenk"] else Unit.PER_100K if found["hundredk"] else Unit.COUNT


def _share_with_parts(inner: str) -> list[Figure] | None:
    """'118 of 194 60.8%', '60.8% (118/194)', '972 of 1666', '118 out of 194'."""
    parts = rf"(?P<n>{_NUM})\s?(?:of|out of|/)\s?(?P<d>{_NUM})"
    patterns = (
        rf"{parts}\s?[(\[]?\s?(?:=\s?|-\s)?(?P<share>{_NUM}\s?%)[)\]]?",
        rf"(?P<share>{_NUM}\s?%)\s?(?:-\s)?[(\[]?\s?{parts}[)\]]?",
    )
    for pattern in patterns:
        found = re.fullmatch(pattern, inner, re.IGNORECASE)
        if found:
            if "/" in found[0] and _is_year_like(found["n"], found["d"]):
                return None
            value = _bare(found["share"].rstrip("% "))
            over, under = _bare(found["n"]), _bare(found["d"])
            if value is None or over is None or under is None:
                return []
            return [Figure(found["share"], value, Unit.PERCENT, over, under)]
    found = re.fullmatch(rf"[(\[]?{parts}[)\]]?", inner, re.IGNORECASE)
    if not found:
        return None
    over, under = _bare(found["n"]), _bare(found["d"])
    if over is None or under is None or over > under:
        return []
    # '12/15' may be a date and '19/20' a year: with a slash only where it can be neither.
    if "/" in inner and (under <= 31 or _is_year_like(found["n"], found["d"])):
        return []
    return [Figure(inner.strip("()[]"), over, Unit.COUNT, over, under)]


def _is_year_like(first: str, second: str) -> bool:
    """True for 2019/20, 19-20, 2019-2020: the second names the year after the first."""
    if not (first.isdigit() and second.isdigit() and len(first) in {2, 4} and len(second) in {2, 4}):
        return False
    return int(second[-2:]) == (int(first[-2:]) + 1) % 100 and len(second) <= len(first)


def _with_bracket(inner: str) -> list[Figure] | None:
    """'7.84% (19)', '23 (4.1%)', '23 4.1%', '12.3% (2017)', '345 (+5)'."""
    found = re.fullmatch(
        rf"(?P<main>{_NUM})(?P<tail>{_PCT}|{_POINTS})?\s?[(\[]\s?(?P<inside>[^()\[\]]+?)\s?[)\]]", inner, re.IGNORECASE
    )
    if not found:
        side = re.fullmatch(rf"(?P<n>\d[\d,]*)\s(?:/\s|-\s|\|\s)?(?P<share>{_NUM}\s?%)", inner)
        if not side:
            return None
        part, whole = _bare(side["n"]), _bare(side["share"].rstrip("% "))
        return [] if part is None or whole is None else [Figure(side["share"], whole, Unit.PERCENT, part)]
    main, tail, inside = found["main"], found["tail"] or "", found["inside"]
    value = _bare(main)
    _, unit = _tail_unit(tail)
    if value is None:
        return []
    printed = main + tail
    year = _bracket_period(inside)
    if year:
        return [Figure(printed, value, unit, year=year[0], note=f"published as ({inside}), {year[1]}")]
    share = re.fullmatch(rf"(?P<share>{_NUM}\s?%)", inside)
    if share and unit is None and not share["share"].startswith(("+", "-")):
        amount = _bare(share["share"].rstrip("% "))
        return [] if amount is None else [Figure(share["share"], amount, Unit.PERCENT, value)]
    if re.fullmatch(rf"{_NUM}\s?(?:%|pp|ppts?)?", inside):
        if inside.startswith(("+", "-")):
            return [Figure(printed, value, unit, note=f"a change of {inside} is printed with it")]
        count = _bare(inside.rstrip("% pts"))
        if count is not None and unit is Unit.PERCENT and inside.replace(",", "").isdigit():
            return [Figure(printed, value, unit, numerator=count)]
        return []
    if re.fullmatch(rf"(?:n|N)\s?=\s?({_NUM})", inside) and unit is Unit.PERCENT:
        return [Figure(printed, value, unit, denominator=read_number(inside.split("=")[1].strip()))]
    counted = re.fullmatch(rf"(\d[\d,]*) (?:{_COUNTED})", inside, re.IGNORECASE)
    if counted and unit is Unit.PERCENT:
        return [Figure(printed, value, unit, numerator=read_number(counted[1]))]
    return None


def _bracket_period(inside: str) -> tuple[Period, str] | None:
    """A year or month printed behind a figure; a bare year is the year ended March (gold/README.md, rule 5)."""
    if re.fullmatch(r"(?:19|20)\d\d", inside):
        return Period.financial_year(int(inside) - 1), f"taken as the year ended March {inside}"
    if not re.search(r"[A-Za-z/]|\d\d-\d\d", inside):
        return None
    try:
        return read_period(inside), "the period printed with the figure"
    except PeriodUnclear:
        return None


def _relative(inner: str) -> list[Figure] | None:
    """'more than +/-15', '+/-5 of 158.8', '1+ above range limit', 'within 5% of target': tolerances about a target."""
    about = re.fullmatch(
        rf"(?:within )?(?:\+\s?/?\s?-|±)\s?(?P<by>{_NUM}%?) of (?P<target>{_NUM})(?P<pct>\s?%)?", inner, re.IGNORECASE
    )
    if about:
        note = f"target is within {about['by']} above or below {about['target']}"
        unit = Unit.PERCENT if about["pct"] else None
        return [Figure(about["target"] + (about["pct"] or ""), read_number(about["target"]), unit, note=note)]
    spread = re.fullmatch(
        rf"(?P<bound>{_BOUND_WORDS}|{_BOUND})?\s?(?:\+\s?/?\s?-|±)\s?(?P<n>\d[\d,.]*)(?P<pct>\s?%)?(?P<rest>.*)",
        inner,
        re.IGNORECASE,
    )
    if spread and not _RELATIVE.sub("", spread["rest"]):
        bound = _operator(spread["bound"])
        said = _joined("relative to the target, above or below it", _said(bound))
        unit = Unit.PERCENT if spread["pct"] else None
        return [Figure(spread["n"], read_number(spread["n"].rstrip(".,")), unit, operator=bound, note=said)]
    limit = re.fullmatch(
        rf"(?P<bound>{_BOUND_WORDS}|{_BOUND})?\s?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<pct>\s?%)?(?P<plus>\+)?"
        r"(?P<rest>(?: |\s?/).*(?:range|limit|target|average|either side).*)",
        inner,
        re.IGNORECASE,
    )
    if limit and not _RELATIVE.sub("", limit["rest"]):
        reach = ">=" if limit["plus"] else _operator(limit["bound"])
        unit = Unit.PERCENT if limit["pct"] else None
        said = _joined("relative:" + limit["rest"], _said(reach))
        printed = limit["n"] + (limit["pct"] or "")
        return [Figure(printed, read_number(limit["n"]), unit, operator=reach, note=said)]
    return None


def _operator(printed: str | None) -> str | None:
    if not printed:
        return None
    for operator, words in (*_WORD_BOUNDS.items(), *_TAIL_BOUNDS.items()):
        if re.fullmatch(words, printed, re.IGNORECASE):
            return operator
    return _PLAIN_BOUNDS.get(printed, printed)


def _said(operator: str | None) -> str | None:
    return f"operator {operator}" if operator else None


def _range(inner: str) -> list[Figure] | None:
    """'14-20', '85% - 90%', '>=85% and <90%', 'between 5 and 10': a lower and an upper bound."""
    found = re.fullmatch(
        rf"(?:between )?(?P<lb>{_BOUND})?\s?(?P<low>\d[\d,]*(?:\.\d+)?)(?P<lp>\s?%)?(?P<lt>[<>])?"
        rf"\s?(?:-|to|and|&|,)?\s?(?P<hb>{_BOUND})?\s?(?P<high>\d[\d,]*(?:\.\d+)?)(?P<hp>\s?%)?(?P<ht>[<>])?(?P<tail>\s?[A-Za-z].*)?",
        inner,
        re.IGNORECASE,
    )
    if not found:
        return None
    joint = inner[found.end("lp") if found["lp"] else found.end("low") : found.start("high")]
    if not re.search(r"-|to|and|&|[<>≤≥]", joint):
        return None
    low, high = _bare(found["low"]), _bare(found["high"])
    known, unit = _tail_unit((found["tail"] or "").strip())
    plain = not (found["lp"] or found["hp"] or found["lb"] or found["hb"] or found["tail"])
    if (
        low is None
        or high is None
        or low >= high
        or not known
        or (plain and _is_year_like(found["low"], found["high"]))
    ):
        return []
    unit = Unit.PERCENT if found["lp"] or found["hp"] else unit
    lower = _operator(found["lb"]) or ">="
    upper = _operator(found["hb"]) or "<="
    if lower.startswith("<") or upper.startswith(">"):
        return []
    name = f"{found['low']}-{found['high']}"
    return [
        Figure(
            found["low"] + (found["lp"] or ""),
            low,
            unit,
            operator=lower,
            note=f"range {name}: lower end; operator {lower}",
        ),
        Figure(
            found["high"] + (found["hp"] or ""),
            high,
            unit,
            operator=upper,
            note=f"range {name}: upper end; operator {upper}",
        ),
    ]


def _bounded(inner: str) -> list[Figure] | None:
    """'<92%', '92%>', '95%+', 'under 5', '10 or less'. '92%>' is a bound printed behind: above 92."""
    tails = "|".join(_TAIL_BOUNDS.values())
    found = re.fullmatch(
        rf"(?:(?P<before>{_BOUND}|{_BOUND_WORDS})\s?)?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>{_PCT})?"
        rf"\s?(?:(?P<behind>{_BOUND})|(?P<words>{tails}))?(?P<more>\s[A-Za-z].*)?",
        inner,
        re.IGNORECASE,
    )
    if not found or not (found["before"] or found["behind"] or found["words"]):
        return None
    value = _bare(found["n"])
    known, unit = _tail_unit(found["unit"] or (found["more"] or "").strip())
    if value is None or not known or (found["before"] and (found["behind"] or found["words"])):
        return []
    operator = _operator(found["before"] or found["behind"] or found["words"])
    note = f"operator {operator}"
    if found["behind"] and operator:
        note += f" (published after the number: {'below' if operator.startswith('<') else 'above'} it)"
    return [Figure(found["n"] + (found["unit"] or ""), value, unit, operator=operator, note=note)]


def _plain(inner: str) -> list[Figure] | None:
    """'1,730', '-33%', '16.5 weeks', '~50', '0.5 pp'."""
    found = re.fullmatch(
        rf"(?P<about>~|≈|c\.\s?|circa |approx\.? |about )?(?P<n>{_NUM})(?P<tail>.*)", inner, re.IGNORECASE
    )
    if not found:
        return None
    known, unit = _tail_unit(found["tail"].rstrip(".,"))
    value = _bare(found["n"]) if known else None
    if value is None:
        return []
    printed = found["n"] + (found["tail"] if unit is Unit.PERCENT else "")
    return [Figure(printed, value, unit, note="approximate" if found["about"] else None)]


_FORMS: tuple[Callable[[str], list[Figure] | None], ...] = (
    _share_with_parts,
    _with_bracket,
    _relative,
    _range,
    _bounded,
    _plain,
)
"""Tried in order; a form that knows the text but finds no figure in it ends the search."""
