"""What the sentences of a section so far leave in force for the next one."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp.times import Time
from records.observation import Unit
from records.period import Basis, Timing
from records.table import Passage


@dataclass
class SectionState:
    """What the sentences of a section so far leave in force; a new heading clears it."""

    heading: str | None = None
    indicator_id: str | None = None
    label: str = ""
    unit: Unit | None = None
    basis: Basis | None = None
    """`rolling_12m` or `ytd` while 'this figure' goes on."""
    builds_up: bool = False
    """True once the section has said that its measures build up from April."""
    qualifiers: dict[str, str] = field(default_factory=dict)
    """Narrowing words that the section has used, by their kind: 'primary' until 'secondary' is said."""
    told: list[str] = field(default_factory=list)
    named: list[tuple[str | None, str]] = field(default_factory=list)
    """Measure and label of each actual figure of the last sentence with any: 'these are 221 and 57 respectively'."""
    timing: Timing | None = None
    """Of the latest actual figure of the last sentence with any: 'This represents a rise of 32%'."""
    time: Time | None = None
    """The stretch of months that a sentence of the paragraph framed its figures with ('During 2021/22, ...')."""
    anchor: Time | None = None
    """In an undated paper: the time of the last dated figure of the paragraph."""
    told_over: Time | None = None
    """In an undated paper: the time that the heading gives, or the lead-in of a list ('In 2015/16:')."""
    leads_in: bool = False
    """True where `told_over` comes from a lead-in, which holds for its list only."""
    said_in: Passage | None = None
    """The paragraph that is being read."""
    unread: list[str] = field(default_factory=list)
    """Stretches without numerals since the last figure; their words are read when the next one may lean on them."""

    def said_ahead_of(self, text: str) -> str:
        """What the paragraph said ahead of one of its sentences; empty where that is its first."""
        whole = self.said_in.text if self.said_in else ""
        return whole[: max(whole.find(text), 0)]

    def enter(self, heading: str | None) -> None:
        """Forgets everything where the heading is another one."""
        if heading != self.heading:
            self.__init__(heading=heading)  # type: ignore[misc]
