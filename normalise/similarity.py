"""How alike a label is to the catalogue's wordings: each measure's best wording, with what speaks for and against it.

A small logistic model weighs what was seen ("a limit that only the label has"). Its weights are a text file that anyone
can read, data/catalogue/label_weights.txt, learnt by bench/train_labels.py.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from normalise.limits import LIMIT_WORD
from normalise.wording import MOVES, Wording
from records.catalogue import Alias

KEPT = 12
"""Measures that are weighed for a label; the right one is nearly always among them (of three in 98 of 100)."""
LEAD = 10
"""How many times as probable as any other a measure must be that is named though it is not quite sure."""
MOST_TRIED = 400
"""Wordings that are tried for a label, the likest first."""
WORDINGS = 3
"""Wordings of a measure that are weighed."""
CLASSES: dict[str, frozenset[str]] = {
    "move": MOVES,
    "time": frozenset(("intime", "uptodate", "over", "ever", "repeat", "first", "initial", "review", "last")),
    "sum": frozenset(("average", "maximum", "score", "quality", "cost")),
    "age": frozenset(("primary", "secondary", "16_17", "17_18", "19_21", "16plus", "aged", "age", "under")),
}
"""Kinds of words by which near measures differ. They are words of English, not of councils."""
KINDS = ("subject", "move", "limit", "time", "sum", "age", "negation")
"""Kinds of words of which a label and a wording are asked what only one of them has, as the features are in order."""
_PLACE = {kind: place for place, kind in enumerate(KINDS)}
FEATURES = (
    *("alike", "label covered", "wording covered", "letters alike", "further wordings alike", "lead over others"),
    *("best of all", "same words", "rarest word of label missing", "rarest word of wording missing"),
    *(
        "rare word strange to the measure",
        "strange words",
        "unknown words",
        "subject only in label",
        "subject only in wording",
    ),
    *("move only in label", "move only in wording", "limit only in label", "limit only in wording"),
    *("time word only in label", "time word only in wording", "sum word only in label", "sum word only in wording"),
    *("age only in label", "age only in wording", "negation only in label", "negation only in wording"),
    *("clause only in label", "clause only in wording", "code in both", "code only in one", "unit of its own"),
    *("one word alone", "bias"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A wording of the catalogue: an alias, or an indicator's name."""

    alias: Alias
    wording: Wording


@dataclass(frozen=True, slots=True)
class Likeness:
    """A measure that a label could be, by its likest wording."""

    indicator_id: str
    entry: Entry
    features: np.ndarray
    """One number for each of FEATURES."""


class _Kinds(dict[str, tuple[str, ...]]):
    """Word -> of which KINDS it is; each word is looked at once."""

    def __init__(self, subjects: frozenset[str]) -> None:
        super().__init__()
        self._members = {"subject": subjects, **CLASSES}

    def __missing__(self, word: str) -> tuple[str, ...]:
        kinds = {kind for kind, members in self._members.items() if word in members}
        kinds |= {"limit"} if word[0].isdigit() and LIMIT_WORD.match(word) else set()
        kinds |= {"negation"} if word.startswith("not_") else set()
        self[word] = tuple(sorted(kinds))
        return self[word]


class Matcher:
    """Weighs labels against a fixed list of wordings."""

    def __init__(self, entries: Sequence[Entry], subjects: frozenset[str], families: dict[str, str]) -> None:
        """`families` gives for each measure the id that stands for it and its siblings."""
        self._entries = entries
        self._subjects = subjects
        self._families = families
        self._kinds = _Kinds(subjects)
        holders: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            for word in entry.wording.bag:
                holders[word].add(families[entry.alias.indicator_id])
        count = len(set(families.values()))
        self._rarity = {word: math.log((count + 1) / (len(ids) + 0.5)) for word, ids in holders.items()}
        self._rarest = math.log((count + 1) / 1.5)
        words: dict[str, list[int]] = defaultdict(list)
        letters: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(entries):
            for word in entry.wording.bag:
                words[word].append(place)
            for gram in _grams(entry.wording.plain):
                letters[gram].append(place)
        self._by_word = {word: np.array(places) for word, places in words.items()}
        self._by_gram = {gram: np.array(places) for gram, places in letters.items()}
        self._gram_counts = np.array([max(1, len(_grams(entry.wording.plain))) for entry in entries])
        self._weight = np.array([max(0.1, self._sum(entry.wording.bag)) for entry in entries])

    def rarity(self, word: str) -> float:
        """How much a word tells: little where many measures have it; most where none has."""
        return self._rarity.get(word, self._rarest)

    def _sum(self, words: Iterable[str]) -> float:
        return math.fsum(map(self.rarity, words))  # the same in whatever order a set gives its words

    def alike(self, wording: Wording, extra: frozenset[str], resolve: Callable[[Entry], str | None]) -> list[Likeness]:
        """The likest measures, best first by plain likeness.

        `extra` are words that the label lacks and its heading has. `resolve` gives the measure that an entry stands for
        under the figure's unit; None where it stands for none, or must not be used.
        """
        bag = wording.bag | extra
        if not bag:
            return []
        shared = np.zeros(len(self._entries))
        for word in sorted(bag & self._by_word.keys()):
            shared[self._by_word[word]] += self._rarity[word]  # a wording holds a word once
        grams = _grams(wording.plain)
        letters = np.zeros(len(self._entries))
        found = [self._by_gram[gram] for gram in grams if gram in self._by_gram]
        if found:
            letters = np.bincount(np.concatenate(found), minlength=len(self._entries)).astype(float)
            letters /= np.sqrt(self._gram_counts * max(1, len(grams)))
        own = max(0.1, self._sum(bag))
        alike = 2 * shared / (own + self._weight)
        rough = alike + 0.3 * letters
        best: dict[str, list[int]] = {}
        near = np.flatnonzero(shared > 0)
        if len(near) > MOST_TRIED:  # only these need to be put in order
            near = near[rough[near] >= -np.partition(-rough[near], MOST_TRIED - 1)[MOST_TRIED - 1]]
        entries = self._entries
        for place in near[np.argsort(-rough[near], kind="stable")][:MOST_TRIED].tolist():
            indicator_id = resolve(entries[place])
            if indicator_id in best:
                best[indicator_id].append(place)
            elif indicator_id is not None and len(best) < KEPT:
                best[indicator_id] = [place]
        return self._weighed(bag, wording, best, alike, letters, shared, own)

    def _weighed(
        self,
        bag: frozenset[str],
        wording: Wording,
        best: dict[str, list[int]],
        alike: np.ndarray,
        letters: np.ndarray,
        shared: np.ndarray,
        own: float,
    ) -> list[Likeness]:
        chosen = {
            indicator_id: places[0]
            if len(places) == 1
            else max(places[:WORDINGS], key=lambda p: (self._rule(bag, p, float(alike[p]), float(letters[p])), -p))
            for indicator_id, places in best.items()
        }
        scores = sorted((float(alike[place]) for place in chosen.values()), reverse=True)
        weighed = []
        for indicator_id, place in chosen.items():
            entry = self._entries[place]
            rivals = [score for score in scores[:2] if score != alike[place]] or scores[1:2] or [0.0]
            rival = max(rivals)
            words = entry.wording.bag
            differences = self._differences(bag, words)
            missing = [self.rarity(word) for word in bag - words]
            strange = [self._rarity[word] for word in self._strange(bag, best[indicator_id]) if word in self._rarity]
            further = [float(alike[p]) for p in best[indicator_id][: WORDINGS + 1] if p != place][:WORDINGS]
            numbers = [
                float(alike[place]),
                float(shared[place]) / own,
                float(shared[place] / self._weight[place]),
                float(letters[place]),
                sum(further) / WORDINGS,
                float(alike[place]) - rival,
                float(alike[place] >= scores[0]),
                float(bag == words),
                max(missing, default=0.0) / self._rarest,
                max((self.rarity(word) for word in words - bag), default=0.0) / self._rarest,
                max(strange, default=0.0) / self._rarest,
                float(len(strange)),
                float(sum(word not in self._rarity for word in bag)),
                *differences,
                float(len(wording.tags - entry.wording.tags)),
                float(len(entry.wording.tags - wording.tags)),
                float(bool(wording.codes & entry.wording.codes)),
                float(bool(wording.codes ^ entry.wording.codes)),
                float(entry.alias.indicator_id == indicator_id),
                float(len(words) == 1),
                1.0,
            ]
            weighed.append(Likeness(indicator_id, entry, np.array(numbers)))
        return sorted(weighed, key=lambda likeness: (-likeness.features[0], likeness.indicator_id))

    def _rule(self, bag: frozenset[str], place: int, alike: float, letters: float) -> float:
        """A rough order among the wordings of one measure."""
        apart = sum([len(self._kinds[word]) for word in bag ^ self._entries[place].wording.bag])
        return float(alike + 0.2 * letters - 0.05 * float(apart))

    def _strange(self, bag: frozenset[str], places: Iterable[int]) -> frozenset[str]:
        """Words that none of these wordings has."""
        for place in places:
            bag -= self._entries[place].wording.bag
            if not bag:
                break
        return bag

    def _differences(self, bag: frozenset[str], words: frozenset[str]) -> list[float]:
        """For each kind of telling word, how many only the label has, how many only the wording has."""
        counts = [0.0] * (2 * len(KINDS))
        for place, side in enumerate((bag - words, words - bag)):
            for word in side:
                for kind in self._kinds[word]:
                    counts[2 * _PLACE[kind] + place] += 1
        return counts


class Weights:
    """What the model has learnt: a weight for each feature, and the sureness that tables and prose ask for."""

    def __init__(self, text: str) -> None:
        """`text` is that of label_weights.txt: a name and a number a line; '#' begins a remark. Raises ValueError."""
        pairs = {}
        for line in text.splitlines():
            line = line.partition("#")[0].strip()
            if line:
                name, _, number = line.rpartition(" ")
                pairs[name.strip()] = float(number)
        self._weights = [pairs.get(name, 0.0) for name in FEATURES]
        self.values = np.array(self._weights)
        self.sure = {"table": pairs.get("sure in tables", 1.1), "prose": pairs.get("sure in prose", 1.1)}
        """Least probability for an answer; over 1 where nothing was learnt, so that nothing is answered."""
        self.clear = pairs.get("clear in tables", 1.1)
        """Least probability in tables for an answer that leaves all others far behind."""

    def probabilities(self, likenesses: Sequence[Likeness]) -> np.ndarray:
        """For each measure how probably it is the one; what is left to 1 is that none of them is."""
        if not likenesses:
            return np.zeros(0)
        utilities = np.stack([likeness.features for likeness in likenesses]) @ self.values
        top = max(0.0, float(utilities.max()))
        powers = np.exp(utilities - top)
        return powers / (powers.sum() + math.exp(-top))

    def is_sure(self, chance: float, others: Iterable[float], *, prose: bool) -> bool:
        """Whether a measure is named: it is probable, or in a table the only one that comes into question."""
        if prose:
            return chance >= self.sure["prose"]
        return chance >= self.sure["table"] or chance >= max(self.clear, LEAD * max(others, default=0.0))

    def reasons(self, features: np.ndarray, most: int = 4) -> tuple[str, ...]:
        """What spoke for and against, the weightiest first."""
        pairs = zip(self._weights, features.tolist(), FEATURES)
        parts = [(w * x, name) for w, x, name in pairs if x and name != "bias"]
        parts.sort(key=lambda part: -abs(part[0]))
        return tuple(f"{'for' if value > 0 else 'against'}: {name} ({value:+.1f})" for value, name in parts[:most])


def _grams(text: str) -> frozenset[str]:
    """Runs of three letters, word ends marked."""
    padded = f" {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
