"""Targets and tolerances as cells print them: '<92%', '92%>', '95%+', '14-20', '1+ above range limit'.

Source: rotherham-2020-12, pages 2 to 4, "Target and Tolerances"; gold/README.md, rule 9.
"""

from __future__ import annotations

import re

from normalise.printed_numbers import NUM, PCT, is_year_like, joined, read_number, unit_behind, value_of
from records.observation import Figure, Unit

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
_RELATIVE = re.compile(
    r"[\s/()+]|above|below|over|under|either|side|range|limits?|of|or|and|more|less|than|within|from|the|target|average"
    r"|points?|pp|away",
    re.IGNORECASE,
)


def relative(inner: str) -> list[Figure] | None:
    """'more than +/-15', '+/-5 of 158.8', '1+ above range limit', 'within 5% of target': tolerances about a target."""
    about = re.fullmatch(
        rf"(?:within )?(?:\+\s?/?\s?-|±)\s?(?P<by>{NUM}%?) of (?P<target>{NUM})(?P<pct>\s?%)?", inner, re.IGNORECASE
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
        said = joined("relative to the target, above or below it", _said(bound))
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
        said = joined("relative:" + limit["rest"], _said(reach))
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


def range_of(inner: str) -> list[Figure] | None:
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
    low, high = value_of(found["low"]), value_of(found["high"])
    known, unit = unit_behind((found["tail"] or "").strip())
    plain = not (found["lp"] or found["hp"] or found["lb"] or found["hb"] or found["tail"])
    if low is None or high is None or low >= high or not known or (plain and is_year_like(found["low"], found["high"])):
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


def bounded(inner: str) -> list[Figure] | None:
    """'<92%', '92%>', '95%+', 'under 5', '10 or less'. '92%>' is a bound printed behind: above 92."""
    tails = "|".join(_TAIL_BOUNDS.values())
    found = re.fullmatch(
        rf"(?:(?P<before>{_BOUND}|{_BOUND_WORDS})\s?)?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>{PCT})?"
        rf"\s?(?:(?P<behind>{_BOUND})|(?P<words>{tails}))?(?P<more>\s[A-Za-z].*)?",
        inner,
        re.IGNORECASE,
    )
    if not found or not (found["before"] or found["behind"] or found["words"]):
        return None
    value = value_of(found["n"])
    known, unit = unit_behind(found["unit"] or (found["more"] or "").strip())
    if value is None or not known or (found["before"] and (found["behind"] or found["words"])):
        return []
    operator = _operator(found["before"] or found["behind"] or found["words"])
    note = f"operator {operator}"
    if found["behind"] and operator:
        note += f" (published after the number: {'below' if operator.startswith('<') else 'above'} it)"
    return [Figure(found["n"] + (found["unit"] or ""), value, unit, operator=operator, note=note)]
