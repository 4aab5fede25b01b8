"""What is known of a figure's measure before it is named, and what naming says of it."""

from __future__ import annotations

from dataclasses import dataclass

from records.observation import Unit


@dataclass(frozen=True, slots=True)
class Clause:
    """What is known of a figure's measure before it is named."""

    words: str
    """The clause without figures, times, roles and words of change."""
    label: str
    """Its naming words as published."""
    named: str
    """The same without figures, times, roles and words of change."""
    headings: tuple[str, ...]
    unit: Unit | None
    before: str = ""
    """Naming words of the sentence before."""
    goes_on: bool = False
    """True where the clause goes on with what was named before."""
    pronoun: bool = False
    """True where it opens with 'this' or the like and names nothing itself."""
    part: str = ""
    """What narrows the figure to a part of its measure ('in the Duty team'); empty for most."""
    qualifiers: str = ""
    """Words of the heading or section that narrow what its sentences name ('updated', 'primary')."""
    carried: str | None = None
    """Measure of the sentence before, where the clause goes on with it."""
    near: str = ""
    """Words right behind the figure ('12 incidents'), which speak for this figure alone."""
    said: str = ""
    """The frame as published, where words like 'current' may part twins."""
    alone: bool = False
    """True where its words are this figure's and not those of its whole frame."""
    beside: str = ""
    """What else is said of this figure and is no part of its label: between the two, or right behind it."""
    behind: str = ""
    """The noun right behind the figure, of any unit: '28.1 per cent of care leavers', '9 homes'."""

    @property
    def telling(self) -> tuple[str, ...]:
        """The words that are this figure's own: a measure whose wordings lack one of them is not its measure."""
        return (self.named, self.near, self.behind if self.alone else "", self.beside)


@dataclass(frozen=True, slots=True)
class Named:
    """A measure, or none, and what spoke for it."""

    indicator_id: str | None
    score: float
    why: str
    runners: tuple[tuple[str, float], ...] = ()
    """The best three with their scores."""
    refused: bool = False
    """True where it is open on purpose: a part, or a measure that its own words dispute."""
