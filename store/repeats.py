"""A report published twice, alone and in a pack or born digital and scanned, counts once: `reports.same_as`."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.92
"""Share of letters in common from which a scan's title is taken for the other: OCR misreads a letter or two."""
TIMES = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december|q(uarter)? ?[1-4])\b"
    r"|\b20\d\d([/-]\d\d)?\b",
    re.I,
)
"""Words of time in a title, which one copy bears and the other does not; the reported period tells papers apart."""
REPORTS = """
select
  reports.id, reports.authority_id, reports.report_period, reports.title, coalesce(documents.text_layer, 'no') = 'yes'
from reports
join documents on documents.id = reports.document_id
where reports.authority_id is not null and reports.title is not null and reports.report_period is not null
order by
  case documents.text_layer when 'yes' then 0 when 'partial' then 1 else 2 end,
  (select count(*) from reports as others where others.document_id = reports.document_id),
  (select count(*) from observations where observations.report_id = reports.id) desc,
  reports.id
"""
"""Reports that say enough of themselves to be told apart: born digital first, then alone, then by figures."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """A report that counts, for those after it to be held against."""

    id: str
    letters: str
    born_digital: bool


def name_repeats(connection: sqlite3.Connection) -> None:
    """Names in each report that is another one again the one that counts: same council, period and title."""
    counting: dict[tuple[str, str], list[_Counts]] = {}
    repeats: list[tuple[str, str]] = []
    for id_, authority, period, title, born_digital in connection.execute(REPORTS).fetchall():
        report = _Counts(id_, letters_of(title), bool(born_digital))
        others = counting.setdefault((authority, period), [])
        same = next((other for other in others if _is_same(other, report)), None)
        if same is None:
            others.append(report)
        else:
            repeats.append((same.id, id_))
    connection.execute("update reports set same_as = null where same_as is not null")
    connection.executemany("update reports set same_as = ? where id = ?", repeats)


def letters_of(title: str) -> str:
    """A title as it is compared: letters and figures without words of time; the whole where nothing else is left."""
    text = title.lower()
    return re.sub(r"[^a-z0-9]+", "", TIMES.sub(" ", text)) or re.sub(r"[^a-z0-9]+", "", text)


def _is_same(one: _Counts, other: _Counts) -> bool:
    if one.letters == other.letters:
        return True
    if one.born_digital and other.born_digital:
        return False
    return SequenceMatcher(None, one.letters, other.letters, autojunk=False).ratio() >= ALIKE
