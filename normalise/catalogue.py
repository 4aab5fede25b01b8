"""data/catalogue/*.csv -> Catalogue; every fault is told with file, line and next step.

What the columns mean stands in data/catalogue/README.md. Nothing is mended on the way: a fault stops a build.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from normalise.alias_rows import ALIAS_COLUMNS, check_collisions, read_aliases
from normalise.indicator_rows import INDICATOR_COLUMNS, check_relations, read_indicators
from normalise.rows import CatalogueFaulty, Faults, Row, one_of, read_rows
from normalise.wording import Speller, plain
from records.catalogue import Catalogue, HeadingWord, Indicator, Synonym, Theme, Twin

__all__ = ["CatalogueFaulty", "load_catalogue"]

BESIDES = ("tag", "stop", "implies", "together", "service", "heading", "spelling")
"""Kinds of synonym that words may have besides another."""
SYNONYM_KINDS = ("same", "subject", "topic", "part", "drop", "done", "basis", "unit", "negative", *BESIDES)


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue in a folder (data/catalogue). Raises CatalogueFaulty with all faults of all files."""
    faults = Faults()
    rows = read_rows(folder / "indicators.csv", INDICATOR_COLUMNS, faults)
    indicators = read_indicators(rows, faults)
    known = {indicator.id: indicator for indicator in indicators}
    check_relations(rows, known, faults)
    alias_rows = read_rows(folder / "aliases.csv", ALIAS_COLUMNS, faults)
    aliases = read_aliases(alias_rows, known, faults)
    themes = _themes(read_rows(folder / "themes.csv", ("theme", "meaning"), faults), faults)
    heading_words: tuple[HeadingWord, ...] = ()
    if (folder / "header_words.csv").is_file():
        heading_words = _heading_words(
            read_rows(folder / "header_words.csv", ("words", "meaning", "value"), faults), faults
        )
    synonyms = _synonyms(read_rows(folder / "synonyms.csv", ("kind", "becomes", "words"), faults), faults)
    twins = _twins(read_rows(folder / "twins.csv", ("twins", "indicator", "when", "decider"), faults), known, faults)
    sets: dict[str, set[str]] = defaultdict(set)
    for twin in twins:
        sets[twin.twins].add(twin.indicator_id)
    check_collisions(alias_rows, known, Speller(synonyms), sets.values(), faults)
    weights = _weights(folder / "label_weights.txt", faults)
    if faults.messages:
        raise CatalogueFaulty(faults.messages)
    return Catalogue(tuple(indicators), tuple(aliases), themes, heading_words, synonyms, twins, weights)


def _themes(rows: list[Row], faults: Faults) -> tuple[Theme, ...]:
    themes: dict[str, Theme] = {}
    for row in rows:
        if not row["theme"] or not row["meaning"]:
            faults.add(row.place, "a theme without id or meaning.", "Fill both cells.")
        elif row["theme"] in themes:
            faults.add(row.place, f"theme '{row['theme']}' stands twice.", "Delete one of the two.")
        else:
            themes[row["theme"]] = Theme(row["theme"], row["meaning"])
    return tuple(themes.values())


def _heading_words(rows: list[Row], faults: Faults) -> tuple[HeadingWord, ...]:
    for row in rows:
        if not row["words"] or not row["meaning"]:
            faults.add(row.place, "a heading word without words or meaning.", "Fill both cells.")
    return tuple(HeadingWord(row["words"].lower(), row["meaning"], row["value"]) for row in rows)


def _synonyms(rows: list[Row], faults: Faults) -> tuple[Synonym, ...]:
    """One record for each of the wordings that a row lists; words have one meaning, and one more as BESIDES."""
    synonyms: dict[tuple[str, str], Synonym] = {}
    for row in rows:
        one_of(row, "kind", SYNONYM_KINDS, faults)
        # What words imply or are together is said of words as they are after reading: 'health_assessment' is one.
        spelt = str.strip if row["kind"] in ("implies", "together") else plain
        for words in filter(None, map(spelt, row["words"].split(";"))):
            key = (words, row["kind"] if row["kind"] in BESIDES else "")
            if row["kind"] == "implies":
                key = (words, f"implies {row['becomes']}")
            if key in synonyms:
                faults.add(row.place, f"'{words}' stands twice.", "Words have one meaning; delete one of the two.")
            synonyms[key] = Synonym(words, row["kind"], row["becomes"])
    return tuple(synonyms.values())


def _twins(rows: list[Row], known: dict[str, Indicator], faults: Faults) -> tuple[Twin, ...]:
    """Measures that councils name by the same words; a set has two members or more."""
    sets: dict[str, list[Twin]] = defaultdict(list)
    places: dict[str, str] = {}
    for row in rows:
        places.setdefault(row["twins"], row.place)
        if row["indicator"] not in known:
            faults.unknown(row, "indicator", tuple(known), "indicator", "Mend the row, or add the indicator first.")
        when, decider = (tuple(filter(None, map(plain, row[column].split(";")))) for column in ("when", "decider"))
        sets[row["twins"]].append(Twin(row["twins"], row["indicator"], when, decider))
    for name, members in sets.items():
        if len({member.indicator_id for member in members}) < 2:
            faults.add(places[name], f"'{name}' has no second measure.", "Name the other, or delete the row.")
    return tuple(twin for members in sets.values() for twin in members)


def _weights(path: Path, faults: Faults) -> str:
    """The text of the label weights: a name and a number a line, '#' begins a remark."""
    shown = "/".join(path.parts[-3:])
    if not path.is_file():
        faults.add(shown, "the file is missing.", "Restore it, or run python bench/train_labels.py --write.")
        return ""
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if said and not re.fullmatch(r"\S.* -?\d+(\.\d+)?", said):
            faults.add(f"{shown}, line {number}", f"'{line}' is no weight.", "Write a name and a number.")
    return text
