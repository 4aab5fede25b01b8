"""Databases that several tests look into: read once a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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
