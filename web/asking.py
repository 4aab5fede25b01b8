"""Asks the database that the site is on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette.utils.asgi import NotFound

if TYPE_CHECKING:  # Datasette loads its plugins while it is being imported itself
    from datasette.app import Datasette
    from datasette.database import Database

Row = dict[str, Any]
KEPT: WeakKeyDictionary[Any, dict[tuple[str, str], list[Row]]] = WeakKeyDictionary()
"""What was asked of the whole of a database that does not change: the front page asks it each time."""


def database_of(datasette: Datasette) -> Database:
    """The database that the site is on: the first one that is ours to show."""
    return next(database for name, database in datasette.databases.items() if not name.startswith("_"))


async def rows_of(datasette: Datasette, sql: str, **values: Any) -> list[Row]:
    """The rows that a statement gives, within Datasette's limits of time and number."""
    result = await database_of(datasette).execute(sql, values)
    return [dict(row) for row in result.rows]


async def rows_of_all(datasette: Datasette, sql: str, **values: Any) -> list[Row]:
    """As `rows_of`, for statements over the whole database; answered from memory from the second time on."""
    database = database_of(datasette)
    kept = KEPT.setdefault(database, {})
    asked = (sql, repr(values))
    if asked not in kept or database.is_mutable:
        kept[asked] = await rows_of(datasette, sql, **values)
    return [dict(row) for row in kept[asked]]


async def row_of(datasette: Datasette, sql: str, missing: str, **values: Any) -> Row:
    """The one row that a statement gives. Raises NotFound with `missing` where there is none."""
    rows = await rows_of(datasette, sql, **values)
    if not rows:
        raise NotFound(missing)
    return rows[0]


def search_words(words: str | None) -> str:
    """'pupils "in care" OR' -> '"pupils" "in care" "OR"': every word is a word, what stands in quotes stands together.

    Where there is no word at all, a search that finds nothing.
    """
    pieces = re.findall(r'"([^"]*)"|([^\s"]+)', str(words or "").replace("\0", " "))
    found = [phrase or word for phrase, word in pieces]
    return " ".join(f'"{piece}"' for piece in found if re.search(r"\w", piece)) or '""'
