"""Sentences -> their tone: does performance get better or worse, by the measure's polarity and not by up and down.

Words are rows of data/catalogue/tone_words.csv, written as those of theme_phrases.csv (see nlp/themes.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nlp.phrases import PhraseBook, phrase_of, plain
from nlp.themes import GOES_ON
from records.reading import Tone
from records.table import PassageKind, Sentence

CLAUSE = re.compile(
    r"[;:]\s|,\s(?:and|but|though|although|while|whilst|however|with|which|who)\s|\b(?:but|though|although|whereas)\b"
)
POLARITIES = {"high": 1, "low": -1}
LEVEL = re.compile(r"\b(?:high|low|highs?|lows?)\b")
COMPARED = re.compile(r"\b(?:neighbour|national|regional|england|average|target|benchmark|comparator|stat)\w*", re.I)
EXPECTED = re.compile(
    r"\b(?:anticipat|expect|should|must|will (?:see|be)|would be|aim of|in order to|need to|hope)", re.I
)
"""What is hoped for or laid down has not happened."""
AGAINST_OTHERS = re.compile(
    r"\bperformance (?:\w+ ){0,4}(?:above|below|better|worse|ahead)[^.;]*"
    r"\b(?:neighbour|national|regional|benchmark|target)"
)
"""Performance, whatever of, that is above that of others."""
TARGET = re.compile(
    r"(?P<actual>\d+(?:\.\d+)?)\s?(?:%|per cent|percent)?(?: \([^)]*\))?,? (?:which is |and is )?"
    r"(?:(?:against|compared (?:with|to)|versus|vs) (?:a|an|the|our|its) (?:[a-z]+ ){0,2}target (?:of |is |was |\()?"
    r"|\(target:? (?:of )?)(?P<target>\d+(?:\.\d+)?)"
)
"""'87.6%, against a target of 85%', '58% (target 62%)'."""
_NUMBER, _EXACT = re.compile(r"\d"), re.compile(r"\d%|\d\.\d")
NONE_OF = re.compile(r"^(?:there (?:were|was|have been) )?(?:no|none of|zero)\b")
ALL_OF = re.compile(r"\b100(?:\.0)?%|\ball\b")


Near = dict[str, list[re.Pattern[str]]]
"""Kind -> its phrases that may stand in a text."""


class ToneReader:
    """Says the tone of sentences by the rows of tone_words.csv (columns kind, phrase, note)."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        phrases = [(row["kind"], phrase_of(row["phrase"])) for row in rows]
        self._phrases = [(kind, phrase.pattern) for kind, phrase in phrases]
        self._book = PhraseBook(phrase for _, phrase in phrases)

    def tones(self, sentences: Sequence[Sentence], *, polarities: Mapping[int, str] | None = None) -> list[Tone]:
        """One tone a sentence, in order.

        `polarities`: sentence number -> polarity of the measure that its figures were named as (`high`, `low`,
        `neutral`, `range`), where known; else the words tell, and a sentence that goes on with the one before has that
        one's.
        """
        found: list[Tone] = []
        before, heading = 0, None
        for sentence in sentences:
            if sentence.passage.heading != heading:
                before, heading = 0, sentence.passage.heading
            known = (polarities or {}).get(sentence.number)
            text = plain(sentence.text)
            near = self._near(text)
            sign = POLARITIES.get(known, 0) if known is not None else _polarity(text, near)
            if known is None and sign == 0 and GOES_ON.match(sentence.text):
                sign = before
            if known is None and sign == 0 and AGAINST_OTHERS.search(text):
                sign = 1
            before = sign
            found.append(self._tone(sentence, text, sign, near))
        return found

    def _near(self, text: str) -> Near:
        """Of each kind the phrases that may stand in a text or in a part of it, in the order of their rows."""
        near: Near = defaultdict(list)
        for place in sorted(self._book.near(text)):
            kind, pattern = self._phrases[place]
            near[kind].append(pattern)
        return near

    def _tone(self, sentence: Sentence, text: str, sign: int, near: Near) -> Tone:
        if sentence.passage.kind in (PassageKind.DEFINITION, PassageKind.QUESTION) or text.endswith("?"):
            return Tone.NONE
        if sentence.passage.heading:
            heading = plain(sentence.passage.heading.split(" | ")[-1])
            if _hits("nothing_under", heading, self._near(heading)):
                return Tone.NONE
        for kind in ("not_better", "not_worse", "not_up", "not_down"):
            for hit in _hits(kind, text, near):
                text = text[: hit.start()] + " " * len(hit[0]) + text[hit.end() :]
        votes = _movement(text, sign, near) if sign else set()
        if sign:
            votes |= {sign * way for kind, way in (("level_high", 1), ("level_low", -1)) if _hits(kind, text, near)}
            votes |= _against_target(text, sign)
        if NONE_OF.match(text) and sign < 0:
            votes = {1}
        votes |= {1} if _hits("better", text, near) else set()
        votes |= {-1} if _hits("worse", text, near) else set()
        if EXPECTED.search(text) and _EXACT.search(text) is None:
            return Tone.NONE
        if votes == {1, -1}:
            return Tone.MIXED
        if votes:
            return Tone.BETTER if 1 in votes else Tone.WORSE
        if _hits("stable", text, near) and (sign or _NUMBER.search(text)):
            return Tone.STABLE
        if sign and _hits("stable_level", text, near):
            return Tone.STABLE
        return Tone.BETTER if sign > 0 and ALL_OF.search(text) else Tone.NONE


def _hits(kind: str, text: str, near: Near) -> list[re.Match[str]]:
    """Where the phrases of a kind first stand in a text, or a part of a text, that they may stand in."""
    return [hit for pattern in near.get(kind, ()) if (hit := pattern.search(text))]


def _polarity(text: str, near: Near) -> int:
    """1 where more is better, -1 where less is, 0 where neither is said; the measure named first decides."""
    places = {
        sign: min((m.start() for m in _hits(kind, text, near)), default=len(text) + 1)
        for kind, sign in (("measure_low", -1), ("measure_high", 1))
    }
    best = min(places, key=lambda sign: places[sign])
    return best if places[best] <= len(text) else 0


def _movement(text: str, sign: int, near: Near) -> set[int]:
    """What the moves and comparisons of a measure with a polarity say: 1 better, -1 worse."""
    votes: set[int] = set()
    for clause in CLAUSE.split(text):
        if not clause:
            continue
        compared = False
        for kind, way in (("above", 1), ("below", -1)):
            for _ in _hits(kind, clause, near):
                votes.add(sign * way)
                compared = True
        moved = {way for kind, way in (("up", 1), ("down", -1)) if _hits(kind, clause, near)}
        if len(moved) == 1 and not (compared and COMPARED.search(clause) and LEVEL.search(clause)):
            votes.add(sign * moved.pop())
        elif len(moved) == 2:
            votes.add(sign * _first_move(clause, near))
    return votes


def _first_move(clause: str, near: Near) -> int:
    """Of a clause that names both ways ('a decrease from the high of June') the first one."""
    up = min(hit.start() for hit in _hits("up", clause, near))
    down = min(hit.start() for hit in _hits("down", clause, near))
    return 1 if up < down else -1


def _against_target(text: str, sign: int) -> set[int]:
    """Whether the figures beside their targets are on their good side: 1, -1, both, or none where they are equal."""
    votes = set()
    for hit in TARGET.finditer(text):
        apart = float(hit["actual"]) - float(hit["target"])
        if apart:
            votes.add(sign if apart > 0 else -sign)
    return votes
