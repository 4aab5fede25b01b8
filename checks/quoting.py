"""How findings speak: a figure with its page, a measure by its name, a month in words; and printed decimals."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from records.catalogue import Indicator
from records.observation import Observation, Role, Unit
from records.page import NO_PAGE
from records.period import Basis, Month, Period

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
UNITS = {
    Unit.PERCENT: "%",
    Unit.POINTS: " percentage points",
    Unit.PER_10K: " per 10,000",
    Unit.PER_100K: " per 100,000",
    Unit.DAYS: " days",
    Unit.WEEKS: " weeks",
    Unit.MONTHS: " months",
    Unit.YEARS: " years",
}
BASES = {
    Basis.MONTH: "in the month",
    Basis.SNAPSHOT: "at the end of the month",
    Basis.YTD: "in the year to date",
    Basis.ROLLING_12M: "over twelve months",
    Basis.AVERAGE_12M: "on average of twelve months",
    Basis.YEAR: "in the year",
    Basis.QUARTER: "in the quarter",
    Basis.TERM: "in the term",
}


def decimals(observation: Observation) -> int:
    """Digits printed after the point in the number that is the value: '118 of 194 60.80%' has 2."""
    value = observation.value
    if value is None:
        return 0
    for number in _NUMBER.findall(observation.value_text):
        if Decimal(number.replace(",", "")) == abs(value):
            return len(number.partition(".")[2])
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def last_unit(observation: Observation) -> Decimal:
    """One unit of the last printed decimal: 0.1 for '12.3%'."""
    return Decimal(1).scaleb(-decimals(observation))


def agree(one: Observation, other: Observation) -> bool:
    """True where one value can be printed as both: '13.1%' and '13%', not '13.1%' and '13.2%'. Counts are exact."""
    assert one.value is not None and other.value is not None
    if one.unit is Unit.COUNT or decimals(one) == decimals(other):
        return one.value == other.value
    return abs(one.value - other.value) <= (last_unit(one) + last_unit(other)) / 2


def number(value: Decimal, unit: Unit | None = None) -> str:
    """A value as people write it: '1,730', '27.7%'."""
    plain = format(value.normalize(), ",f")
    return plain + UNITS.get(unit, "") if unit else plain


def on_page(observation: Observation) -> str:
    """' on page 2'; nothing where the text has no pages."""
    page = observation.evidence.page
    return "" if page == NO_PAGE else f" on page {page}"


def quoted(observation: Observation) -> str:
    """A figure as printed, and its page: '197 (page 2)'; the figure alone where the text has no pages."""
    page = observation.evidence.page
    return printed(observation) if page == NO_PAGE else f"{printed(observation)} (page {page})"


def printed(observation: Observation) -> str:
    """A figure as printed, with its unit where the print has none: '27.7%', '61.4 per 10,000'."""
    unit = UNITS.get(observation.unit, "") if observation.unit else ""
    text = observation.value_text.strip()
    return text if not unit or unit.strip() in text else text + unit


def listed(observations: Iterable[Observation]) -> str:
    """Figures as printed, the last one joined by 'and'; and the page they stand on where it is one."""
    figures = list(observations)
    texts = [printed(figure) for figure in figures]
    pages = sorted({figure.evidence.page for figure in figures})
    where = f" (page {pages[0]})" if len(pages) == 1 else f" (pages {', '.join(map(str, pages))})"
    if pages == [NO_PAGE]:
        where = ""
    return f"{', '.join(texts[:-1])} and {texts[-1]}{where}" if len(texts) > 1 else f"{texts[0]}{where}"


def named(indicator_id: str, indicators: Mapping[str, Indicator]) -> str:
    """The catalogue's name of a measure, its id where it has none."""
    indicator = indicators.get(indicator_id)
    return indicator.name if indicator else indicator_id


def month(one: Month) -> str:
    """'November 2020'."""
    return f"{calendar.month_name[one.month]} {one.year}"


def months(period: Period) -> str:
    """'November 2020', 'April 2020 to March 2021'."""
    return month(period.start) if period.start == period.end else f"{month(period.start)} to {month(period.end)}"


def subject(figure: Observation, indicators: Mapping[str, Indicator]) -> str:
    """What a figure is of: 'Referrals, in the month, November 2020', 'Referrals (national top quartile)'."""
    name = named(figure.indicator_id, indicators) if figure.indicator_id else figure.indicator_text
    if figure.role is not Role.ACTUAL:
        name += f" ({figure.role.replace('_', ' ')})"
    basis = BASES[figure.basis] if figure.basis else ""
    return ", ".join(part for part in (name, basis, months(figure.period) if figure.period else "") if part)


def is_certain(observation: Observation) -> bool:
    """True for a figure that a check may lean on: with value, unit and measure, no bound and not approximate."""
    note = observation.note or ""
    return (
        observation.value is not None
        and observation.unit is not None
        and observation.indicator_id is not None
        and observation.operator is None
        and "approximate" not in note
    )
