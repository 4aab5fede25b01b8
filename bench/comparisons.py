"""How long 100,000 observations take to compare, beside plain SQL doing the same joins, in one run.

    python bench/comparisons.py [--observations 100000]

Prints seconds of CPU and peak memory of `compare_all`, and the seconds that SQLite takes for the neighbours' means of
the official and the papers' figures (no medians, ranks, quartiles or vintages: what SQL does plainly).
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import time
from pathlib import Path

from compare import compare_all
from normalise.catalogue import load_catalogue
from normalise.reference import load_official, load_reference
from records.comparison import Comparable
from records.observation import Role
from records.period import Basis, Month, Period

DATA = Path(__file__).resolve().parents[1] / "data"

PLAIN_SQL = """
create index figures_key on figures (indicator_id, basis, period, authority_id);
create index official_key on official (indicator_id, authority_id, year);
create table papers_mean as
  select mine.rowid as figure, avg(theirs.value) as mean, count(*) as n
  from figures as mine
  join neighbours on neighbours.authority_id = mine.authority_id
  join figures as theirs on theirs.authority_id = neighbours.neighbour_id
    and theirs.indicator_id = mine.indicator_id and theirs.basis = mine.basis and theirs.period = mine.period
  group by mine.rowid;
create table official_mean as
  select mine.rowid as figure, avg(theirs.value) as mean, count(*) as n
  from figures as mine
  join neighbours on neighbours.authority_id = mine.authority_id
  join official as theirs on theirs.authority_id = neighbours.neighbour_id
    and theirs.indicator_id = mine.indicator_id and theirs.year = mine.year
  group by mine.rowid;
"""


def invented(count: int, authorities: list[str], measures: list[str]) -> list[Comparable]:
    """Figures of every council and measure, month after month, with a printed benchmark to every fifth."""
    random.seed(20261125)
    figures: list[Comparable] = []
    month = Month(2018, 4)
    while len(figures) < count:
        for authority in authorities:
            for measure in measures:
                period = Period.twelve_months_to(month)
                role = Role.STATISTICAL_NEIGHBOUR if len(figures) % 6 == 5 else Role.ACTUAL
                figures.append(
                    Comparable(
                        observation_id=str(len(figures)),
                        document_id=f"{authority} {month}",
                        authority_id=authority,
                        indicator_id=measure,
                        role=role,
                        value=round(random.uniform(5, 95), 1),
                        decimals=1,
                        unit="percent",
                        period="" if role.is_benchmark else str(period),
                        basis=None if role.is_benchmark else Basis.ROLLING_12M,
                        page=1,
                        place=measure,
                        said_on=period.last_day,
                    )
                )
        month = month.plus(1)
    return figures[:count]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--observations", type=int, default=100_000)
    count = parser.parse_args().observations
    catalogue, reference = load_catalogue(DATA / "catalogue"), load_reference(DATA / "reference")
    official = list(load_official(DATA / "reference"))
    authorities = sorted({n.authority_id for n in reference.neighbours if n.model == "2021"})
    measures = sorted({o.indicator_id for o in official})[:20]
    figures = invented(count, authorities, measures)

    started = time.process_time()
    rows = compare_all(figures, reference=reference, indicators=catalogue.by_id, official=official)
    ours = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    database = sqlite3.connect(":memory:")
    database.execute("create table figures (authority_id, indicator_id, basis, period, year, value)")
    database.execute("create table official (authority_id, indicator_id, year, value)")
    database.execute("create table neighbours (authority_id, neighbour_id)")
    actual = [f for f in figures if f.role is Role.ACTUAL]
    database.executemany(
        "insert into figures values (?, ?, ?, ?, ?, ?)",
        ((f.authority_id, f.indicator_id, f.basis, f.period, f.period[:4], f.value) for f in actual),
    )
    database.executemany(
        "insert into official values (?, ?, ?, ?)",
        ((o.authority_id, o.indicator_id, o.period[:4], o.value) for o in official if o.vintage == "current"),
    )
    database.executemany(
        "insert into neighbours values (?, ?)",
        ((n.authority_id, n.neighbour_id) for n in reference.neighbours if n.model == "2021"),
    )
    started = time.process_time()
    database.executescript(PLAIN_SQL)
    plain = time.process_time() - started
    print(f"{count} observations -> {len(rows)} comparisons: {ours:.1f} s CPU, {memory:.0f} MB peak")
    print(f"plain SQL, neighbours' means only: {plain:.1f} s CPU; ours takes {ours / plain:.1f} times that")


if __name__ == "__main__":
    main()
