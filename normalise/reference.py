"""data/reference/*.csv -> authorities, neighbours and their models, and (only when asked for) official statistics.

What the columns mean, and whence the rows come, stands in data/reference/README.md.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from normalise.neighbour_rows import read_models, read_neighbours
from normalise.official import load_official
from normalise.place_cells import day, named, span
from normalise.rows import Faults, ReferenceFaulty, Row, one_of, read_rows
from normalise.wording import plain
from records.catalogue import (
    Authority,
    AuthorityAlias,
    AuthorityCode,
    AuthoritySuccessor,
    Reference,
)

__all__ = ["ReferenceFaulty", "load_official", "load_reference"]

KINDS = ("london borough", "metropolitan", "county", "unitary", "region", "country")
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
    models = read_models(read_rows(folder / "neighbour_models.csv", columns, faults), faults)
    columns = ("authority_id", "rank", "neighbour_id", "closeness", "model")
    neighbours = read_neighbours(
        read_rows(folder / "statistical_neighbours.csv", columns, faults), known, models, faults
    )
    if faults.messages:
        raise ReferenceFaulty(faults.messages)
    return Reference(authorities, codes, successors, aliases, neighbours, models)


def _authorities(rows: list[Row], faults: Faults) -> tuple[Authority, ...]:
    found: dict[str, Authority] = {}
    for row in rows:
        one_of(row, "kind", KINDS, faults)
        start, end = span(row, "start_date", "end_date", faults)
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
        start, end = span(row, "start_date", "end_date", faults)
        if row["gss_code"] in found:
            wrong = f"code '{row['gss_code']}' stands twice."
            faults.add(row.place, wrong, "A code belongs to one authority; delete one of the two.")
        elif named(row, "authority_id", known, faults):
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
        begun = day(row, "date", faults)
        key = (row["authority_id"], row["successor_id"])
        if not (named(row, "authority_id", known, faults) and named(row, "successor_id", known, faults)):
            continue
        if key in found:
            faults.add(row.place, f"{' -> '.join(key)} stands twice.", "Delete one of the two.")
        found[key] = AuthoritySuccessor(*key, begun)
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
        if named(row, "authority_id", known, faults) and one_of(row, "ambiguous", ("0", "1"), faults):
            found[key] = AuthorityAlias(text, row["authority_id"], row["ambiguous"] == "1")
            owners[text].add(row["authority_id"])
            places[key] = row.place
    for (text, owner), alias in found.items():
        if len(owners[text]) > 1 and not alias.ambiguous:
            others = ", ".join(sorted(owners[text] - {owner}))
            faults.add(places[text, owner], f"'{text}' is a name of {others} too.", "Mark each of its rows ambiguous.")
    return tuple(found.values())
