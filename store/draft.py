"""The file that a build writes: a draft beside the database, which takes its place when it is whole."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

SIGNATURE_KEYS = "signature keys"
"""The row of `build` that lists which of its keys must be equal for documents to be kept."""


class StoreError(Exception):
    """The database could not be written: what is wrong and what to do."""


class _PlacingError(Exception):
    """The draft is whole and cannot take the target's place."""


@contextmanager
def draft_beside(target: Path, *, signature: Mapping[str, str]) -> Iterator[Path]:
    """A file in the folder of `target` that takes its place when the block ends without an error, and goes if not.

    It begins as a copy of `target` where that is a whole database of the same `signature`, else it is not there yet.
    Raises StoreError where the folder cannot be written or `target` is no file.
    """
    if target.is_dir():
        raise StoreError(f"{target}: this is a folder. Name a file for the database, such as {target}/scrutineer.db")
    draft = target.with_name(f".{target.name}.building-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(target)
        draft.unlink(missing_ok=True)
        _copy_if_signed(target, draft, signature)
        sqlite3.connect(draft).close()
    except (OSError, sqlite3.OperationalError) as fault:
        raise StoreError(f"{target}: the database cannot be written ({fault}). Choose another --database.") from fault
    try:
        yield draft
        _put_in_place(draft, target)
    except (sqlite3.OperationalError, _PlacingError) as fault:
        raise StoreError(
            f"{target}: the database could not be finished ({fault}). The old one is unchanged."
        ) from fault
    finally:
        for left in (draft, draft.with_name(draft.name + "-journal")):
            left.unlink(missing_ok=True)


def _remove_abandoned(target: Path) -> None:
    """Drafts whose process is no more (killed, or the power went)."""
    for draft in target.parent.glob(f".{target.name}.building-*"):
        digits = re.search(r"building-(\d+)", draft.name)
        alive = True
        try:
            os.kill(int(digits[1]) if digits else 0, 0)
        except ProcessLookupError:
            alive = False
        except PermissionError:
            pass
        if not alive:
            draft.unlink(missing_ok=True)


def _copy_if_signed(target: Path, draft: Path, signature: Mapping[str, str]) -> None:
    """Copies `target` to `draft` where it is a whole database of the same signature."""
    if not target.is_file():
        return
    try:
        with closing(sqlite3.connect(f"{target.as_uri()}?mode=ro", uri=True)) as old:
            if not is_signed(old, signature):
                return
            if old.execute("pragma quick_check(1)").fetchone()[0] != "ok":
                return
            with closing(sqlite3.connect(draft)) as new:
                old.backup(new)
    except (sqlite3.DatabaseError, ValueError):
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        return


def is_signed(connection: sqlite3.Connection, signature: Mapping[str, str]) -> bool:
    """True where a database was built under this very signature."""
    build = dict(connection.execute("select key, value from build").fetchall())
    keys = json.loads(build.get(SIGNATURE_KEYS, "[]"))
    return {key: build.get(key) for key in keys} == dict(signature)


def _put_in_place(draft: Path, target: Path) -> None:
    try:
        descriptor = os.open(draft, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(draft, target)
    except OSError as fault:
        raise _PlacingError(fault) from fault


def seen_from(folder: Path, path: Path) -> str:
    """`path` as seen from the database's folder: both can be moved together, and no home folder is published."""
    try:
        return Path(os.path.relpath(Path(path).absolute(), folder)).as_posix()
    except ValueError:  # another drive, on Windows
        return Path(path).absolute().as_posix()
