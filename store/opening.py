"""Opens a build, and tells whether there is anything to build."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import sqlite_utils

from store import schema
from store.draft import draft_beside, is_signed, seen_from
from store.write import Build


@contextmanager
def open_build(target: Path, *, signature: Mapping[str, str]) -> Iterator[Build]:
    """A Build on a new file beside `target`, which takes its place when the block ends without an error.

    Where the old database was made under the same `signature` (reader version, hashes of catalogue and reference),
    the new one begins as its copy. On an error or an interrupt the old one stays whole and the new file goes.
    Raises StoreError where the folder cannot be written or `target` is no file.
    """
    target = Path(target).resolve()
    signature = {**signature, "schema": schema.version()}
    with draft_beside(target, signature=signature) as draft, closing(sqlite_utils.Database(draft)) as database:
        # The draft is thrown away on any error: no journal on disk is needed, a rollback of one document still is.
        database.execute("pragma journal_mode = memory")
        database.execute("pragma synchronous = off")
        if not database.table("build").exists():
            schema.create(database)
        build = Build(database, target, signature)
        build.begin()
        yield build
        if not build.finished:
            build.finish()


def is_current(target: Path, *, signature: Mapping[str, str], documents: Mapping[str, tuple[str, Path]]) -> bool:
    """True where `target` was built under this signature and holds just these documents: nothing is to be done.

    `documents`: sha256 -> front key (what index.csv says, as `holds` takes it) and where the file lies.
    """
    target = Path(target).resolve()
    if not target.is_file():
        return False
    wanted = {(sha256, key, seen_from(target.parent, path)) for sha256, (key, path) in documents.items()}
    try:
        with closing(sqlite3.connect(f"{target.as_uri()}?mode=ro", uri=True)) as held:
            if not is_signed(held, {**signature, "schema": schema.version()}):
                return False
            return wanted == set(held.execute("select id, coalesce(front_key, ''), path from documents"))
    except (sqlite3.DatabaseError, ValueError):
        return False
