"""data/catalogue/*.csv -> Catalogue; every fault is told with file, line and next step.

What the columns mean stands in data/catalogue/README.md. Nothing is mended on the way: a fault stops a build.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path

from normalise.rows import CatalogueFaulty, Faults, Row, one_of, read_rows
from normalise.wording import plain
from records.catalogue import Alias, Catalogue, HeadingWord, Indicator, Synonym, Theme, Twin
from records.observation import Unit
from records.period import Basis

__all__ = ["CatalogueFaulty", "load_catalogue"]

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
CONDITIONS = ("unit", "heading", "not heading", "definition")
INDICATOR_COLUMNS = (
    *("indicator", "name", "service_area", "unit", "polarity", "definition", "dfe_reference", "notes", "kind"),
    *("month_basis", "decimals", "count_id", "of_id", "parent", "sum_group", "official_indicator_id", "lait_code"),
    *("lg_inform_metric", "chat_reference", "annex_a_list"),
)
ALIAS_COLUMNS = (
    *("indicator", "alias", "seen_in", "ambiguous", "kind"),
    *("authority_id", "unit", "heading", "decided_on", "why", "status"),
)
BESIDES = ("tag", "stop", "implies", "together", "service", "heading")
"""Kinds of synonym that words may have besides another."""
SYNONYM_KINDS = ("same", "subject", "topic", "part", "drop", "basis", "unit", "negative", *BESIDES)


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue in a folder (data/catalogue). Raises CatalogueFaulty with all faults of all files."""
    faults = Faults()
    rows = read_rows(folder / "indicators.csv", INDICATOR_COLUMNS, faults)
    indicators = _indicators(rows, faults)
    known = {indicator.id: indicator for indicator in indicators}
    _check_relations(rows, known, faults)
    alias_rows = read_rows(folder / "aliases.csv", ALIAS_COLUMNS, faults)
    aliases = _aliases(alias_rows, known, faults)
    themes = _themes(read_rows(folder / "themes.csv", ("theme", "meaning"), faults), faults)
    heading_words: tuple[HeadingWord, ...] = ()
    if (folder / "header_words.csv").is_file():
        heading_words = _heading_words(
            read_rows(folder / "header_words.csv", ("words", "meaning", "value"), faults), faults
        )
    synonyms = _synonyms(read_rows(folder / "synonyms.csv", ("kind", "becomes", "words"), faults), faults)
    twins = _twins(read_rows(folder / "twins.csv", ("twins", "indicator", "when", "decider"), faults), known, faults)
    weights = _weights(folder / "label_weights.txt", faults)
    if faults.messages:
        raise CatalogueFaulty(faults.messages)
    return Catalogue(tuple(indicators), tuple(aliases), themes, heading_words, synonyms, twins, weights)


def _indicators(rows: list[Row], faults: Faults) -> list[Indicator]:
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


def _check_relations(rows: list[Row], known: dict[str, Indicator], faults: Faults) -> None:
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


def _aliases(rows: list[Row], known: dict[str, Indicator], faults: Faults) -> list[Alias]:
    aliases = []
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        before = len(faults.messages)
        if row["indicator"] not in known:
            step = "Mend the alias, or add the indicator to indicators.csv first."
            faults.unknown(row, "indicator", tuple(known), "indicator", step)
        if not plain(row["alias"]):
            faults.add(row.place, "no wording.", "Write the council's words into 'alias'.")
        key = tuple(row[column] for column in ("alias", "indicator", "seen_in", "authority_id", "unit", "heading"))
        if key in first:
            faults.add(row.place, f"the same row stands at {first[key]}.", "Delete one of the two.")
        first.setdefault(key, row.place)
        one_of(row, "kind", ("", *KINDS), faults)
        one_of(row, "status", ("", "rejected"), faults)
        if row["authority_id"] and not re.fullmatch(r"\d{3}", row["authority_id"]):
            wrong = f"authority_id '{row['authority_id']}' is no DfE code."
            faults.add(row.place, wrong, "Three digits, as in data/reference/authorities.csv; empty for any authority.")
        if row["decided_on"] and not _is_date(row["decided_on"]):
            faults.add(row.place, f"decided_on '{row['decided_on']}' is no date.", "Write it as 2026-11-25.")
        conditions = _conditions(row, faults)
        if len(faults.messages) == before:
            aliases.append(_alias(row, conditions))
    _check_undecided(rows, faults)
    return aliases


def _alias(row: Row, conditions: tuple[tuple[str, str], ...]) -> Alias:
    return Alias(
        indicator_id=row["indicator"],
        text=row["alias"],
        seen_in=row["seen_in"] or "general",
        conditions=conditions,
        kind=row.optional("kind"),
        authority_id=row.optional("authority_id"),
        rejected=row["status"] == "rejected",
        decided=bool(row["decided_on"]),
    )


def _conditions(row: Row, faults: Faults) -> tuple[tuple[str, str], ...]:
    """What must hold besides: the parts of `ambiguous`, and the columns `unit` and `heading` of a person's decision."""
    found = []
    for part in filter(None, row["ambiguous"].split("; ")):
        name, _, value = part.partition(":" if part.startswith("definition") else "=")
        if name.strip() not in CONDITIONS or not value.strip():
            step = "Join by '; ': unit=..., heading=..., not heading=..., definition: ..."
            faults.add(row.place, f"'{part}' is no condition.", step)
        found.append((name.strip(), value.strip()))
    found += [(column, row[column]) for column in ("unit", "heading") if row[column]]
    for name, value in found:
        if name == "unit" and value not in UNITS:
            faults.add(row.place, f"'{value}' is no unit.", f"It is one of: {', '.join(UNITS)}.")
    return tuple(found)


def _check_undecided(rows: list[Row], faults: Faults) -> None:
    """One wording for two measures needs, in each of its rows, a condition or an authority that decides."""
    by_wording: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["status"] != "rejected":
            by_wording[plain(row["alias"])].append(row)
    for same in by_wording.values():
        if len({row["indicator"] for row in same}) == 1:
            continue
        deciders = ("ambiguous", "authority_id", "unit", "heading")
        for row in same:
            others = [other for other in same if other["indicator"] != row["indicator"]]
            mine = tuple(row[column] for column in deciders)
            if not any(mine) or any(tuple(other[column] for column in deciders) == mine for other in others):
                wrong = f"'{row['alias']}' stands for '{others[0]['indicator']}' too ({others[0].place})."
                faults.add(
                    row.place,
                    wrong,
                    "Say in 'ambiguous' what decides (unit=..., heading=...), or bind it to an authority.",
                )


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _themes(rows: list[Row], faults: Faults) -> tuple[Theme, ...]:
    themes: dict[str, Theme] = {}
    for row in rows:
        if not row["theme"] or not row["meaning"]:
            faults.add(row.place, "a theme without id or meaning.", "Fill both cells.")
        elif row["theme"] in themes:
            faults.add(row.place, f"theme '{row['theme']}' stands twice.", "Delete one of the two.")
        else:
            themes[row["theme"]] = Theme(row["theme"], row["meaning"])
    return tuple(themes.values())


def _heading_words(rows: list[Row], faults: Faults) -> tuple[HeadingWord, ...]:
    for row in rows:
        if not row["words"] or not row["meaning"]:
            faults.add(row.place, "a heading word without words or meaning.", "Fill both cells.")
    return tuple(HeadingWord(row["words"].lower(), row["meaning"], row["value"]) for row in rows)


def _synonyms(rows: list[Row], faults: Faults) -> tuple[Synonym, ...]:
    """One record for each of the wordings that a row lists; words have one meaning, and one more as BESIDES."""
    synonyms: dict[tuple[str, str], Synonym] = {}
    for row in rows:
        one_of(row, "kind", SYNONYM_KINDS, faults)
        # What words imply or are together is said of words as they are after reading: 'health_assessment' is one.
        spelt = str.strip if row["kind"] in ("implies", "together") else plain
        for words in filter(None, map(spelt, row["words"].split(";"))):
            key = (words, row["kind"] if row["kind"] in BESIDES else "")
            if row["kind"] == "implies":
                key = (words, f"implies {row['becomes']}")
            if key in synonyms:
                faults.add(row.place, f"'{words}' stands twice.", "Words have one meaning; delete one of the two.")
            synonyms[key] = Synonym(words, row["kind"], row["becomes"])
    return tuple(synonyms.values())


def _twins(rows: list[Row], known: dict[str, Indicator], faults: Faults) -> tuple[Twin, ...]:
    """Measures that councils name by the same words; a set has two members or more."""
    sets: dict[str, list[Twin]] = defaultdict(list)
    places: dict[str, str] = {}
    for row in rows:
        places.setdefault(row["twins"], row.place)
        if row["indicator"] not in known:
            faults.unknown(row, "indicator", tuple(known), "indicator", "Mend the row, or add the indicator first.")
        when, decider = (tuple(filter(None, map(plain, row[column].split(";")))) for column in ("when", "decider"))
        sets[row["twins"]].append(Twin(row["twins"], row["indicator"], when, decider))
    for name, members in sets.items():
        if len({member.indicator_id for member in members}) < 2:
            faults.add(places[name], f"'{name}' has no second measure.", "Name the other, or delete the row.")
    return tuple(twin for members in sets.values() for twin in members)


def _weights(path: Path, faults: Faults) -> str:
    """The text of the label weights: a name and a number a line, '#' begins a remark."""
    shown = "/".join(path.parts[-3:])
    if not path.is_file():
        faults.add(shown, "the file is missing.", "Restore it, or run python bench/train_labels.py --write.")
        return ""
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if said and not re.fullmatch(r"\S.* -?\d+(\.\d+)?", said):
            faults.add(f"{shown}, line {number}", f"'{line}' is no weight.", "Write a name and a number.")
    return text
