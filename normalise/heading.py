"""What a heading of a table says, once it is read."""

from __future__ import annotations

from dataclasses import dataclass

from records.observation import Role, Unit
from records.period import Timing


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says; each field is None where it says nothing of the kind."""

    text: str
    """As published; levels joined by ' | ', outermost first."""
    rest: str = ""
    """The words that are neither time, role, unit nor kind of column: the measure, a place, a group. Empty for none."""
    role: Role | None = None
    timing: Timing = Timing()
    comparator: str | None = None
    """Of a change: the period or role that it is compared with."""
    unit: Unit | None = None
    column: str | None = None
    """The kind of column, where the whole heading names one: see VOCABULARY."""
    when: str | None = None
    """`current`, `previous`, `same_last_year`: a time that only the report's own month can date."""
    note: str | None = None
    stretch: str | None = None
    """`average`, `highest`, `lowest`: what the figure is of the times that stand beside or over it."""

    @property
    def has_time(self) -> bool:
        return self.timing.period is not None or self.timing.basis is not None or self.when is not None

    @property
    def says_figures(self) -> bool:
        """True where figures can stand under it: a time, a role or a unit, and no other kind of column."""
        figures = self.has_time or self.role is not None or self.unit is not None or bool(self.note)
        return figures and (self.column in {None, "period"} or (self.column == "reference" and self.unit is not None))

    @property
    def is_qualifier(self) -> bool:
        """True where it says when or whose, and names nothing: 'Nov-20', 'SN AVE', 'YTD'."""
        return not self.rest and (self.has_time or self.role is not None)
