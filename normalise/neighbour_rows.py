"""data/reference: the neighbour models with the days they were in force, and each authority's ten neighbours."""

from __future__ import annotations

from collections import defaultdict

from normalise.place_cells import named, span
from normalise.rows import Faults, Row, one_of
from records.catalogue import Authority, Neighbour, NeighbourModel

CLOSENESS = ("extremely close", "very close", "somewhat close", "close", "not close")
NEIGHBOURS = 10


def read_models(rows: list[Row], faults: Faults) -> tuple[NeighbourModel, ...]:
    """Models in the order in which they were in force; their spans may not overlap."""
    found: dict[str, NeighbourModel] = {}
    for row in rows:
        start, end = span(row, "in_force_from", "in_force_to", faults)
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


def read_neighbours(
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
        if not (named(row, "authority_id", known, faults) and named(row, "neighbour_id", known, faults)):
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
