"""A cell's text -> Figures: '118 of 194 (60.8%)' -> value, unit, numerator, denominator.

A cell must be a figure from end to end, in one of the forms below; a date, a name or a sentence that merely holds
digits gives nothing. Finding figures inside sentences is the work of `nlp/claims.py`, on the same forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from normalise.bounds import bounded, range_of, relative
from normalise.periods import PeriodUnclear, read_period
from normalise.printed_numbers import (
    COUNTED,
    NUM,
    PCT,
    POINTS,
    is_year_like,
    joined,
    plain_text,
    read_number,
    unit_behind,
    value_of,
)
from records.observation import Figure, Unit
from records.period import Period

LONGEST_FIGURE = 100
"""Characters; what is longer is prose."""
_SUPPRESSED = re.compile(r"[\[(]?(?P<symbol>c|x|z|u|low)[\])]?|\*{1,5}|suppressed|\[?redacted\]?")
"""Marks by which statistics say that a value is not shown. Source: GSS symbols, old (x, z, u, *) and new ([c])."""
_ARROWS = "↑↓→←↔↕↗↘↖↙▲▼△▽►◄▶◀⬆⬇➡⬅⇧⇩⇨⇦⇑⇓⇒⇔▴▾⭡⭣"
_LEAD = re.compile(rf"^[\s{_ARROWS}\ue000-\uf8ff●•]+")
_TRAIL = re.compile(rf"[\s{_ARROWS}\ue000-\uf8ff●•;:]+$")
_FOOTNOTE = re.compile(r"\s?(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[(?:note )?\d{1,2}\]|\(?[pre]\)?|[†‡§#^]+|\*{1,3})$")
_FOOTNOTE_MEANING = {"p": "provisional", "r": "revised", "e": "estimated"}


def read_figures(text: str) -> list[Figure]:
    """The figures that a cell's text prints, in order; empty where it prints none.

    One figure for a share with its parts ('118 of 194 60.8%'), two for a range ('14-20': a lower and an upper bound).
    '-', 'n/a', 'tbc', money, dates, names and prose give none. `value_text` is always a part of `text`.
    Source: gold/README.md, rules 8 and 9; rotherham-2020-12, pages 2 to 4, "Target and Tolerances".
    """
    if len(text) > LONGEST_FIGURE:
        return []
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
                    figure, value_text=_as_published(figure, text, published, start), note=joined(figure.note, note)
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
    if re.fullmatch(r"[█▇▆]+%?|■{2,}%?|X{2,}%?|(?:X ){1,}X", inner):
        return Figure(value_text=inner, value=None, suppressed=True, note="redacted in the source")
    found = _SUPPRESSED.fullmatch(inner.lower())
    if found and inner != "X":  # a single capital X is a tick in a box
        return Figure(value_text=inner, value=None, suppressed=True, symbol=found["symbol"])
    return None


def _share_with_parts(inner: str) -> list[Figure] | None:
    """'118 of 194 60.8%', '60.8% (118/194)', '972 of 1666', '118 out of 194'."""
    parts = rf"(?P<n>{NUM})\s?(?:of|out of|/)\s?(?P<d>{NUM})"
    patterns = (
        rf"{parts}\s?[(\[]?\s?(?:=\s?|-\s)?(?P<share>{NUM}\s?%)[)\]]?",
        rf"(?P<share>{NUM}\s?%)\s?(?:-\s)?[(\[]?\s?{parts}[)\]]?",
    )
    for pattern in patterns:
        found = re.fullmatch(pattern, inner, re.IGNORECASE)
        if found:
            if "/" in found[0] and is_year_like(found["n"], found["d"]):
                return None
            value = value_of(found["share"].rstrip("% "))
            over, under = value_of(found["n"]), value_of(found["d"])
            if value is None or over is None or under is None:
                return []
            return [Figure(found["share"], value, Unit.PERCENT, over, under)]
    found = re.fullmatch(rf"[(\[]?{parts}[)\]]?", inner, re.IGNORECASE)
    if not found:
        return None
    over, under = value_of(found["n"]), value_of(found["d"])
    if over is None or under is None or over > under:
        return []
    # '12/15' may be a date and '19/20' a year: with a slash only where it can be neither.
    if "/" in inner and (under <= 31 or is_year_like(found["n"], found["d"])):
        return []
    return [Figure(inner.strip("()[]"), over, Unit.COUNT, over, under)]


def _with_bracket(inner: str) -> list[Figure] | None:
    """'7.84% (19)', '23 (4.1%)', '23 4.1%', '12.3% (2017)', '345 (+5)'."""
    found = re.fullmatch(
        rf"(?P<main>{NUM})(?P<tail>{PCT}|{POINTS})?\s?[(\[]\s?(?P<inside>[^()\[\]]+?)\s?[)\]]", inner, re.IGNORECASE
    )
    if not found:
        side = re.fullmatch(rf"(?P<n>\d[\d,]*)\s(?:/\s|-\s|\|\s)?(?P<share>{NUM}\s?%)", inner)
        if not side:
            return None
        part, whole = value_of(side["n"]), value_of(side["share"].rstrip("% "))
        return [] if part is None or whole is None else [Figure(side["share"], whole, Unit.PERCENT, part)]
    main, tail, inside = found["main"], found["tail"] or "", found["inside"]
    value = value_of(main)
    _, unit = unit_behind(tail)
    if value is None:
        return []
    printed = main + tail
    year = _bracket_period(inside)
    if year:
        return [Figure(printed, value, unit, year=year[0], note=f"published as ({inside}), {year[1]}")]
    share = re.fullmatch(rf"(?P<share>{NUM}\s?%)", inside)
    if share and unit is None and not share["share"].startswith(("+", "-")):
        amount = value_of(share["share"].rstrip("% "))
        return [] if amount is None else [Figure(share["share"], amount, Unit.PERCENT, value)]
    if re.fullmatch(rf"{NUM}\s?(?:%|pp|ppts?)?", inside):
        if inside.startswith(("+", "-")):
            return [Figure(printed, value, unit, note=f"a change of {inside} is printed with it")]
        count = value_of(inside.rstrip("% pts"))
        if count is not None and unit is Unit.PERCENT and inside.replace(",", "").isdigit():
            return [Figure(printed, value, unit, numerator=count)]
        return []
    if re.fullmatch(rf"(?:n|N)\s?=\s?({NUM})", inside) and unit is Unit.PERCENT:
        return [Figure(printed, value, unit, denominator=read_number(inside.split("=")[1].strip()))]
    counted = re.fullmatch(rf"(\d[\d,]*) (?:{COUNTED})", inside, re.IGNORECASE)
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


def _plain(inner: str) -> list[Figure] | None:
    """'1,730', '-33%', '16.5 weeks', '~50', '0.5 pp'."""
    found = re.fullmatch(
        rf"(?P<about>~|≈|c\.\s?|circa |approx\.? |about )?(?P<n>{NUM})(?P<tail>.*)", inner, re.IGNORECASE
    )
    if not found:
        return None
    known, unit = unit_behind(found["tail"].rstrip(".,"))
    value = value_of(found["n"]) if known else None
    if value is None:
        return []
    printed = found["n"] + (found["tail"] if unit is Unit.PERCENT else "")
    return [Figure(printed, value, unit, note="approximate" if found["about"] else None)]


_FORMS: tuple[Callable[[str], list[Figure] | None], ...] = (
    _share_with_parts,
    _with_bracket,
    relative,
    range_of,
    bounded,
    _plain,
)
"""Tried in order; a form that knows the text but finds no figure in it ends the search."""
