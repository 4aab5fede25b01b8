"""The catalogue's wordings as arrays: how much of each a clause covers, and which may be used where it stands.

Weighs, and decides nothing: nlp/measures.py says what a word of the clause counts, and names the measure.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from nlp.words import opposites, passing_words, without_passing
from normalise.conditions import Conditions, fits
from normalise.limits import LIMIT_WORD
from normalise.similarity import CLASSES
from normalise.wording import Speller, plain, stem
from records.catalogue import Alias, Catalogue
from records.observation import Unit

FOREIGN, LACKING, OPPOSITE = 0.10, 0.08, 0.25
"""What it costs a wording to lack a subject of the clause, to have one that is nowhere, to say 'ended' for
'started'.
"""
IN_TIME = frozenset({"intime", "late", "uptodate", "over"})
"""Words that say a limit without its days."""
UNSAID = CLASSES["time"] - IN_TIME
"""Words that part a measure from its next of kin."""
MOMENT = 0.25
"""What it costs a wording not to say 'open' where the clause does: what is open is counted at another moment."""
NEARER = 1.6
"""How much more than others a word counts that stands right behind the figure."""
SAYS_LITTLE = 1.7
"""Weight of a clause's own words below which it names nothing by itself."""
HARDLY, NEAREST = 0.3, 0.2
"""Share of a wording up to which it is hardly covered; least score at which a measure is one of those that come near.
"""
_CODE = re.compile(r"[a-z]{0,3}\d+")
_SCORECARD = re.compile(r"a(?:1|2|3|8|10)|ni \d{1,3}")
"""'A2', 'NI 58': a measure by its number."""
_MOST_KEPT = 50_000
"""Texts whose words are remembered; then they are forgotten, so that thousands of papers cost no memory."""

OF_LABELS = "scorecards"
"""`seen_in` of wordings that are labels of tables: short ones, which the words of a sentence would cover by chance."""


class Coverage:
    """Weighs a clause's words against every wording of a catalogue."""

    def __init__(self, catalogue: Catalogue, speller: Speller) -> None:
        self._catalogue = catalogue
        self._speller = speller
        names = [Alias(i.id, i.name, "name") for i in catalogue.indicators]
        of_prose = [a for a in catalogue.aliases if a.seen_in != OF_LABELS]
        self.aliases = [a for a in [*of_prose, *names] if not a.rejected and not speller.read(a.text).valued]
        self.ids = [i.id for i in catalogue.indicators]
        self._place = {name: n for n, name in enumerate(self.ids)}
        self._conditions = Conditions(catalogue.indicators, speller)
        self._bags: dict[str, frozenset[str]] = {}
        self._implied: dict[str, frozenset[str]] = {}
        for row in catalogue.synonyms:
            if row.kind == "implies":
                for word in row.words.split():
                    self._implied[word] = self._implied.get(word, frozenset()) | frozenset(row.becomes.split())
        self._index()
        moves = frozenset(word for words in passing_words() for word in self.bag(words)) & (
            CLASSES["move"] | UNSAID | {"over"}
        )
        self._named_by = frozenset(stem(word) for one in catalogue.indicators for word in plain(one.name).split())
        self.passing = moves | frozenset(map(stem, passing_words()))
        self._targets: dict[Unit | None, np.ndarray] = {}
        self._papers: dict[tuple[str | None, frozenset[str]], np.ndarray] = {}
        self._usable: dict[tuple[object, ...], np.ndarray] = {}
        self._explained = {name: self.with_parts(own) for name, own in self._vocabulary.items()}
        """Measure -> the words of its wordings with those that they imply."""
        self._heard = self.passing.union(*self._explained.values())
        for unit in (None, *Unit):
            self._target(unit)

    def _index(self) -> None:
        """Word -> the wordings that hold it, and the weight of each word by how few measures use it."""
        bags = [self.bag(alias.text) for alias in self.aliases]
        users: dict[str, set[str]] = defaultdict(set)
        rows: dict[str, list[int]] = defaultdict(list)
        for row, (alias, bag) in enumerate(zip(self.aliases, bags)):
            for word in bag:
                users[word].add(alias.indicator_id)
                rows[word].append(row)
        self._wordings: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._own: dict[str, list[int]] = defaultdict(list)
        """Authority -> the places of its own wordings."""
        for row, (alias, bag) in enumerate(zip(self.aliases, bags)):
            self._wordings[alias.indicator_id].append(bag)
            if alias.authority_id:
                self._own[alias.authority_id].append(row)
        self._weight = {word: math.log(1 + len(self.ids) / len(found)) for word, found in users.items()}
        self._rows = {word: np.array(found) for word, found in rows.items()}
        self._owner = np.array([self._place[alias.indicator_id] for alias in self.aliases])
        self._owners = {word: np.unique(self._owner[found]) for word, found in self._rows.items()}
        self._total = np.array([math.fsum(self._weight[w] for w in bag) or 1.0 for bag in bags])
        self._vocabulary = {
            name: frozenset[str]().union(*(bags[row] for row in np.flatnonzero(self._owner == place)))
            for name, place in self._place.items()
        }
        self._core = {
            name: frozenset.intersection(*own)
            for name, place in self._place.items()
            if (own := [self._with_implied(bags[row]) for row in np.flatnonzero(self._owner == place)])
        }
        coded = [bool(self._speller.read(alias.text).codes) for alias in self.aliases]
        self._limited = frozenset(
            name
            for name, place in self._place.items()
            if all(self.says_limit(bags[row]) or coded[row] for row in np.flatnonzero(self._owner == place))
        )
        self.subjects, self.parts = self._speller.subjects, self._speller.parts
        self._known_subjects = self.subjects & self._rows.keys()
        self._subjects = np.array([len(bag & self.subjects) for bag in bags])
        self._open = np.array(["open" in bag for bag in bags])
        self._maximal = np.array(["maximum" in bag for bag in bags])
        self._opposed = {
            said: np.array([other in bag and said not in bag for bag in bags]) for said, other in opposites()
        }
        names = {i.id: self.bag(i.name) & self.subjects for i in self._catalogue.indicators}
        areas = {word: {self._catalogue.by_id[name].service_area for name in ids} for word, ids in users.items()}
        self._lone = [
            frozenset[str]()
            if bag & self.subjects or any(len(areas[word]) == 1 for word in bag)
            else names[alias.indicator_id]
            for alias, bag in zip(self.aliases, bags)
        ]
        """Of a wording that several services have ('reviews held on time'), the subjects of its measure, one of which
        must be said.
        """
        self._is_lone = np.array([bool(needed) for needed in self._lone])
        conditioned: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for row, alias in enumerate(self.aliases):
            if alias.conditions:
                conditioned[alias.conditions, alias.authority_id].append(row)
        self._conditioned = [(self.aliases[rows[0]], np.array(rows)) for rows in conditioned.values()]
        """Of wordings with the same conditions and authority the first, and the places of all."""
        asked = {
            value
            for first, _ in self._conditioned
            for name, value in first.conditions
            if name in {"heading", "not heading"}
        }
        self._asked = {value: [(part.strip().lower(), self.bag(part)) for part in value.split(",")] for value in asked}
        """What conditions ask of headings: its parts, any of which will do, as words and in the one spelling."""
        self._under: dict[tuple[str, ...], dict[str, bool]] = {}
        """Headings -> which of what is asked of them they speak of, as far as it was asked."""

    # --- words -------------------------------------------------------------------------------------------------------

    def bag(self, text: str) -> frozenset[str]:
        """The words of a text that matter, in the one spelling."""
        text = text.strip()
        if text not in self._bags:
            if len(self._bags) >= _MOST_KEPT:
                self._bags.clear()
            wording = self._speller.read(text)
            self._bags[text] = frozenset(wording.words) | frozenset(wording.section) | wording.codes | wording.tags
        return self._bags[text]

    def says_little(self, words: str) -> bool:
        """Whether a stretch of words names nothing by itself: its words are no measure's, or every measure's."""
        return self.weight(self.bag(words)) < SAYS_LITTLE

    def another_subject(self, words: str, other: str) -> bool:
        """Whether words name a subject that another stretch of words does not."""
        return bool((self.bag(words) & self._known_subjects) - self.bag(other)) and not self.says_little(words)

    def covers(self, words: str, other: str) -> bool:
        """Whether all that another stretch of words says of measures is in these words, or it says nothing."""
        more = self.bag(other) - self.bag(words) - self.passing
        return math.fsum(self._weight.get(word, 2.0) for word in more if len(word) > 2) < SAYS_LITTLE

    def alike(self, one: str, other: str) -> bool:
        """Whether two stretches of words share a subject."""
        return bool(self.bag(one) & self.bag(other) & self.subjects)

    def vocabulary_of(self, indicator_id: str) -> frozenset[str]:
        """All words of the wordings of a measure."""
        return self._vocabulary.get(indicator_id, frozenset())

    def unsaid(self, indicator_id: str, said: frozenset[str]) -> frozenset[str]:
        """Subjects, and words that part a measure from its next of kin, that all its wordings have and nobody said."""
        needed = self.core(indicator_id) & (UNSAID | self.subjects)
        return needed - self.with_parts(said) if needed else needed

    def core(self, indicator_id: str) -> frozenset[str]:
        """The words that all wordings of a measure have or imply."""
        return self._core.get(indicator_id, frozenset())

    def lacks(self, indicator_id: str, words: str) -> bool:
        """Whether words are none of a measure's."""
        bag = self.bag(words)
        return not bag or not bag <= self.vocabulary_of(indicator_id)

    def subjects_said(self, indicator_id: str, said: frozenset[str]) -> bool:
        """Whether all subjects of some wording of a measure are said; a wording without any needs none."""
        return any(bag & self.subjects <= said for bag in self._wordings.get(indicator_id, ()))

    def names_subjects(self, indicator_id: str, said: frozenset[str]) -> bool:
        """Whether some subject of a measure's name is said, or it has none."""
        mine = self.bag(self._catalogue.by_id[indicator_id].name) & self.subjects
        return not mine or bool(mine & said)

    def says_whole(self, indicator_id: str, said: frozenset[str]) -> bool:
        """Whether all words of some wording of a measure are said."""
        return any(bag <= said for bag in self._wordings.get(indicator_id, ()))

    def says_in_a_wording(self, indicator_id: str, words: str) -> bool:
        """Whether some wording of a measure has all these words."""
        bag = self.bag(words)
        return any(bag <= wording for wording in self._wordings.get(indicator_id, ()))

    def strange(self, text: str, measures: Iterable[str]) -> frozenset[str]:
        """Subjects, limits and ages of a text that other measures have, and none of these."""
        telling = {word for word in self.bag(text) & self._rows.keys() if self._tells(word)}
        return frozenset(telling.difference(*map(self.vocabulary_of, measures)))

    def unexplained(self, texts: Iterable[str], measures: Iterable[str]) -> frozenset[str]:
        """Words of some texts that no wording of these measures has, save those that may stand beside any measure."""
        return self._strange_to(texts, (self.passing, *(self._explained[name] for name in measures)))

    def _strange_to(self, texts: Iterable[str], known: Sequence[frozenset[str]]) -> frozenset[str]:
        """Words of some texts that are in none of these sets of known ones."""
        said = frozenset[str]().union(*(self.bag(without_passing(text)) for text in texts))
        aged = {word for word in said if word.startswith("aged")}
        strange = (said - aged).difference(*known)
        strange |= {word for word in aged if not any(word.removeprefix("aged") in words for words in known)}
        return frozenset(w for w in strange if LIMIT_WORD.match(w) or len(w) > 2 and not _CODE.fullmatch(w))

    def unheard_of(self, texts: Iterable[str]) -> frozenset[str]:
        """Words of some texts that no measure at all has in a wording or its name, limits left out."""
        return frozenset(
            word
            for word in self._strange_to(texts, (self._heard,))
            if not LIMIT_WORD.match(word) and word not in self._named_by
        )

    def with_parts(self, words: frozenset[str]) -> frozenset[str]:
        """Words with those that they imply, and those that they are made of: 're_referral' has 'referral'."""
        more = self._with_implied(words)
        return more | {part for word in more for part in word.split("_")}

    def _with_implied(self, words: frozenset[str]) -> frozenset[str]:
        """Words with those that rows of the catalogue say they imply."""
        return words.union(*(self._implied.get(word, frozenset()) for word in words))

    def limited(self, indicator_id: str) -> bool:
        """Whether every wording of a measure says a limit, or that it is in time."""
        return indicator_id in self._limited

    def says_limit(self, words: Iterable[str]) -> bool:
        """Whether any of these words is a limit, or says that something is in time."""
        return any(word in IN_TIME or LIMIT_WORD.match(word) for word in words)

    def tells_of_what(self, words: frozenset[str]) -> bool:
        """Whether any of these words says more than when, or in what time, a thing was done."""
        return any(word not in IN_TIME and self._weight.get(word) for word in words - self.passing)

    def _tells(self, word: str) -> bool:
        coded = _SCORECARD.fullmatch(word) is not None
        return coded or word in self.subjects or word in CLASSES["age"] or LIMIT_WORD.match(word) is not None

    def weight(self, words: Iterable[str]) -> float:
        """How much words tell together."""
        return math.fsum(self._weight.get(word, 0.0) for word in words)

    # --- which wordings may be used ----------------------------------------------------------------------------------

    def siblings(self, indicator_id: str, unit: Unit | None) -> list[str]:
        """The measures of one thing in another unit: the count of a share, the rate of a count."""
        one = self._catalogue.by_id[indicator_id]
        family = one.count_id or one.id
        return [
            i.id
            for i in self._catalogue.indicators
            if (i.count_id or i.id) == family and unit is not None and fits(unit, i.unit)
        ]

    def _target(self, unit: Unit | None) -> np.ndarray:
        """For each wording the place of the measure that it means for a figure of this unit; -1 for none."""
        if unit not in self._targets:
            meant = [self._conditions.with_unit(name, unit) for name in self.ids]
            places = np.array([-1 if one is None else self._place[one.id] for one in meant])
            self._targets[unit] = places[self._owner]
        return self._targets[unit]

    def _allowed(
        self, headings: tuple[str, ...], unit: Unit | None, authority_id: str | None, without: frozenset[str]
    ) -> np.ndarray:
        """Which wordings may be used here: by paper, authority and the conditions of ambiguous ones."""
        key = (headings, unit, authority_id, without)
        if key not in self._usable:
            if len(self._usable) >= _MOST_KEPT // 100:
                self._usable.clear()
                self._under.clear()
            usable = self._of_papers(authority_id, without).copy()
            for first, alike in self._conditioned:
                if not self._holds(first, headings, unit, authority_id):
                    usable[alike] = False
            self._usable[key] = usable
        return self._usable[key]

    def _of_papers(self, authority_id: str | None, without: frozenset[str]) -> np.ndarray:
        """Which wordings are not another authority's, nor of a paper that is left out."""
        key = (authority_id, without)
        if key not in self._papers:
            usable = np.ones(len(self.aliases), bool)
            if without:
                usable = np.array([alias.seen_in not in without for alias in self.aliases])
            for other, rows in self._own.items():
                if authority_id and other != authority_id:
                    usable[rows] = False
            self._papers[key] = usable
        return self._papers[key]

    def _holds(self, alias: Alias, headings: tuple[str, ...], unit: Unit | None, authority_id: str | None) -> bool:
        """Whether the conditions of a wording are met."""
        for name, value in alias.conditions:
            if name == "unit" and unit is not None and not fits(unit, Unit(value)):
                return False
            if name in {"heading", "not heading"} and self._speak_of(headings, value) is (name == "not heading"):
                return False
            if name == "definition" and (alias.authority_id is None or alias.authority_id != authority_id):
                return False
        return True

    def _speak_of(self, headings: tuple[str, ...], asked: str) -> bool:
        """Whether headings speak of any part of what a condition asks of them."""
        under = self._under.setdefault(headings, {})
        if asked not in under:
            said = " ".join(headings)
            lowered, bag = said.lower(), self.bag(said)
            under[asked] = any(words in lowered or (own and own <= bag) for words, own in self._asked[asked])
        return under[asked]

    # --- scores ------------------------------------------------------------------------------------------------------

    def scores(
        self,
        credit: Mapping[str, float],
        own: frozenset[str],
        near: frozenset[str],
        *,
        headings: tuple[str, ...],
        unit: Unit | None,
        authority_id: str | None,
        without: frozenset[str],
    ) -> dict[str, float]:
        """Score of each measure that comes near, by its best wording.

        `credit`: what each word counts, from 0 to 1, those of the clause's `own` naming words 1; `near` are those of
        them right behind the figure.
        """
        known = sorted(word for word in credit if word in self._rows)  # sums must not depend on the order of a set
        covered = self._summed(known, [self._weight[word] * credit[word] for word in known]) / self._total
        rows = np.flatnonzero(covered > HARDLY)
        rows = rows[(self._target(unit)[rows] >= 0) & self._allowed(headings, unit, authority_id, without)[rows]]
        if not len(rows):
            return {}
        full = [word for word in known if credit[word] == 1.0]
        weights = [self._weight[word] * (NEARER if word in near else 1.0) for word in full]
        asked = 1e-9
        spoken = np.zeros(len(self.ids))
        for word, weight in zip(full, weights):
            asked += weight
            spoken[self._owners[word]] += weight
        answered = self._summed(full, weights)[rows]
        shared = self._summed([word for word in known if word in self.subjects])[rows]
        mine = self._summed([word for word in full if word in self.subjects])[rows]
        query_side = 0.5 * (answered + spoken[self._owner[rows]]) / asked
        score = 0.58 * covered[rows] ** 1.5 + 0.42 * query_side
        score -= FOREIGN * (len(own & self._known_subjects) - mine) + LACKING * (self._subjects[rows] - shared)
        score[(self._subjects[rows] > 0) & (shared == 0)] = 0.0
        for place in np.flatnonzero(self._is_lone[rows]).tolist():
            if not self._lone[int(rows[place])] & credit.keys():
                score[place] = 0.0
        if "maximum" not in credit:
            score -= OPPOSITE * self._maximal[rows]
        if "open" in own:
            score -= MOMENT * ~self._open[rows]
        for word in sorted(own & self._opposed.keys()):
            score -= OPPOSITE * self._opposed[word][rows]
        best: dict[str, float] = {}
        for place, one in zip(self._target(unit)[rows].tolist(), score.tolist()):
            name = self.ids[place]
            if one > max(NEAREST, best.get(name, 0.0)):
                best[name] = one
        return best

    def _summed(self, words: Sequence[str], weights: Sequence[float] | None = None) -> np.ndarray:
        """For each wording the sum of the weights (1 each where not given) of those of these words that it holds."""
        if not words:
            return np.zeros(len(self.aliases))
        rows = [self._rows[word] for word in words]
        each = None if weights is None else np.repeat(np.array(weights), [len(found) for found in rows])
        return np.bincount(np.concatenate(rows), each, len(self.aliases))
