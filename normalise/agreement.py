"""A figure of the narrative that the report's own tables state too: of what it is, and of which months, they say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from normalise.wording import plain, stem
from records.catalogue import Label
from records.observation import Observation, Origin, Role, Unit, joined_notes
from records.period import Basis, Month, Timing

BARE = (Basis.MONTH, Basis.SNAPSHOT)
"""Bases that a bare month was given by the kind of its measure, where no words said one."""
LOOKS_BACK = (Basis.ROLLING_12M, Basis.YTD, Basis.AVERAGE_12M)
"""Bases that a sentence names by their closing month alone. A quarter's column is none: it says its months."""
HUNDRED = Decimal(100)
OWN = (Role.ACTUAL, Role.MAX_12M, Role.MIN_12M)
"""Roles in which a narrative repeats what a table has of the council itself."""
NEAR = 1
"""Pages between a narrative and the table that it speaks of: its own, or the one before or behind."""
TELLING_COUNT = 100
"""A count from here on, like a share or rate with decimals, is met twice on a page only where one thing is meant."""
COMMON = 0.25
"""A word that more of the tables' labels bear than this share says nothing of the measure."""
FEW_LABELS = 4
"""Fewer do not show which of their words are common."""
CONTRARY = "the report's table has the rest of the hundred for this measure: the sentence says its contrary"
OTHER_MEASURE = "the report's table has another figure of this sentence under another measure"


def lean_on_tables(
    observations: Sequence[Observation], labels: Sequence[Label]
) -> tuple[list[Observation], list[Label]]:
    """The figures and labels of one report: those of its prose as the tables beside it have the same figures.

    First the measure ('84.6% were completed in time', beside a table of initial health assessments with 84.6%), then
    the months ('368.6 per 10,000 in December', beside 368.6 for the twelve months that end in December).
    """
    told, labels = _told_by_tables(observations, labels)
    return _dated_by_tables(told), labels


def _told_by_tables(
    observations: Sequence[Observation], labels: Sequence[Label]
) -> tuple[list[Observation], list[Label]]:
    """Measures by the tables beside a narrative.

    A figure is taken for the only measure that has its very value for its month on its page, or on the next, where
    sentence and label share a word that few labels have, and no table has the value for the measure that the words
    were taken for. Where they share none, and the tables have another value for that measure, it is left open; and so
    are figures of the same sentence that were taken for the same measure, unless a table has them, and a share ('16%
    took longer') where the tables have what it leaves of the hundred (84%).
    """
    tables = _Tables([one for one in observations if one.origin is not Origin.PROSE and one.role in OWN])
    renamed, known = list(labels), {label: place for place, label in enumerate(labels)}
    told, mistaken = [], set()
    for one in observations:
        row = tables.other_measure(one) if _is_telling(one) else None
        if row is not None:
            named = tables.share_a_word(one, row)
            if named or tables.denies(one):
                mistaken.add((one.evidence.sentence, one.indicator_id))
                one = replace(one, indicator_id=row.indicator_id if named else None, note=_noted(one, row, named))
                one = replace(one, label=_relabelled(one, renamed, known))
        told.append(one)
    for place, (before, one) in enumerate(zip(observations, told)):
        if one is before and tables.have_the_rest_of(one):
            one = replace(one, indicator_id=None, note=joined_notes(one.note, CONTRARY))
            told[place] = replace(one, label=_relabelled(one, renamed, known))
            continue
        of_prose = one.origin is Origin.PROSE and one.indicator_id is not None
        beside = of_prose and one is before and (one.evidence.sentence, one.indicator_id) in mistaken
        if beside and not tables.bear_out(one):
            one = replace(one, indicator_id=None, note=joined_notes(one.note, OTHER_MEASURE))
            told[place] = replace(one, label=_relabelled(one, renamed, known))
    return told, renamed


def _is_telling(one: Observation) -> bool:
    if one.origin is not Origin.PROSE or one.role not in OWN or one.value is None or one.period is None:
        return False
    return one.value >= TELLING_COUNT or one.value != one.value.to_integral_value()


def _noted(one: Observation, row: Observation, named: bool) -> str | None:
    name = f"'{row.indicator_text}', page {row.evidence.page}"
    said = f"named by the report's table: {name}" if named else f"the report's table has this figure as {name}"
    return said if named else joined_notes(one.note, said)


def _relabelled(one: Observation, labels: list[Label], known: dict[Label, int]) -> int | None:
    """Place of the label with the measure that the figure now has; a new one is put behind the others."""
    if one.label is None:
        return None
    measure = one.indicator_id
    label = replace(
        labels[one.label],
        indicator_id=measure,
        method="model" if measure else None,
        score=None,
        status="accepted" if measure else "to review",
        kind=None,
    )
    if label not in known:
        known[label] = len(labels)
        labels.append(label)
    return known[label]


class _Tables:
    """The own figures of one report's tables and tiles."""

    def __init__(self, rows: Iterable[Observation]) -> None:
        self._of_value: dict[tuple[Decimal, object, Role], list[Observation]] = defaultdict(list)
        self._stated: dict[tuple[str, object, Role, Month], dict[Basis | None, set[Decimal]]] = {}
        texts = set()
        for row in rows:
            texts.add(row.indicator_text)
            if row.value is not None and row.indicator_id and row.period and row.basis:
                self._of_value[row.value, row.unit, row.role].append(row)
                at_its_time = self._stated.setdefault((row.indicator_id, row.unit, row.role, row.period.end), {})
                at_its_time.setdefault(row.basis, set()).add(row.value)
        self._few = len(texts) < FEW_LABELS
        borne = Counter(word for text in texts for word in _words(text))
        self._common = {word for word, times in borne.items() if times > max(1, COMMON * len(texts))}

    def bear_out(self, one: Observation) -> bool:
        """Whether a table has the value for the measure that the words were taken for, whichever the month."""
        rows = self._of_value.get((one.value, one.unit, one.role), []) if one.value is not None else []
        return any(row.indicator_id == one.indicator_id for row in rows)

    def other_measure(self, one: Observation) -> Observation | None:
        """The row by which `one` is of a measure that it was not taken for; None where none, or more than one, is."""
        assert one.value is not None and one.period is not None
        rows = self._of_value.get((one.value, one.unit, one.role), [])
        if self.bear_out(one):
            return None
        beside = [row for row in rows if abs(row.evidence.page - one.evidence.page) <= NEAR and _same_time(one, row)]
        same_page = [row for row in beside if row.evidence.page == one.evidence.page]
        fitting = same_page or beside
        return fitting[0] if len({row.indicator_id for row in fitting}) == 1 else None

    def share_a_word(self, one: Observation, row: Observation) -> bool:
        if self._few:
            return False
        shared = _words(row.indicator_text) & (_words(one.text) | _words(one.indicator_text))
        return bool(shared - self._common)

    def denies(self, one: Observation) -> bool:
        """Whether the tables have the measure that `one` was taken for, for its month; not with its value, then."""
        return bool(self._values(one))

    def have_the_rest_of(self, one: Observation) -> bool:
        """Whether the tables have just 84 per cent for the measure and time of a sentence's 16 per cent."""
        if one.origin is not Origin.PROSE or one.unit is not Unit.PERCENT or one.value is None:
            return False
        rest = HUNDRED - one.value
        return rest != one.value and self._values(one).get(one.basis) == {rest}

    def _values(self, one: Observation) -> dict[Basis | None, set[Decimal]]:
        """What the tables have of the measure that `one` was taken for, at the end of its months: basis -> values."""
        if one.indicator_id is None or one.period is None:
            return {}
        return self._stated.get((one.indicator_id, one.unit, one.role, one.period.end), {})


def _same_time(one: Observation, row: Observation) -> bool:
    if one.period is None or row.period is None or one.period.end != row.period.end:
        return False
    if one.basis is None or one.basis in BARE:
        return row.basis in BARE or row.basis in LOOKS_BACK
    return one.basis is row.basis


def _words(text: str) -> frozenset[str]:
    """Words that may tell measures apart: without their plurals, without numbers, and no scraps of two letters."""
    words = (word for word in plain(text).split() if not word.replace(".", "").isdigit())
    return frozenset(stem(word) for word in words if len(word) > 2 or word[-1].isdigit())


def _dated_by_tables(observations: Sequence[Observation]) -> list[Observation]:
    """Months and basis by the tables.

    Only the same measure, unit and value, of months that end together, on one basis, counts; a table that has another
    figure for the bare month keeps the two apart.
    """
    stated: dict[tuple[str, object, Month], dict[Timing, set[Decimal]]] = defaultdict(lambda: defaultdict(set))
    for one in observations:
        if one.origin is not Origin.PROSE and one.role is Role.ACTUAL and one.indicator_id and one.period and one.basis:
            place = stated[one.indicator_id, one.unit, one.period.end]
            if one.value is not None:
                place[Timing(one.period, one.basis)].add(one.value)
    return [
        _dated(one, stated.get((one.indicator_id or "", one.unit, one.period.end), {}) if one.period else {})
        for one in observations
    ]


def _dated(one: Observation, stated: dict[Timing, set[Decimal]]) -> Observation:
    """`one` on the only basis on which a table has its value, where no table has its own."""
    if one.origin is not Origin.PROSE or one.role is not Role.ACTUAL or one.value is None:
        return one
    if one.basis is not None and one.basis not in BARE:
        return one
    if any(timing.basis is one.basis for timing in stated):
        return one
    fitting = [
        timing
        for timing, values in stated.items()
        if (timing.basis in LOOKS_BACK or timing.basis in BARE) and one.value in values
    ]
    if len(fitting) != 1:
        return one
    said = f"the report's table has this figure as {fitting[0].basis}"
    return replace(one, period=fitting[0].period, basis=fitting[0].basis, note=joined_notes(one.note, said))
