"""The rows of data/catalogue/header_words.csv: what they may say, how words are cut, and what is wrong with a row."""

from __future__ import annotations

import re
from pathlib import Path

from normalise.rows import Faults, one_of, read_rows
from records.observation import Role, Unit
from records.period import Basis

VOCABULARY: dict[str, frozenset[str]] = {
    "role": frozenset(Role),
    "basis": frozenset(Basis),
    "unit": frozenset(Unit),
    "column": frozenset(
        [
            "label",
            "reference",
            "unit",
            "polarity",
            "travel",
            "rag",
            "person",
            "text",
            "date",
            "group",
            "rank",
            "money",
            "risk",
            "forecast",
            "unclear",
            "numerator",
            "denominator",
            "period",
        ]
    ),
    "period": frozenset({"current", "previous", "same_last_year", "unknown"}),
    "stretch": frozenset({"average", "highest", "lowest"}),
    "year": frozenset({"academic"}),
    "kind": frozenset({"moment", "event", "state", "happening", "subject"}),
    "filler": frozenset({""}),
}
"""What a row of header_words.csv may say: its meaning, and the values that this meaning may have. `kind` rows are words
in the names of measures (for `measure_basis.py`), `year` rows words of results whose bare year is a school's, all
others words in headings."""

COLUMNS = ("words", "meaning", "value")
_MONTH_FORMS = re.compile(r"^(?:mths?|mnths?|months)$")


def tokens_of(text: str) -> list[str]:
    """Words in lower case: '12-mnth max.' -> 12, month, max; signs that mean something stay: %, +/-, £, #."""
    plain = text.lower().replace("’", "'").replace("&", " and ").replace("+ / -", "+/-")
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    words = re.findall(r"\+/-|£[0km]*s?|[#%]|[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?[a-z]*", plain)
    words = [re.sub(r"^(\d+)m$", r"\1 month", word) for word in words]
    split = [part for word in words for part in word.split()]
    return ["month" if _MONTH_FORMS.match(word) else word.removesuffix("'s") for word in split]


def check_heading_words(path: Path, faults: Faults) -> None:
    """Tells every row without words, of a meaning or value that is unknown, or that another row contradicts."""
    said: dict[tuple[tuple[str, ...], str], tuple[str, str]] = {}
    for row in read_rows(path, COLUMNS, faults):
        tokens = tuple(tokens_of(row["words"]))
        if not tokens:
            faults.add(row.place, "a heading word without words.", "Write the words of the heading.")
        elif one_of(row, "meaning", sorted(VOCABULARY), faults) and one_of(
            row, "value", sorted(VOCABULARY[row["meaning"]]), faults
        ):
            value, place = said.setdefault((tokens, row["meaning"]), (row["value"], row.place))
            if value != row["value"]:
                wrong = f"'{row['words']}' is '{row['value']}' here and '{value}' at {place}."
                faults.add(row.place, wrong, "Words have one value of a meaning; delete one of the two.")
