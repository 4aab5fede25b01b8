"""Learns data/catalogue/label_weights.txt: how much each sign of likeness weighs when a label is named.

    python bench/train_labels.py [--seed 7] [--write]

Every alias is taken as a label that the catalogue has not seen (wordings of the same words left out): as it is, with
words beside it that change nothing, with its own measure taken out of the catalogue, and with a word that makes a part
of it ("boys", "team 3"). In the last two cases no measure is right. The model is a softmax over the likest measures and
"none of them", trained by gradient descent. The same seed gives the same file. Nothing but data/catalogue is read.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np

from normalise.catalogue import load_catalogue
from normalise.conditions import Circumstances
from normalise.labels import Namer
from normalise.similarity import FEATURES, KEPT, Weights
from records.catalogue import Alias, Catalogue

CATALOGUE = Path(__file__).resolve().parent.parent / "data" / "catalogue"
PARTS = (
    *(
        "boys",
        "girls",
        "male",
        "female",
        "aged under 1",
        "aged 0-4",
        "aged 5-9",
        "aged 10-15",
        "white British",
        "Asian",
    ),
    *("black or mixed heritage", "north locality", "south locality", "team 3", "east team", "with a disability"),
    *("in residential homes", "by telephone", "virtually", "unborn", "siblings", "from primary schools", "with autism"),
    *("awaiting allocation", "cancelled", "cost of", "who are pregnant", "in secure units", "in hospital", "by GPs"),
    *("satisfied with", "that were overdue", "per week", "in private fostering", "with mental health needs", "fathers"),
    *("in the last month", "more than 10 days late", "within 3 days", "for a third time", "under 5s", "repeat", "not"),
)
"""Words that make a label speak of less, or of something else, than the measure without them."""
BESIDE = (
    *(
        "KPI 14",
        "as reported to the board",
        "(scorecard)",
        "this year",
        "Mosaic",
        "in house team return",
        "service wide",
    ),
    *("(local measure)", "excluding duplicates", "known to the council", "corporate plan", "CSC", "per quarter end"),
    *(
        "in line with policy",
        "by social workers",
        "(priority 2)",
        "from the dashboard",
        "overall position",
        "(snap shot)",
    ),
)
"""Words beside a label that change nothing."""
FOLDS = 5
WEIGHT_OF = {"seen": 1.0, "beside": 0.25, "unknown": 0.8, "part": 0.6}


class Groups:
    """Labels with their candidates: their features, which of them is right (KEPT for none), and the label's sort."""

    def __init__(self) -> None:
        self.features: list[np.ndarray] = []
        self.right: list[int] = []
        self.sorts: list[str] = []
        self.folds: list[int] = []

    def add(self, features: list[np.ndarray], right: int, sort: str, fold: int) -> None:
        block = np.zeros((KEPT, len(FEATURES)))
        for place, numbers in enumerate(features):
            block[place] = numbers
        self.features.append(block)
        self.right.append(right)
        self.sorts.append(sort)
        self.folds.append(fold)


def labels_of(catalogue: Catalogue) -> list[Alias]:
    """One alias for each wording and measure."""
    first = {(alias.indicator_id, alias.text): alias for alias in catalogue.aliases if not alias.rejected}
    return list(first.values())


def gather(catalogue: Catalogue, namer: Namer, seed: int) -> Groups:
    """Four labels out of each alias, each with the measures that it is like."""
    chance = random.Random(seed)
    groups = Groups()
    for alias in labels_of(catalogue):
        unit = catalogue.by_id[alias.indicator_id].unit
        headings = tuple(value.split(",")[0] for name, value in alias.conditions if name == "heading")
        family = catalogue.by_id[alias.indicator_id].count_id or alias.indicator_id
        fold = sum(map(ord, family)) % FOLDS
        for sort in WEIGHT_OF:
            text = alias.text
            if sort in ("part", "beside"):
                part = chance.choice(PARTS if sort == "part" else BESIDE)
                text = f"{text} {part}" if chance.random() < 0.5 else f"{part} {text}"
            wording = namer.speller.read(text)
            without = frozenset((alias.indicator_id,)) if sort == "unknown" else frozenset[str]()
            case = Circumstances(unit, headings, alias.authority_id, False, without)
            but = namer.speller.read(alias.text).bag if sort != "part" else None
            found = namer.likenesses(wording, case, but=but)
            if not found or (sort == "part" and wording.bag == namer.speller.read(alias.text).bag):
                continue
            ids = [likeness.indicator_id for likeness in found]
            right = ids.index(alias.indicator_id) if sort in ("seen", "beside") and alias.indicator_id in ids else KEPT
            groups.add([likeness.features for likeness in found], right, sort, fold)
    return groups


def learn(features: np.ndarray, right: np.ndarray, importance: np.ndarray, *, steps: int = 800) -> np.ndarray:
    """Weights that make the right candidate (or none) most probable; small weights are preferred."""
    weights = np.zeros(len(FEATURES))
    present = features[:, :, -1] > 0
    target = np.zeros((len(right), KEPT + 1))
    target[np.arange(len(right)), right] = 1
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        chances = softmax(features @ weights, present)
        error = (chances - target)[:, :KEPT] * importance[:, None]
        gradient = np.einsum("gc,gcf->f", error, features) / importance.sum() + 2e-4 * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
    return weights


def softmax(utilities: np.ndarray, present: np.ndarray) -> np.ndarray:
    """Probabilities of each candidate and, last, of none of them."""
    full = np.concatenate([np.where(present, utilities, -1e9), np.zeros((len(utilities), 1))], axis=1)
    powers = np.exp(full - full.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def main() -> None:
    """Trains, shows how it does on folds left out, and writes the file if asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="write data/catalogue/label_weights.txt")
    options = parser.parse_args()
    started = time.perf_counter()
    catalogue = load_catalogue(CATALOGUE)
    groups = gather(catalogue, Namer(catalogue), options.seed)
    features = np.stack(groups.features)
    right = np.array(groups.right)
    sorts, folds = np.array(groups.sorts), np.array(groups.folds)
    importance = np.array([WEIGHT_OF[sort] for sort in groups.sorts])
    print(f"{Counter(groups.sorts)} in {time.perf_counter() - started:.0f} s")
    chances = np.zeros((len(right), KEPT + 1))
    for fold in range(FOLDS):
        held = folds == fold
        weights = learn(features[~held], right[~held], importance[~held])
        chances[held] = softmax(features[held] @ weights, features[held][:, :, -1] > 0)
    best, sure = chances[:, :KEPT].argmax(axis=1), chances[:, :KEPT].max(axis=1)
    print("sure   right wrong (as they are)   named though unknown   named though a part")
    for bound in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        named = sure >= bound
        seen = sorts == "seen"
        shares = [
            (named & seen & (best == right)).sum() / seen.sum(),
            (named & seen & (best != right)).sum() / seen.sum(),
        ]
        shares += [(named & (sorts == sort)).sum() / (sorts == sort).sum() for sort in ("unknown", "part")]
        print(f"{bound:.2f}   " + "   ".join(f"{share:.3f}" for share in shares))
    weights = learn(features, right, importance)
    lines = [f"{name} {weight:.3f}" for name, weight in zip(FEATURES, weights)]
    print("\n".join(lines))
    if options.write:
        old = Weights(catalogue.label_weights)
        head = [
            f"# Learnt by bench/train_labels.py --seed {options.seed}; the bounds of sureness are set by hand from",
            "# its table and from the labels left out in tests/normalise/test_labels.py.",
            f"sure in tables {old.sure['table']:g}",
            f"clear in tables {old.clear:g}",
            f"sure in prose {old.sure['prose']:g}",
        ]
        (CATALOGUE / "label_weights.txt").write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
