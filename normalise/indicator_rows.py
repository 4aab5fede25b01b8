"""data/catalogue/indicators.csv -> Indicators: each measure's own cells, and what they say of each other."""

from __future__ import annotations

import re

from normalise.rows import Faults, Row, one_of
from records.catalogue import Indicator
from records.observation import Unit
from records.period import Basis

SERVICE_AREAS = (
    *(
        "early_help",
        "front_door",
        "assessments",
        "child_in_need",
        "child_protection",
        "courts",
        "children_looked_after",
    ),
    *("placements", "fostering", "adoption", "care_leavers", "health", "education", "workforce", "youth_justice"),
)
POLARITIES = ("high", "low", "range", "neutral")
KINDS = ("stock", "flow", "share_of_stock", "share_of_flow", "rate_of_stock", "rate_of_flow", "average")
UNITS = tuple(unit.value for unit in Unit)
MONTH_BASES = ("", *(basis.value for basis in Basis))
ENDINGS = {
    "_pct": {Unit.PERCENT},
    "_rate": {Unit.PER_10K, Unit.PER_100K, Unit.RATIO},
    "_days": {Unit.DAYS, Unit.COUNT, Unit.PERCENT},
    "_weeks": {Unit.WEEKS, Unit.COUNT},
    "_months": {Unit.MONTHS, Unit.COUNT},
}
"""What an id's ending promises. A count of children 'within 45 days' ends in a limit, not in its unit."""
INDICATOR_COLUMNS = (
    *("indicator", "name", "service_area", "unit", "polarity", "definition", "dfe_reference", "notes", "kind"),
    *("month_basis", "decimals", "count_id", "of_id", "parent", "sum_group", "official_indicator_id", "lait_code"),
    *("lg_inform_metric", "chat_reference", "annex_a_list"),
)


def read_indicators(rows: list[Row], faults: Faults) -> list[Indicator]:
    """Measures whose own cells are sound; a row with a fault is left out (and every fault of it told)."""
    indicators = []
    first: dict[tuple[str, str], str] = {}
    for row in rows:
        before = len(faults.messages)
        for column in ("indicator", "name"):
            if not row[column]:
                faults.add(row.place, f"no {column}.", "Every measure has an id and a name.")
            elif (column, row[column]) in first:
                wrong = f"{column} '{row[column]}' stands at {first[column, row[column]]} already."
                faults.add(row.place, wrong, "Ids and names are given once; mend one of the two.")
            first.setdefault((column, row[column]), row.place)
        if not re.fullmatch(r"[a-z0-9_]+", row["indicator"]):
            faults.add(row.place, f"'{row['indicator']}' is no id.", "Use lower case letters, digits and '_'.")
        one_of(row, "service_area", SERVICE_AREAS, faults)
        one_of(row, "polarity", POLARITIES, faults)
        one_of(row, "kind", KINDS, faults)
        one_of(row, "month_basis", MONTH_BASES, faults)
        if row["decimals"] and not row["decimals"].isdigit():
            faults.add(row.place, f"decimals '{row['decimals']}' is no whole number.", "Write 0, 1 or 2, or nothing.")
        if not row["definition"]:
            faults.add(row.place, "no definition.", "Say what is counted, and of what.")
        if one_of(row, "unit", UNITS, faults):
            _check_ending(row, faults)
        if len(faults.messages) == before:
            indicators.append(_indicator(row))
    return indicators


def _check_ending(row: Row, faults: Faults) -> None:
    for ending, units in ENDINGS.items():
        if row["indicator"].endswith(ending) and Unit(row["unit"]) not in units:
            wrong = f"'{row['indicator']}' ends in {ending}, its unit is '{row['unit']}'."
            faults.add(row.place, wrong, "Mend the unit, or give the measure another id.")


def _indicator(row: Row) -> Indicator:
    return Indicator(
        id=row["indicator"],
        name=row["name"],
        service_area=row["service_area"],
        unit=Unit(row["unit"]),
        polarity=row["polarity"],
        definition=row["definition"],
        dfe_reference=row["dfe_reference"],
        notes=row["notes"],
        kind=row["kind"],
        month_basis=Basis(row["month_basis"]) if row["month_basis"] else None,
        decimals=int(row["decimals"]) if row["decimals"] else None,
        count_id=row.optional("count_id"),
        of_id=row.optional("of_id"),
        parent=row.optional("parent"),
        sum_group=row.optional("sum_group"),
        official_indicator_id=row.optional("official_indicator_id"),
        lait_code=row.optional("lait_code"),
        lg_inform_metric=row.optional("lg_inform_metric"),
        chat_reference=row.optional("chat_reference"),
        annex_a_list=row.optional("annex_a_list"),
    )


def check_relations(rows: list[Row], known: dict[str, Indicator], faults: Faults) -> None:
    """Counts, bases, parents and sum groups: what they name exists, has the right unit, goes in no circle."""
    groups: dict[str, tuple[str | None, Unit]] = {}
    for row in rows:
        measure = known.get(row["indicator"])
        named = {column: known.get(row[column]) for column in ("count_id", "of_id", "parent") if row[column]}
        for column, other in named.items():
            if other is None:
                step = "Mend the cell, or add the measure first."
                faults.unknown(row, column, tuple(known), f"indicator ({column})", step)
        if measure is None:
            continue
        for column in ("count_id", "of_id"):
            other = named.get(column)
            if other is not None and other.unit is not Unit.COUNT:
                wrong = f"its {column} '{other.id}' is a {other.unit.value}, not a count."
                faults.add(row.place, wrong, "Name the measure that counts.")
        count, parent = named.get("count_id"), named.get("parent")
        if count is not None and measure.kind.rpartition("_of_")[2] != count.kind:
            wrong = f"it is a {measure.kind}, its count '{count.id}' a {count.kind}."
            faults.add(row.place, wrong, "A share of a stock counts a stock, a share of a flow a flow.")
        if parent is not None and parent.unit is not measure.unit:
            wrong = f"its parent '{parent.id}' is a {parent.unit.value}, itself a {measure.unit.value}."
            faults.add(row.place, wrong, "A part has the unit of its whole.")
        if _goes_round(measure, known):
            faults.add(row.place, f"its parents lead back to '{measure.id}'.", "Take one of the parents out.")
        if measure.sum_group:
            group = groups.setdefault(measure.sum_group, (measure.parent, measure.unit))
            if group != (measure.parent, measure.unit):
                wrong = f"sum group '{measure.sum_group}' has another parent or unit in an earlier row."
                faults.add(row.place, wrong, "All members of a group are parts of one whole.")


def _goes_round(measure: Indicator, known: dict[str, Indicator]) -> bool:
    seen = set()
    place: Indicator | None = measure
    while place is not None and place.parent:
        if place.parent == measure.id:
            return True
        if place.parent in seen:
            return False
        seen.add(place.parent)
        place = known.get(place.parent)
    return False
