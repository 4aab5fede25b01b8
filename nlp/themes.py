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

from nlp.phrases import Phrase, phrase_of, plain
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
    r"|(?:our |the )?(?:current |overall )?(?:year[ -]to[ -]date|ytd|20\d\d/\d\d)"
    r"|the (?:rate|proportion with|figure|current|percentage (?:increased|decreased|rose|fell)"
    r"|last \w+ months|actual|average|changes|number (?:rose|fell|increased|decreased))"
    r"|(?:when )?(?:expressed|compar(?:ed|ing))|in comparison|throughout the|\(|[\d.]+%? (?:is|was)\b|for example"
    r"|in addition)",
    re.I,
)
"""How a sentence begins that goes on with the measure of the one before."""


@dataclass(frozen=True, slots=True)
class _Row:
    phrase: Phrase | None
    """None for `@theme`."""
    other: str
    """The theme behind the `@`; else empty."""
    weight: float
    in_heading: bool


@dataclass(frozen=True, slots=True)
class _Found:
    score: float
    words: tuple[str, ...]


class ThemeTagger:
    """Gives sentences their themes by the rows of theme_phrases.csv (columns theme, phrase, weight, note)."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Raises ValueError for a weight that is no number."""
        groups: dict[str, dict[tuple[str, str], list[_Row]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            entry = _row(row["phrase"], float(row["weight"]))
            groups[row["theme"]][row["weight"], row["note"]].append(entry)
        self._groups = {theme: list(of_theme.values()) for theme, of_theme in groups.items()}

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
            found = self._themes(sentence)
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

    def _themes(self, sentence: Sentence) -> dict[str, _Found]:
        """Themes that the sentence has by its own words and its heading."""
        text = plain(sentence.text)
        heading = plain(sentence.passage.heading or "")
        if self._weigh(self._groups.get(EVERY_THEME, []), text, heading).score < 0:
            return {}
        found = {
            theme: self._weigh(groups, text, heading) for theme, groups in self._groups.items() if theme != EVERY_THEME
        }
        present = {theme for theme, f in found.items() if f.score >= ENOUGH}
        found = {theme: self._with_others(theme, f, present) for theme, f in found.items()}
        found = {theme: f for theme, f in found.items() if f.score >= ENOUGH}
        if sentence.passage.kind is PassageKind.DEFINITION:
            found = {theme: f for theme, f in found.items() if theme in OF_DEFINITIONS}
        return found

    @staticmethod
    def _weigh(groups: Sequence[Sequence[_Row]], text: str, heading: str) -> _Found:
        """The sum over groups of the first phrase that fits, and the words of those that speak for the theme."""
        score, words = 0.0, list[str]()
        for group in groups:
            for row in group:
                match = row.phrase.search(heading if row.in_heading else text) if row.phrase else None
                if match is not None:
                    score += row.weight
                    if row.weight > 0:
                        words.append(match[0])
                    break
        return _Found(score, tuple(words))

    def _with_others(self, theme: str, found: _Found, present: set[str]) -> _Found:
        """The score with what the other themes that were found say for or against this one."""
        score, words = found.score, list(found.words)
        for group in self._groups[theme]:
            other = next((row for row in group if row.phrase is None and row.other in present), None)
            if other is not None:
                score += other.weight
                words += [f"@{other.other}"] if other.weight > 0 else []
        return _Found(score, tuple(words))


def _row(written: str, weight: float) -> _Row:
    """A row's phrase, ready to match."""
    in_heading = written.startswith("heading:")
    text = written.removeprefix("heading:").strip()
    if text.startswith("@"):
        return _Row(None, text[1:], weight, False)
    return _Row(phrase_of(text), "", weight, in_heading)
