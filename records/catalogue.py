"""The canon as records: indicators, aliases, authorities, themes, and the look-ups over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from records.observation import Unit
from records.period import Basis


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure. Columns as in data/catalogue/README.md."""

    id: str
    name: str
    service_area: str
    unit: Unit
    polarity: str
    """`high` or `low` is good; `range`; `neutral`."""
    definition: str
    dfe_reference: str
    notes: str
    kind: str
    """`stock`, `flow`, `share_of_stock`, `share_of_flow`, `rate_of_stock`, `rate_of_flow`, `average`."""
    month_basis: Basis | None
    """Basis of a figure under a bare month; None where the measure has no months."""
    decimals: int | None
    count_id: str | None
    of_id: str | None
    parent: str | None
    sum_group: str | None
    official_indicator_id: str | None
    lait_code: str | None
    lg_inform_metric: str | None
    chat_reference: str | None
    annex_a_list: str | None


@dataclass(frozen=True, slots=True)
class Alias:
    """A wording by which councils name a measure, or a person's decision about one."""

    indicator_id: str
    text: str
    seen_in: str
    """Short name of the paper it was read in, `general`, or `scorecards`: a label of tables."""
    conditions: tuple[tuple[str, str], ...] = ()
    """What must hold besides: ('unit', 'percent'), ('heading', 'placements'), ('definition', '...')."""
    kind: str | None = None
    """Kind of this wording where it differs from the measure's own."""
    authority_id: str | None = None
    """The authority whose wording it is; None for any."""
    rejected: bool = False
    """True where a person decided that this wording is not this measure."""
    decided: bool = False
    """True where the row is a person's decision about a label that awaited one."""


@dataclass(frozen=True, slots=True)
class HeadingWord:
    """A row of data/catalogue/header_words.csv: what a word in a heading means."""

    words: str
    """Lower case, as matched after plain normalising."""
    meaning: str
    """`role`, `basis`, `column` (what kind of column it heads) or `unit`."""
    value: str


@dataclass(frozen=True, slots=True)
class Synonym:
    """A row of data/catalogue/synonyms.csv: words that labels use, and what they are read as."""

    words: str
    """Lower case, no punctuation."""
    kind: str
    """What is done with them; the kinds stand in data/catalogue/README.md."""
    becomes: str
    """The one word they are read as; empty where they are left out."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A measure that shares its usual words with another, so that words alone cannot decide."""

    twins: str
    """Name of the set."""
    indicator_id: str
    when: tuple[str, ...]
    """Only labels that hold one of these phrases are doubtful; empty where all are."""
    decider: tuple[str, ...]
    """Phrases of a label that decide for this measure."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """One indicator that a label could be, with its score from 0 to 1 and what spoke for and against."""

    indicator_id: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A council's words for a measure, and what they were taken to be."""

    authority_id: str | None
    text: str
    unit: Unit | None
    heading: str | None
    indicator_id: str | None
    method: str | None
    """`exact`, `alias`, `fuzzy`, `model`, `person`; None where nothing was accepted."""
    score: float | None
    status: str
    """`accepted`, `to review`, `rejected`."""
    candidates: tuple[Candidates, ...] = ()
    kind: str | None = None
    """Kind of the wording where it differs from the measure's own (decides snapshot or month)."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A council with children's services, a region or England. One row an id."""

    id: str
    """Three-digit DfE code as text."""
    gss_code: str
    """The current one."""
    name: str
    short_name: str
    region: str
    kind: str
    start_date: date | None
    end_date: date | None


@dataclass(frozen=True, slots=True)
class AuthorityCode:
    """A GSS code of an authority and the days it was in force."""

    authority_id: str
    gss_code: str
    start_date: date | None
    end_date: date | None


@dataclass(frozen=True, slots=True)
class AuthoritySuccessor:
    """A council that took over from another, and when."""

    authority_id: str
    successor_id: str
    date: date | None


@dataclass(frozen=True, slots=True)
class AuthorityAlias:
    """A name by which papers call an authority."""

    text: str
    """Normalised: lower case, `&` as `and`, no punctuation."""
    authority_id: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One of the ten statistical neighbours of an authority, by one of DfE's models."""

    authority_id: str
    neighbour_id: str
    rank: int
    """1 (nearest) to 10."""
    closeness: str
    model: str
    """`2021` or `2025`."""


@dataclass(frozen=True, slots=True)
class NeighbourModel:
    """A neighbour model and the days it was in force."""

    model: str
    in_force_from: date
    in_force_to: date | None
    """None while it is in force."""


@dataclass(frozen=True, slots=True)
class OfficialFigure:
    """One value of the official statistics."""

    authority_id: str
    """Of an authority, a region or England."""
    geography: str
    indicator_id: str
    period: str
    value: float
    unit: str
    vintage: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject that commentary can be about."""

    id: str
    meaning: str


@dataclass(frozen=True)
class Catalogue:
    """All that data/catalogue/ holds, with look-ups."""

    indicators: tuple[Indicator, ...]
    aliases: tuple[Alias, ...]
    themes: tuple[Theme, ...]
    heading_words: tuple[HeadingWord, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    twin_rows: tuple[Twin, ...] = ()
    label_weights: str = field(default="", repr=False)
    """Text of data/catalogue/label_weights.txt: what the match of labels has learnt; empty where there is none."""

    @cached_property
    def twins(self) -> tuple[frozenset[str], ...]:
        """Sets of measures that councils name by the same words."""
        names = dict.fromkeys(twin.twins for twin in self.twin_rows)
        return tuple(frozenset(t.indicator_id for t in self.twin_rows if t.twins == name) for name in names)

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}


@dataclass(frozen=True)
class Reference:
    """All that data/reference/ holds about places, with look-ups."""

    authorities: tuple[Authority, ...]
    codes: tuple[AuthorityCode, ...]
    successors: tuple[AuthoritySuccessor, ...]
    aliases: tuple[AuthorityAlias, ...]
    neighbours: tuple[Neighbour, ...] = ()
    models: tuple[NeighbourModel, ...] = ()
    official: tuple[OfficialFigure, ...] = field(default=(), repr=False)

    @cached_property
    def by_id(self) -> dict[str, Authority]:
        return {authority.id: authority for authority in self.authorities}
