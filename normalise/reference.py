"""data/reference/*.csv -> authorities, neighbours and their models, and (only when asked for) official statistics.

What the columns mean, and whence the rows come, stands in data/reference/README.md.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from normalise.official import load_official
from normalise.rows import Faults, ReferenceFaulty, Row, one_of, read_rows
from normalise.wording import plain
from records.catalogue import (
    Authority,
    AuthorityAlias,
    AuthorityCode,
    AuthoritySuccessor,
    Neighbour,
    NeighbourModel,
    Reference,
)

__all__ = ["ReferenceFaulty", "load_official", "load_reference"]

KINDS = ("london borough", "metropolitan", "county", "unitary", "region", "country")
CLOSENESS = ("extremely close", "very close", "somewhat close", "close", "not close")
NEIGHBOURS = 10
FIRST_DFE_CODE = "200"
"""Ids below it are our own, for councils that the law has made and no code has been published for yet."""
AUTHORITY_COLUMNS = ("id", "gss_code", "name", "short_name", "region", "kind", "start_date", "end_date")


def load_reference(folder: Path) -> Reference:
    """The places in a folder (data/reference), without official statistics: `load_official` gives those.

    Raises ReferenceFaulty with all faults of all files.
    """
    faults = Faults()
    authorities = _authorities(read_rows(folder / "authorities.csv", AUTHORITY_COLUMNS, faults), faults)
    known = {authority.id: authority for authority in authorities}
    columns: tuple[str, ...] = ("authority_id", "gss_code", "start_date", "end_date")
    codes = _codes(read_rows(folder / "authority_codes.csv", columns, faults), known, faults)
    columns = ("authority_id", "successor_id", "date")
    successors = _successors(read_rows(folder / "authority_successors.csv", columns, faults), known, faults)
    columns = ("alias", "authority_id", "ambiguous")
    aliases = _aliases(read_rows(folder / "authority_aliases.csv", columns, faults), known, faults)
    columns = ("model", "in_force_from", "in_force_to")
    models = _models(read_rows(folder / "neighbour_models.csv", columns, faults), faults)
    columns = ("authority_id", "rank", "neighbour_id", "closeness", "model")
    neighbours = _neighbours(read_rows(folder / "statistical_neighbours.csv", columns, faults), known, models, faults)
    if faults.messages:
        raise ReferenceFaulty(faults.messages)
    return Reference(authorities, codes, successors, aliases, neighbours, models)


def _named(row: Row, column: str, known: dict[str, Authority], faults: Faults) -> bool:
    """Whether a cell names an authority, region or England by its DfE code."""
    if row[column] in known:
        return True
    faults.add(
        row.place, f"'{row[column]}' is no authority ({column}).", "Mend the code, or add it to authorities.csv."
    )
    return False


def _date(row: Row, column: str, faults: Faults) -> date | None:
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        faults.add(row.place, f"{column} '{row[column]}' is no date.", "Write it as 2025-05-01.")
        return None


def _span(row: Row, start: str, end: str, faults: Faults) -> tuple[date | None, date | None]:
    first, last = _date(row, start, faults), _date(row, end, faults)
    if first and last and last < first:
        faults.add(row.place, f"it ends ({last}) before it starts ({first}).", "Mend one of the dates.")
    return first, last


def _authorities(rows: list[Row], faults: Faults) -> tuple[Authority, ...]:
    found: dict[str, Authority] = {}
    for row in rows:
        one_of(row, "kind", KINDS, faults)
        start, end = _span(row, "start_date", "end_date", faults)
        if not (len(row["id"]) == 3 and row["id"].isdigit()):
            faults.add(row.place, f"'{row['id']}' is no DfE code.", "Three digits, as text: '370'.")
        elif row["id"] in found:
            faults.add(row.place, f"'{row['id']}' stands twice.", "One row an id; old codes go to authority_codes.csv.")
        else:
            found[row["id"]] = Authority(
                id=row["id"],
                gss_code=row["gss_code"],
                name=row["name"],
                short_name=row["short_name"] or row["name"],
                region=row["region"],
                kind=row["kind"],
                start_date=start,
                end_date=end,
            )
    return tuple(found.values())


def _codes(rows: list[Row], known: dict[str, Authority], faults: Faults) -> tuple[AuthorityCode, ...]:
    """Old and current GSS codes; each authority's current one (that of authorities.csv) is among them, if any."""
    found: dict[str, AuthorityCode] = {}
    for row in rows:
        start, end = _span(row, "start_date", "end_date", faults)
        if row["gss_code"] in found:
            wrong = f"code '{row['gss_code']}' stands twice."
            faults.add(row.place, wrong, "A code belongs to one authority; delete one of the two.")
        elif _named(row, "authority_id", known, faults):
            found[row["gss_code"]] = AuthorityCode(row["authority_id"], row["gss_code"], start, end)
    for authority in known.values():
        current = found.get(authority.gss_code)
        if not authority.gss_code and authority.id < FIRST_DFE_CODE:
            continue
        if rows and (current is None or current.authority_id != authority.id):
            wrong = f"no row for the current code '{authority.gss_code}' of {authority.name} ({authority.id})."
            faults.add("data/reference/authority_codes.csv", wrong, "Add it, with the day from which it is in force.")
    return tuple(found.values())


def _successors(rows: list[Row], known: dict[str, Authority], faults: Faults) -> tuple[AuthoritySuccessor, ...]:
    found: dict[tuple[str, str], AuthoritySuccessor] = {}
    places: dict[str, str] = {}
    for row in rows:
        day = _date(row, "date", faults)
        key = (row["authority_id"], row["successor_id"])
        if not (_named(row, "authority_id", known, faults) and _named(row, "successor_id", known, faults)):
            continue
        if key in found:
            faults.add(row.place, f"{' -> '.join(key)} stands twice.", "Delete one of the two.")
        found[key] = AuthoritySuccessor(*key, day)
        places.setdefault(key[0], row.place)
    following: dict[str, set[str]] = defaultdict(set)
    for first, then in found:
        following[first].add(then)
    for first in following:
        if first in _reached(first, following):
            faults.add(places[first], f"the successors of '{first}' lead back to it.", "Take one of the rows out.")
    return tuple(found.values())


def _reached(start: str, following: dict[str, set[str]]) -> set[str]:
    """All that succeeds an authority, at any remove."""
    reached: set[str] = set()
    ahead = set(following[start])
    while ahead:
        reached |= ahead
        ahead = {then for one in ahead for then in following.get(one, ())} - reached
    return reached


def _aliases(rows: list[Row], known: dict[str, Authority], faults: Faults) -> tuple[AuthorityAlias, ...]:
    found: dict[tuple[str, str], AuthorityAlias] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    places: dict[tuple[str, str], str] = {}
    for row in rows:
        text = plain(row["alias"])
        key = (text, row["authority_id"])
        if not text:
            faults.add(row.place, "no name.", "Write the name into 'alias'.")
        if key in found:
            faults.add(row.place, f"'{text}' stands twice for {key[1]}.", "Delete one of the two.")
        if _named(row, "authority_id", known, faults) and one_of(row, "ambiguous", ("0", "1"), faults):
            found[key] = AuthorityAlias(text, row["authority_id"], row["ambiguous"] == "1")
            owners[text].add(row["authority_id"])
            places[key] = row.place
    for (text, owner), alias in found.items():
        if len(owners[text]) > 1 and not alias.ambiguous:
            others = ", ".join(sorted(owners[text] - {owner}))
            faults.add(places[text, owner], f"'{text}' is a name of {others} too.", "Mark each of its rows ambiguous.")
    return tuple(found.values())


def _models(rows: list[Row], faults: Faults) -> tuple[NeighbourModel, ...]:
    """Models in the order in which they were in force; their spans may not overlap."""
    found: dict[str, NeighbourModel] = {}
    for row in rows:
        start, end = _span(row, "in_force_from", "in_force_to", faults)
        if row["model"] in found:
            faults.add(row.place, f"model '{row['model']}' stands twice.", "Delete one of the two.")
        elif start is None:
            faults.add(row.place, f"model '{row['model']}' has no first day.", "Fill in_force_from.")
        else:
            found[row["model"]] = NeighbourModel(row["model"], start, end)
    ordered = sorted(found.values(), key=lambda model: model.in_force_from)
    for earlier, later in zip(ordered, ordered[1:]):
        if earlier.in_force_to is None or earlier.in_force_to >= later.in_force_from:
            wrong = f"models '{earlier.model}' and '{later.model}' are in force at once."
            faults.add("data/reference/neighbour_models.csv", wrong, "End the earlier the day before the later starts.")
    return tuple(ordered)


def _neighbours(
    rows: list[Row], known: dict[str, Authority], models: tuple[NeighbourModel, ...], faults: Faults
) -> tuple[Neighbour, ...]:
    """Ten ranked neighbours for each authority and model: none unknown, none itself, no rank and no neighbour twice."""
    found: dict[tuple[str, str, int], Neighbour] = {}
    pairs: set[tuple[str, str, str]] = set()
    places: dict[tuple[str, str], str] = {}
    for row in rows:
        one_of(row, "closeness", CLOSENESS, faults)
        one_of(row, "model", [model.model for model in models], faults)
        one_of(row, "rank", [str(rank) for rank in range(1, NEIGHBOURS + 1)], faults)
        if not (_named(row, "authority_id", known, faults) and _named(row, "neighbour_id", known, faults)):
            continue
        owner, other, model = row["authority_id"], row["neighbour_id"], row["model"]
        if owner == other:
            faults.add(row.place, f"'{owner}' is its own neighbour.", "Name another authority.")
        rank = int(row["rank"]) if row["rank"].isdigit() else 0
        if (owner, model, rank) in found or (owner, model, other) in pairs:
            wrong = f"rank {rank} or neighbour '{other}' of '{owner}' stands twice in model {model}."
            faults.add(row.place, wrong, "Delete one of the two.")
        found[owner, model, rank] = Neighbour(owner, other, rank, row["closeness"], model)
        pairs.add((owner, model, other))
        places.setdefault((owner, model), row.place)
    sizes: dict[tuple[str, str], int] = defaultdict(int)
    for owner, model, _ in found:
        sizes[owner, model] += 1
    for (owner, model), size in sizes.items():
        if size != NEIGHBOURS:
            wrong = f"'{owner}' has {size} neighbours in model {model}, not {NEIGHBOURS}."
            faults.add(places[owner, model], wrong, "Complete the list.")
    return tuple(found.values())
