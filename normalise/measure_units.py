"""Candidates -> the unit of each one's measure: what the form, the label, the unit column and its neighbours tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from normalise.heading_times import CHANGES
from records.observation import Candidate, Origin, Role, Unit

FEWEST = 3
"""Figures that a line must have before their form tells counts from rates."""
_RATES = frozenset({Unit.PER_10K, Unit.PER_100K, Unit.RATIO, Unit.PERCENT})
BARE_UNITS = frozenset(
    {Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS, Unit.CASES_PER_WORKER, Unit.RATIO, Unit.PER_10K, Unit.PER_100K}
)
"""Units that a page prints as a bare number."""


_LABEL_UNITS: tuple[tuple[str, Unit], ...] = (
    (r"per\s?100(?:,?000|\s?k)\b", Unit.PER_100K),
    (r"per\s?10(?:,?000|\s?k)\b|\b10\s?k pop|\brate per 10\b", Unit.PER_10K),
    (r"\bper\s?1(?:,?000|k)\b", Unit.RATIO),
    (r"^\W*%|\bpercent(?:age)?\b|\bper cent\b|\bproportion\b|\(%\)|%$|(?:^\W*|\| )(?:what )?% ", Unit.PERCENT),
    (r"\bcases per\b|\bcaseloads?\b", Unit.CASES_PER_WORKER),
    (r"\b(?:average|mean|median|ave?|avg)\b[^|]*\bdays\b|\(days\)|\bin days\b|\bdays between\b", Unit.DAYS),
    (r"^\W*(?:number|no\.?) of (?:working |calendar )?days\b", Unit.DAYS),
    (r"\b(?:average|mean|median|ave?|avg)\b[^|]*\bweeks\b|\(weeks\)|\bin weeks\b|\bweeks between\b", Unit.WEEKS),
    (r"\b(?:average|mean|median|ave?|avg)\b[^|]*\bmonths\b(?! rolling)|\(months\)", Unit.MONTHS),
    (r"^\W*(?:total )?(?:the )?(?:number|no\.?|count|total)\b(?: of)?|\(number\)|\bnumber of\b", Unit.COUNT),
)
"""The unit that the words of a label name, in order: 'Number of S47s per 10,000' is a rate."""


_AVERAGE = re.compile(r"average|\bav\b|\bavg\b|\bmean\b|\brate\b", re.IGNORECASE)


def unit_of_label(label: str) -> Unit | None:
    """The unit that a label's own words name; None where they name none."""
    for pattern, unit in _LABEL_UNITS:
        if re.search(pattern, label, re.IGNORECASE):
            return unit
    return None


_UNIT_WORDS: tuple[tuple[str, Unit | None], ...] = (
    (r"100,?000|100k", Unit.PER_100K),
    (r"10,?000|10k|^rate$", Unit.PER_10K),
    (r"\b1,?000\b|\b1k\b", Unit.RATIO),
    (r"%|percent|per cent", Unit.PERCENT),
    (r"average|avg|mean", None),
    (r"\bdays\b", Unit.DAYS),
    (r"\bweeks\b", Unit.WEEKS),
    (r"count|number|^no\.?$|^#$", Unit.COUNT),
    (r"ratio", Unit.RATIO),
)


def unit_of_words(unit_words: str) -> Unit | None:
    """The unit that a unit column names; None for 'Average count' and the like, where only the measure can tell."""
    for pattern, unit in _UNIT_WORDS:
        if re.search(pattern, unit_words, re.IGNORECASE):
            return unit
    return None


def units_of_measures(candidates: Sequence[Candidate]) -> list[Unit | None]:
    """For each candidate the unit of its measure, as far as form, words and its neighbours of the same label tell.

    A change in per cent says nothing of its measure's unit; the figures beside it do. A bare whole number is a count
    only where no figure of the same label is broken.
    """
    rows: dict[tuple[object, ...], set[int | None]] = defaultdict(set)
    for candidate in candidates:
        rows[group_of(candidate)].add(candidate.evidence.row)
    lines: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    keys = [_line_of(candidate, len(rows[group_of(candidate)]) > 1) for candidate in candidates]
    for candidate, key in zip(candidates, keys):
        lines[key].append(candidate)
    counts = _counts_beside_rates(candidates, keys, lines)
    units: list[Unit | None] = []
    for candidate, key in zip(candidates, keys):
        unit = Unit.COUNT if key in counts and candidate.figure.unit is None else _own_unit(candidate)
        if unit is None:
            beside = [one.figure for one in lines[key] if one.role not in CHANGES]
            forms = {figure.unit for figure in beside if figure.unit is not None}
            values = [figure.value for figure in beside if figure.value is not None]
            words = f"{candidate.label} {candidate.unit_words}"
            if len(forms) == 1:
                unit = forms.pop()
            elif not forms and values and all(map(is_whole, values)) and not _AVERAGE.search(words):
                unit = Unit.COUNT
        units.append(unit)
    return units


def _counts_beside_rates(
    candidates: Sequence[Candidate],
    keys: Sequence[tuple[object, ...]],
    lines: dict[tuple[object, ...], list[Candidate]],
) -> set[tuple[object, ...]]:
    """The lines that hold counts under a label that names a rate, as the line beside them holds the rate itself.

    Under one heading 'No. of open plans per 10K' the column of 465, 466, 449 counts and that of 81.7, 81.8, 78.8 is
    the rate. Lines of a few figures, or under headings of their own, say nothing of the kind.
    """
    beside: dict[tuple[object, ...], set[tuple[object, ...]]] = defaultdict(set)
    for candidate, key in zip(candidates, keys):
        if unit_of_label(candidate.label) in _RATES and candidate.evidence.table is not None:
            beside[(*group_of(candidate)[:2], candidate.label, candidate.column)].add(key)
    counts = set()
    for together in beside.values():
        levels = {key: [c.figure for c in lines[key] if c.role not in CHANGES and c.figure.value] for key in together}
        bare = {key: [f.value for f in figures if f.unit is None and f.value] for key, figures in levels.items()}
        whole = {key for key, values in bare.items() if len(values) >= FEWEST and all(map(is_whole, values))}
        broken = {key for key, values in bare.items() if sum(not is_whole(value) for value in values) >= FEWEST}
        shares = {key for key, figures in levels.items() if sum(f.unit is Unit.PERCENT for f in figures) >= FEWEST}
        counts |= whole if (broken | shares) - whole else set()
    return counts


def is_whole(value: Decimal) -> bool:
    """Whether a number is printed whole: '192.0' among rates is a rate."""
    return int(value.as_tuple().exponent) >= 0


def group_of(candidate: Candidate) -> tuple[object, ...]:
    """What shares one label: a table's or a tile's figures of one measure; in prose each figure stands alone."""
    evidence = candidate.evidence
    if candidate.origin is Origin.TILE and evidence.support:
        return (evidence.page, evidence.support, candidate.label)
    if evidence.table is None or candidate.origin is Origin.PROSE:
        return (evidence, candidate.figure.value_text)
    return (evidence.page, evidence.table, candidate.part, candidate.label, candidate.unit_words)


def _line_of(candidate: Candidate, down: bool) -> tuple[object, ...]:
    """Figures of one label and one unit: its column where its label stands over several rows, else its row.

    A label over two columns heads a count and its share ('No. of plans reviewed': 41 of 44, 93%).
    """
    return (*group_of(candidate), candidate.evidence.col if down else None)


def _own_unit(candidate: Candidate) -> Unit | None:
    """The unit that the figure's form, the unit column or the label's words say; None where none does."""
    form = candidate.figure.unit
    said = unit_of_words(candidate.unit_words) or unit_of_label(candidate.label)
    if said is None and candidate.part:
        said = unit_of_label(candidate.part)  # 'Average caseload' over the rows of teams
    if candidate.role in CHANGES or form is Unit.POINTS:
        return said or (form if candidate.role is Role.CHANGE and form is not Unit.PERCENT else None)
    if form is not None:
        return form
    if re.search(r"average|avg|mean", candidate.unit_words, re.IGNORECASE):
        return said if said is not Unit.COUNT else None
    return said
