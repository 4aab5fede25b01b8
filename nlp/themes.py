"""Sentences -> the themes that they are about, each with a score and the words that earned it.

The words are rows of data/catalogue/theme_phrases.csv. How a phrase is written there: words as they stand in a
sentence, in lower case; `*` for any ending of a word; `~` for up to four words between; `#` for a number; `heading: `
before what stands in the heading; `@theme` where a theme found already counts for or against another; `?` for a
question. Rows of one theme with one weight and one note are one group: of each group the phrases count once. A theme
whose groups add up to 1 is one of the sentence's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nlp.phrases import Phrase, PhraseBook, phrase_of, plain
from records.reading import ThemeMention
from records.table import PassageKind, Sentence

ENOUGH = 1.0
EVERY_THEME = "*"
"""What the rows name in the theme's place that speak against all of them (a section on equality duties)."""
MOST_THEMES = 3
"""A person gives a sentence no more. Source: gold/README.md, Themes."""
OF_DEFINITIONS = {
    "timeliness", "health", "education", "care_leavers", "placements", "permanence", "courts", "workforce",
    "exploitation_missing", "repeat_involvement", "data_quality",
}  # fmt: skip
"""Themes that a definition can have: its subject. That it speaks of contacts or thresholds is no news of either."""
PASSING = {"covid", "seasonality", "small_numbers", "improvement", "scrutiny_question", "partnership"}
"""Themes of one sentence that the next does not take over."""
GOES_ON = re.compile(
    r"^\W*(?:this|that|these|those|it|its|they|comparatively|similarly|likewise|however|although|performance|overall"
    r"|(?:for )?(?:our |the )?(?:current |overall )?(?:year[ -]to[ -]date|ytd|20\d\d/\d\d)"
    r"|the (?:outturn|target|(?:england|national|regional|london) (?:rate|average|figure))|still\b|nationally"
    r"|in the month alone|over the (?:last|past|previous) \w+ \w+ (?:the|it|this)\b"
    r"|the (?:rate(?! of)|proportion with|figure|current|percentage (?:increased|decreased|rose|fell)"
    r"|last \w+ months|actual|average|changes|number (?:rose|fell|increased|decreased))"
    r"|(?:when )?(?:expressed|compar(?:ed|ing))|in comparison|throughout the|\(|[\d.]+%? (?:is|was)\b|for example"
    r"|in addition)",
    re.I,
)
"""How a sentence begins that goes on with the measure of the one before."""


_JOINED = re.compile(r",| and | & ")


@dataclass(frozen=True, slots=True)
class _Row:
    theme: str
    group: int
    """Its group's place among the theme's; of each group the first row that fits counts, and no other."""
    weight: float


class _Found(NamedTuple):
    score: float
    words: tuple[str, ...]


class ThemeTagger:
    """Gives sentences their themes by the rows of theme_phrases.csv (columns theme, phrase, weight, note)."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Raises ValueError for a weight that is no number, or a phrase that cannot be matched."""
        groups: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
        phrases: tuple[list[Phrase], list[Phrase]] = ([], [])
        self._rows: tuple[list[_Row], list[_Row]] = ([], [])
        """Of phrases in the text, and of those in the heading; each in the order of the file."""
        self._others: dict[str, dict[int, list[tuple[str, float]]]] = defaultdict(lambda: defaultdict(list))
        """Theme -> group -> the other themes that speak for or against it, with their weights."""
        for row in rows:
            theme, weight = row["theme"], float(row["weight"])
            group = groups[theme].setdefault((row["weight"], row["note"]), len(groups[theme]))
            in_heading = row["phrase"].startswith("heading:")
            written = row["phrase"].removeprefix("heading:").strip()
            if written.startswith("@"):
                self._others[theme][group].append((written[1:], weight))
            else:
                phrases[in_heading].append(phrase_of(written))
                self._rows[in_heading].append(_Row(theme, group, weight))
        self._themes = tuple(theme for theme in groups if theme != EVERY_THEME)
        self._books = (PhraseBook(phrases[0]), PhraseBook(phrases[1]))
        self._headings: dict[str, dict[int, re.Match[str]]] = {}

    def tag(self, sentences: Sequence[Sentence]) -> list[ThemeMention]:
        """The themes of each sentence, the heaviest first and at most three; a sentence without any has no mention.

        A sentence that only goes on with the measure of the one before ('This is above the national average') takes
        over its themes.
        """
        mentions: list[ThemeMention] = []
        before: dict[str, _Found] = {}
        heading: str | None = None
        for sentence in sentences:
            if sentence.passage.heading != heading:
                before, heading = {}, sentence.passage.heading
            found = self._of_itself(sentence)
            # Volume words stand in every comparison; in one that goes on they name no new subject.
            subject = {theme for theme in found if theme not in PASSING and theme != "demand"}
            goes_on = GOES_ON.match(sentence.text) and not sentence.text.endswith("?")
            if not subject and before and goes_on and not ("demand" in found and "demand" in before):
                found.pop("demand", None)
                found = found | {theme: _Found(0.8 * f.score, ("(as before)", *f.words)) for theme, f in before.items()}
            before = {theme: f for theme, f in found.items() if theme not in PASSING}
            # Volume is what most sentences speak of besides: where there are more than three, it goes first.
            ranked = sorted(found.items(), key=lambda entry: (entry[0] == "demand", -entry[1].score))[:MOST_THEMES]
            mentions += [
                ThemeMention(sentence.number, theme, round(min(1.0, f.score / 2), 2), "; ".join(dict.fromkeys(f.words)))
                for theme, f in ranked
            ]
        return mentions

    def _of_itself(self, sentence: Sentence) -> dict[str, _Found]:
        """Themes that the sentence has by its own words and its heading."""
        weighed = self._weigh(plain(sentence.text), plain(sentence.passage.heading or ""))
        if EVERY_THEME in weighed and weighed[EVERY_THEME].score < 0:
            return {}
        present = {theme for theme, f in weighed.items() if f.score >= ENOUGH}
        if not present:
            return {}  # only a theme that is there speaks for others
        asked = [theme for theme in self._themes if theme in weighed or theme in self._others]
        found = {theme: self._with_others(theme, weighed.get(theme, _NOTHING), present) for theme in asked}
        found = {theme: f for theme, f in found.items() if f.score >= ENOUGH}
        if sentence.passage.kind is PassageKind.DEFINITION:
            found = {theme: f for theme, f in found.items() if theme in OF_DEFINITIONS}
        return found

    def _weigh(self, text: str, heading: str) -> dict[str, _Found]:
        """For each theme of which a phrase fits the sum over its groups of the first that does, and the words of those
        that speak for it.
        """
        if heading not in self._headings:
            found = self._books[1].found(heading)
            themes = {place: self._rows[1][place].theme for place in found}
            self._headings = {
                heading: {place: hit for place, hit in found.items() if not _is_one_of_a_list(place, found, themes)}
            }
        first: dict[tuple[str, int], tuple[float, str]] = {}
        for rows, hits in ((self._rows[0], self._books[0].found(text)), (self._rows[1], self._headings[heading])):
            for place in sorted(hits):
                row = rows[place]
                first.setdefault((row.theme, row.group), (row.weight, hits[place][0]))
        scores: dict[str, float] = {}
        words: dict[str, list[str]] = {}
        for theme, group in sorted(first):
            weight, hit = first[theme, group]
            scores[theme] = scores.get(theme, 0.0) + weight
            words.setdefault(theme, []).extend([hit] if weight > 0 else [])
        return {theme: _Found(score, tuple(words[theme])) for theme, score in scores.items()}

    def _with_others(self, theme: str, found: _Found, present: set[str]) -> _Found:
        """The score with what the other themes that were found say for or against this one."""
        if theme not in self._others:
            return found
        score, words = found.score, list(found.words)
        for group in self._others[theme].values():
            other, weight = next((pair for pair in group if pair[0] in present), ("", 0.0))
            score += weight
            words += [f"@{other}"] if weight > 0 else []
        return _Found(score, tuple(words))


_NOTHING = _Found(0.0, ())


def _is_one_of_a_list(place: int, found: Mapping[int, re.Match[str]], themes: Mapping[int, str]) -> bool:
    """Whether a heading names this theme beside other subjects: 'Children in care and care leavers'.

    A sentence under it may be of either, and its own words must tell. `found` are the heading's hits, with their
    themes. What is said 'of' or 'for' somebody is no list.
    """
    hit, theme = found[place], themes[place]
    heading = hit.string
    start = heading.rfind(" | ", 0, hit.start()) + 1
    end = min(
        (at for mark in (" | ", " of ", " for ") if (at := heading.find(mark, start + 1)) >= 0), default=len(heading)
    )
    if theme == EVERY_THEME or hit.start() >= end:
        return False
    edges = [start, *(cut.start() for cut in _JOINED.finditer(heading, start, end)), end]
    for first, last in zip(edges, edges[1:]):
        there = {themes[other] for other, one in found.items() if first <= one.start() < last}
        if not first <= hit.start() < last and there and theme not in there:
            return True
    return False
