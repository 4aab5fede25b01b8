"""The lists of words that the prose is read by, checked before a page is read: every fault with its file and line.

Themes and their phrases, words of tone, and words that tie a figure to its measure: data/catalogue/theme_phrases.csv,
tone_words.csv and prose_words.csv.
"""

from __future__ import annotations

import re
from pathlib import Path

from nlp.phrases import phrase_of
from nlp.themes import EVERY_THEME
from normalise.rows import Faults, Row, one_of, read_rows
from records.observation import Role, Unit

THEME_COLUMNS = ("theme", "phrase", "weight", "note")
TONE_COLUMNS = ("kind", "phrase", "note")
TONE_KINDS = (
    *("above", "below", "better", "worse", "up", "down", "stable", "stable_level", "measure_high", "measure_low"),
    *("not_better", "not_worse", "not_up", "not_down", "nothing_under", "level_high", "level_low"),
)
_ANY = frozenset[str]()
PROSE_KINDS: dict[str, frozenset[str]] = {
    "role": frozenset(Role),
    "unit": frozenset(Unit),
    "change": frozenset({"", "up", "down", "better", "worse"}),
    "comparative": frozenset({"up", "down", "better", "worse"}),
    "steady": frozenset({"same"}),
    "head": frozenset({"average", "cases_per_worker", "count", "percent", "rate"}),
    "foreign": frozenset({"other"}),
    "filler": frozenset({""}),
    "anaphor": frozenset({""}),
    "passing": frozenset({""}),
    "part place": frozenset({""}),
    "part people": frozenset({""}),
    "being there": frozenset({""}),
    "happening": frozenset({""}),
    "people": frozenset({""}),
    "counted people": frozenset({""}),
    "counted things": frozenset({""}),
    "counted": _ANY,
    "opposite": _ANY,
    "rephrase": _ANY,
    "qualifier": _ANY,
}
"""What a row of prose_words.csv may be, and the values that it may have; any words where none are listed."""


def theme_rows(folder: Path, faults: Faults) -> list[dict[str, str]]:
    """The rows of theme_phrases.csv; a theme that themes.csv lacks, a weight or phrase of another form is a fault."""
    themes = [row["theme"] for row in read_rows(folder / "themes.csv", ("theme", "meaning"), Faults())]
    rows = read_rows(folder / "theme_phrases.csv", THEME_COLUMNS, faults)
    for row in rows:
        one_of(row, "theme", (EVERY_THEME, *themes), faults)
        if not re.fullmatch(r"-?\d+(\.\d+)?", row["weight"]):
            faults.add(
                row.place, f"weight '{row['weight']}' is no number.", "1 is enough for a theme; -1 speaks against."
            )
        written = row["phrase"].removeprefix("heading:").strip()
        if not written.startswith("@"):
            _check_phrase(row, written, faults)
        elif written[1:] not in themes:
            step = "Behind '@' stands a theme of themes.csv."
            faults.add(row.place, f"'{written[1:]}' is no theme.", step)
    return [row.cells for row in rows]


def tone_rows(folder: Path, faults: Faults) -> list[dict[str, str]]:
    """The rows of tone_words.csv; an unknown kind, or a phrase of another form, is a fault."""
    rows = read_rows(folder / "tone_words.csv", TONE_COLUMNS, faults)
    for row in rows:
        one_of(row, "kind", TONE_KINDS, faults)
        _check_phrase(row, row["phrase"], faults)
    return [row.cells for row in rows]


def check_prose_words(folder: Path, faults: Faults) -> None:
    """Tells each row of prose_words.csv without words, of an unknown kind, or of a value that its kind has not."""
    for row in read_rows(folder / "prose_words.csv", ("kind", "words", "value"), faults):
        if not row["words"]:
            faults.add(row.place, "no words.", "Write the words as they stand in a sentence.")
        if not one_of(row, "kind", tuple(PROSE_KINDS), faults):
            continue
        values = PROSE_KINDS[row["kind"]]
        if values:
            one_of(row, "value", sorted(values), faults)
        elif not row["value"]:
            faults.add(row.place, f"a {row['kind']} without a value.", "Write what the words stand for.")


def _check_phrase(row: Row, written: str, faults: Faults) -> None:
    try:
        phrase_of(written)
    except ValueError as fault:
        faults.add(row.place, f"{fault}.", "Write words in lower case; '*' ends a word, '~' stands for words between.")
