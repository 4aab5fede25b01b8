"""data/catalogue/aliases.csv -> Aliases: councils' wordings and people's decisions, and what must hold beside each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from normalise.indicator_rows import KINDS, UNITS
from normalise.rows import Faults, Row, one_of
from normalise.wording import Speller, plain
from records.catalogue import Alias, Indicator
from records.observation import Unit

CONDITIONS = ("unit", "heading", "not heading", "definition")
ALIAS_COLUMNS = (
    *("indicator", "alias", "seen_in", "ambiguous", "kind"),
    *("authority_id", "unit", "heading", "decided_on", "why", "status"),
)


def read_aliases(rows: list[Row], known: dict[str, Indicator], faults: Faults) -> list[Alias]:
    """Rows without a fault, as aliases of measures that are `known`; a wording of two measures says what decides."""
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


def check_collisions(
    rows: list[Row], known: dict[str, Indicator], speller: Speller, twins: Iterable[Collection[str]], faults: Faults
) -> None:
    """Two wordings that are the same in the one spelling of synonyms.csv name one measure, or something decides.

    A figure's unit decides, and twins have deciders of their own; so has a row with a condition or an authority.
    """
    sets = [frozenset(members) for members in twins]
    deciders = ("ambiguous", "authority_id", "unit", "heading")
    first: dict[tuple[frozenset[str], Unit], list[Row]] = defaultdict(list)
    for row in rows:
        measure, wording = known.get(row["indicator"]), speller.read(row["alias"])
        telling = speller.says_enough(wording) and row["status"] != "rejected"
        if measure is None or not telling or any(row[column] for column in deciders):
            continue
        for other in first[wording.bag, measure.unit]:
            both = {row["indicator"], other["indicator"]}
            if len(both) > 1 and not any(both <= members for members in sets):
                wrong = f"'{row['alias']}' is read as '{other['alias']}' is: '{other['indicator']}' ({other.place})."
                step = "Say in 'ambiguous' what decides, or part the two in synonyms.csv or twins.csv."
                faults.add(row.place, wrong, step)
                break
        first[wording.bag, measure.unit].append(row)


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
