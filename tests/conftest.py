"""Databases that several tests look into, read once a run; work counted in calls, as seconds depend on the machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import pytest

from builder import Outcome, build_database
from records.reading import Problem

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def build(paths: Sequence[Path], database: Path) -> list[Outcome]:
    """Builds quietly."""

    def found(_files: int, _lost: Sequence[Problem]) -> None: ...

    def done(_outcome: Outcome) -> None: ...

    return build_database(paths, database, found=found, done=done).outcomes


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of our own sample reports."""
    database = tmp_path_factory.mktemp("samples") / "scrutineer.db"
    build([ROOT / "data" / "documents"], database)
    return database


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the published reports and the broken files, which only some machines have."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("needs ../shared/corpus, which is not part of the project")
    database = tmp_path_factory.mktemp("corpus") / "scrutineer.db"
    build([SHARED / "corpus"], database)
    return database


@pytest.fixture(scope="session")
def calls_of() -> Callable[[Callable[[], object]], int]:
    """How many functions are called while something runs: the same on a busy machine, which seconds are not.

    Seconds stand in `docs/bench.md`.
    """

    def count(do: Callable[[], object]) -> int:
        calls = 0

        def seen(_frame: FrameType, event: str, _what: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(seen)
        try:
            do()
        finally:
            sys.setprofile(None)
        return calls

    return count
