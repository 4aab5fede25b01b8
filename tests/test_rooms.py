"""The floors of the house: imports run down only, and a heavy library has one door."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = (
    "records",
    "extract",
    "normalise",
    "nlp",
    "checks",
    "compare",
    "store",
    "web",
    "salvage",
    "pipeline",
    "readers",
    "builder",
    "showing",
    "cli",
)
MAY_IMPORT = {
    "records": set(),
    "extract": {"records"},
    "normalise": {"records"},
    "checks": {"records"},
    "compare": {"records"},
    "store": {"records"},
    "nlp": {"records", "normalise"},
    "salvage": {"records"},
    "pipeline": {"records", "normalise", "extract", "checks", "compare", "store", "nlp", "salvage"},
    "readers": {"records", "extract", "pipeline"},
    "builder": {"records", "normalise", "extract", "checks", "compare", "store", "nlp", "pipeline", "readers"},
    "showing": {"records", "extract", "normalise", "store", "builder"},
    "cli": {"records", "normalise", "extract", "store", "nlp", "pipeline", "readers", "builder", "showing", "web"},
    # The site knows the database and no other room, save for the picture of a page
    # (docs/decisions: it is drawn when it is looked at, not stored).
    "web": set(),
}
WEB_MAY_ALSO = {"extract.picture"}
DOORS = {
    "pypdfium2": {"extract/pdfium.py", "extract/pdf.py", "extract/picture.py"},
    "pdfplumber": {"extract/second_reading.py"},
    "camelot": {"extract/second_reading.py"},
    "rapidocr": {"extract/ocr.py"},
    "spacy": {"nlp/language.py", "nlp/sentences.py", "nlp/claims.py", "nlp/themes.py"},
    "pandas": {"compare/"},
    "sqlite_utils": {"store/"},
    "sqlite3": {"store/", "cli.py"},
    "datasette": {"web/", "cli.py"},
}
FILES = sorted(
    path
    for room in ROOMS
    for path in ([ROOT / f"{room}.py"] if (ROOT / f"{room}.py").exists() else (ROOT / room).rglob("*.py"))
)


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_run_down_only(path: Path) -> None:
    room = name_of(path).removesuffix(".py").split("/")[0]
    allowed = MAY_IMPORT[room] | {room}
    for module in imports_of(path):
        other = module.split(".")[0]
        if other in ROOMS and other not in allowed:
            assert room == "web" and (module in WEB_MAY_ALSO or module == "extract"), (
                f"{name_of(path)} imports {module}"
            )


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_heavy_library_has_one_door(path: Path) -> None:
    for module in imports_of(path):
        for library, doors in DOORS.items():
            if module == library or module.startswith(library + "."):
                assert any(name_of(path).startswith(door) for door in doors), f"{name_of(path)} imports {module}"


def test_no_file_or_folder_bears_a_name_of_the_standard_library() -> None:
    taken = [name_of(path) for path in FILES if path.stem in sys.stdlib_module_names and path.stem != "__init__"]
    assert taken == []
    assert not {path.stem for path in FILES} & {"utils", "helpers", "common", "misc"}
