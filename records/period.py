"""Periods of months and the basis of a figure. All arithmetic with months is here."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What a figure covers. Source: the gold's vocabulary."""

    MONTH = "month"
    SNAPSHOT = "snapshot"
    YTD = "ytd"
    ROLLING_12M = "rolling_12m"
    AVERAGE_12M = "average_12m"
    YEAR = "year"
    QUARTER = "quarter"
    TERM = "term"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int
    """1 to 12."""

    @classmethod
    def parse(cls, text: str) -> Month:
        """'2020-11' -> November 2020. Raises ValueError for anything else."""
        year, _, month = text.partition("-")
        if not (len(year) == 4 and len(month) == 2 and 1 <= int(month) <= 12):
            raise ValueError(f"{text!r} is no month; write it as 2020-11")
        return cls(int(year), int(month))

    def plus(self, months: int) -> Month:
        place = self.year * 12 + self.month - 1 + months
        return Month(place // 12, place % 12 + 1)

    def minus(self, other: Month) -> int:
        """Months from `other` to this one."""
        return (self.year - other.year) * 12 + self.month - other.month

    @property
    def financial_year_start(self) -> Month:
        """April of the financial year that the month lies in."""
        return Month(self.year if self.month >= 4 else self.year - 1, 4)

    @property
    def last_day(self) -> int:
        return calendar.monthrange(self.year, self.month)[1]

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Months from `start` to `end`, both in. Raises ValueError where it ends before it starts."""

    start: Month
    end: Month

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    @classmethod
    def of(cls, start: Month, end: Month | None = None) -> Period:
        return cls(start, end or start)

    @classmethod
    def parse(cls, text: str) -> Period:
        """'2020-11' or '2020-04/2021-03'. Raises ValueError for anything else."""
        start, slash, end = text.partition("/")
        return cls(Month.parse(start), Month.parse(end if slash else start))

    @classmethod
    def financial_year(cls, start_year: int) -> Period:
        """2020 -> April 2020 to March 2021."""
        return cls(Month(start_year, 4), Month(start_year + 1, 3))

    @classmethod
    def academic_year(cls, start_year: int) -> Period:
        """2020 -> September 2020 to August 2021."""
        return cls(Month(start_year, 9), Month(start_year + 1, 8))

    @classmethod
    def quarter(cls, month: Month) -> Period:
        """The quarter that a month lies in; those of financial and calendar years are the same months."""
        first = month.plus(-((month.month - 1) % 3))
        return cls(first, first.plus(2))

    @classmethod
    def year_to_date(cls, end: Month) -> Period:
        return cls(end.financial_year_start, end)

    @classmethod
    def twelve_months_to(cls, end: Month) -> Period:
        return cls(end.plus(-11), end)

    @property
    def months(self) -> int:
        return self.end.minus(self.start) + 1

    @property
    def first_day(self) -> str:
        """ISO date."""
        return f"{self.start}-01"

    @property
    def last_day(self) -> str:
        """ISO date."""
        return f"{self.end}-{self.end.last_day:02d}"

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True)
class Timing:
    """A period on a basis; each is None where the source does not say."""

    period: Period | None = None
    basis: Basis | None = None
