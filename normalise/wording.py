"""A council's words for a measure -> the words that matter, in one spelling: clauses apart, short forms made equal.

Knows how English is written, not what councils call things: that is data/catalogue/synonyms.csv.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from normalise.limits import DIGIT, LIMIT_WORD, with_numbers, with_spans
from normalise.phrases import Phrases
from records.catalogue import Synonym

PLURALS = {"children": "child", "childrens": "child", "people": "person", "persons": "person", "families": "family"}
LONGEST_LABEL = 1000
"""Characters of a label that are read; what is longer is no name of a measure."""
MOVES = frozenset(("started", "ended", "open", "completed", "goingto", "recruited", "deregistered", "waiting"))
"""Words that say at which moment a thing is counted."""
QUOTES = str.maketrans(
    {
        **dict.fromkeys("¹²³⁴⁵⁶⁷⁸⁹⁰", " "),
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "\u00a0": " ",
        "½": ".5",
    }
)
NUMBERING = re.compile(
    r"^\s*(?:(?:Table|Chart|Figure) \d{1,2}[a-z]?\s*[:.-]|"
    r"\(\d{1,2}\)|\d{1,2}\)|\d{1,2}(?:\.\d{1,2})+[a-z]?[.):]?|\d{1,2}\.(?=\s)|"
    r"(?!A\d|NI\b|S\d|KS\d|P8|A8)[A-Z]{1,5}[ -]?\d{1,3}[a-z]?\s*[-:.)](?=\s)|"
    r"(?!A\d|NI|[SY]\d|KS\d|P8|A8)[A-Z]{1,5}-?\d{1,3}[a-z]?\s+(?=[A-Z%#]))\s*"
)
"""'5.7', '(1)', 'CS12:', 'CS12', 'Table 2:' before a label; not 'S47', 'NI 58', 'A10' or 'KS2', which are measures."""
AIM = re.compile(
    r"(?i)\b(?:target|tgt)(?:\s*(?:[:=]|is|of)|)\s*[<>≤≥]?\s*\d+(?:\.\d+)?(?:\s*%|\b(?!\s*(?:working|day|week|month)))"
)
"""'(target 90%)' behind a label; not 'within target 45 days'."""
NUMBER_OF = re.compile(r"(?i)(?:^|(?<=[\s(|-]))(?:nos?\.\s*(?:of\b)?|no\s+of\b|#\s*(?:of\b)?)|^no(?=\s+(?!further\b))")
CODE = re.compile(r"\b(a(?:1|2|3|8|10)|ni \d{1,3})\b")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
STOPS = re.compile(r"(?<!\d)\.|\.(?!\d)")
NO_WORD = re.compile(r"[^\w.]|_")
MORE = re.compile(r"(\d|(?:\b|(?<=\d))(?:years?|yrs?|months?|mths?|weeks?|wks?|days?|miles?))\+")
"""'16+', '2 years+'."""
COMPARED = re.compile(r"(?:[<>]=?|[≤≥])(?=\s*\d)")
"""'> 24 months' is over 24 months."""
INCLUDE = re.compile(r"^\s*(?:which\s+)?(?:incl?\.?|includes?|including|inclusive of)\s+", re.IGNORECASE)
EXCLUDE = re.compile(
    r"^\s*(?:which\s+)?(?:excl?\.?|excludes?|excluding|exclusive of|not incl\.?|not including|other than)\s+",
    re.IGNORECASE,
)
CLAUSE_WORD = re.compile(
    r"(?i)(?<!\bnot)[,;]?\s+\b(?=(?:not including|not incl\.?|includes|including|inc\.|incl\.?|"
    r"excludes|excluding|excl\.?|exc\.)\s)"
)
BRACKET, OPENED = re.compile(r"\(([^()]*)\)"), re.compile(r"\(([^()]*)\)?")
BEHIND = re.compile(r"(?i),\s*([^,()]{3,60}?)\s+(includ|exclud)ed\s*$")
"""'Children who came into care, unaccompanied children excluded'."""
VALUE = re.compile(
    r"\d+\.\d+(?! (?:years|miles))|\d+ ?%(?!\+)|"
    r"^\d+ (?!or\b|to\b|plus\b|(?:year|day|week|month|working|hour|mile)s?\b)[a-z]"
)
FIGURE = re.compile(r"^\d{2,}$|^\d+\.\d+$")
"""What a fragment of a sentence holds besides the name: 'rate of 50.4', '54 children'."""
TEAMS = re.compile(r"(?i)\bteams?\b ?\(?\d{1,2}(?: ?(?:-|to|&|and) ?\d{1,2})?\)?")
"""'LAC Teams (1-3)': all of them."""
AGE_BAND = re.compile(r"^\s*(\d{2})\s*(?:-|to)\s*(\d{2})\s*$")
"""'(19-21)' behind a label."""


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Lower case, no punctuation, single spaces: '% of S47's (C&YP)' -> 'percent of s47s c and yp'."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(QUOTES))
    text = text.lower()
    text = THOUSANDS.sub("", text) if "," in text else text
    text = text.replace("'", "").replace("&", " and ").replace("%", " percent ")
    text = MORE.sub(r"\1 plus ", text) if "+" in text else text
    text = COMPARED.sub(lambda match: " under " if match.group()[0] in "<≤" else " over ", text)
    text = STOPS.sub(" ", text) if "." in text else text
    return " ".join(NO_WORD.sub(" ", text).split())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its plural: 'referrals' -> 'referral', 'children' -> 'child', 'process' -> 'process'."""
    if word in PLURALS:
        return PLURALS[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "sis")):
        return word[:-1]
    return word


@dataclass(frozen=True, slots=True)
class Wording:
    """What a label says, taken apart. All words are in the one spelling of synonyms.csv."""

    plain: str
    words: tuple[str, ...]
    """Content words of the label itself in order, without doubles; limits as '45d', negations as 'not_pep'."""
    section: tuple[str, ...]
    """Content words of what stands before ' | '."""
    unit: str | None
    """What a unit word of the label says: a value of Unit; None where it has none."""
    codes: frozenset[str]
    """'a1', 'ni 58': exact or nothing."""
    tags: frozenset[str]
    """'excluding kinship', 'including adults'."""
    services: frozenset[str]
    """Services that the words are those of: 'single assessment' is said by social care alone."""
    done: bool
    """True where the words say that a thing was done ('undertaken'), which is left out of `words`."""
    valued: bool
    """True where the wording holds a figure of its own ('rate of 50.4 ...'), so that it says nothing in general."""

    bag: frozenset[str] = field(init=False, repr=False, compare=False)
    """All that must agree for two wordings to be the same."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "bag", frozenset((*self.words, *self.section, *self.codes, *self.tags)))


_Listed = dict[str, dict[str, str]]
"""First word -> the phrases that begin with it, each with a blank on either side, and what they stand for."""


class Speller:
    """Brings labels into one spelling by the rows of synonyms.csv."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        synonyms = tuple(synonyms)
        self._spellings = Phrases()
        """Other spellings of words and phrases, put right before all else: 'inquiry', 'kids', 'case load'."""
        for row in synonyms:
            if row.kind == "spelling":
                self._spellings.add([stem(word) for word in row.words.split()], row)
        self._rows, self._bases = Phrases(), Phrases()
        """Phrases that are spelt otherwise, and, from their ends, those that say over what time."""
        self._tags: _Listed = {}
        self._services: _Listed = {}
        self._done = tuple(f" {row.words} " for row in synonyms if row.kind == "done")
        self._stop: set[str] = set()
        self._implied: dict[str, set[str]] = {}
        self._headings: dict[tuple[str, ...], str] = {}
        self._together: dict[frozenset[str], tuple[str, ...]] = {}
        subjects, topics, parts = set(), set(), set()
        for row in synonyms:
            if row.kind == "spelling":
                continue
            words = tuple(stem(word) for word in with_spans(" ".join(self._respelt(row.words.split()))).split())
            becomes = " ".join(stem(word) for word in row.becomes.split())
            if row.kind == "basis":
                self._bases.add([stem(word) for word in reversed(self._respelt(row.words.split()))], row)
            elif row.kind == "stop":
                self._stop.update(words)
            elif row.kind == "tag":
                self._tags.setdefault(words[0], {})[f" {' '.join(words)} "] = becomes
            elif row.kind == "service":
                self._services.setdefault(words[0], {})[f" {' '.join(words)} "] = becomes
            elif row.kind == "heading":
                self._headings[words] = becomes
            elif row.kind == "together":
                self._together[frozenset(row.words.split())] = tuple(row.becomes.split())
            elif row.kind == "implies":
                for word in words:
                    self._implied.setdefault(word, set()).update(becomes.split())
            else:
                self._rows.add(words, replace(row, becomes=becomes))
            if row.kind == "subject":
                subjects.add(becomes)
            elif row.kind == "part":
                parts.add(becomes)
            elif row.kind == "topic":
                topics.add(becomes)
        self.subjects = frozenset(subjects)
        """Words that say what a measure is about: 'cla', 's47'."""
        self.topics = frozenset(topics)
        """Words that need a subject beside them: 'visit', 'review'."""
        self.parts = frozenset(parts)
        """Words that make a label speak of a part of a measure: 'girls', 'locality'."""
        self._read: dict[str, Wording] = {}

    def read(self, text: str) -> Wording:
        """A label as published -> its parts. The same text is read once."""
        if text not in self._read:
            self._read[text] = self._parse(text)
        return self._read[text]

    def read_heading(self, text: str) -> Wording:
        """A heading as published -> its parts. 'Leaving care' heads care leavers; in a label it is what children do."""
        meant = self._headings.get(tuple(stem(word) for word in plain(text[:LONGEST_LABEL]).split()))
        return self.read(text) if meant is None else replace(self.read(text), words=tuple(meant.split()), section=())

    def says_enough(self, wording: Wording) -> bool:
        """Whether a wording names its subject by itself and holds no figure, so that others may be likened to it."""
        return not wording.valued and bool(self.subjects & wording.bag or wording.codes)

    def _parse(self, text: str) -> Wording:
        section, bar, label = " ".join(text[:LONGEST_LABEL].split()).rpartition(" | ")
        section = NUMBERING.sub("", section)
        label = NUMBERING.sub("", label)
        words, unit, codes, tags = self._part(label)
        section_words: tuple[str, ...] = ()
        if bar:
            section_words, section_unit, section_codes, section_tags = self._part(section)
            unit = unit or section_unit
            codes, tags = codes | section_codes, tags | section_tags
            # "New Assessments | completed": the section gives the subject, the label what happened to it.
            told = MOVES.union(*(self._implied.get(word, ()) for word in words))
            section_words = tuple(word for word in section_words if word not in told)
            if any(LIMIT_WORD.match(word) for word in words):
                section_words = tuple(word for word in section_words if word != "intime")
        valued = DIGIT.search(text) is not None and VALUE.search(text) is not None
        read = plain(text)
        said = frozenset(_listed(text, self._services))
        around = f" {read} "
        done = any(phrase in around for phrase in self._done)
        return Wording(read, words, section_words, unit, codes, tags, said, done, valued)

    def _part(self, text: str) -> tuple[tuple[str, ...], str | None, frozenset[str], frozenset[str]]:
        text = text if text.isascii() else text.translate(QUOTES)
        lowered = text.lower()  # most labels hold none of what the next patterns are for
        text = TEAMS.sub("teams", text) if "team" in lowered else text
        text = AIM.sub(" ", text) if "target" in lowered or "tgt" in lowered else text
        text = NUMBER_OF.sub(" number of ", text) if "no" in lowered or "#" in text else text
        text, tags = self._without_clauses(text)
        text = plain(text)
        codes = frozenset(CODE.findall(text))
        text = CODE.sub(" ", text) if codes else text
        words, unit = self._replace(self._respelt(with_numbers(text).split()))
        kept = [word for word in words if word not in self._stop]
        kept, again = self._replace(kept)
        kept = self._negate([word for word in kept if word not in self._stop])
        kept = [word for word in kept if not (word[0].isdigit() and FIGURE.match(word))]
        limited = any(word[0].isdigit() and LIMIT_WORD.match(word) for word in kept)
        if limited or "intime" in kept:
            # 'Completed in timescale (45 days)' says no more than 'within 45 days'; 'open over 45 days' does.
            more = {"completed"} | ({"intime"} if limited else set())
            kept = [word for word in kept if word not in more]
        return self._settled(kept), unit or again, codes, tags

    def settled(self, bag: frozenset[str]) -> frozenset[str]:
        """Words of a label and its heading as if one label had all: what the one implies the other need not say."""
        return frozenset(self._settled(sorted(bag)))

    def _settled(self, words: Sequence[str]) -> tuple[str, ...]:
        """Words without doubles, those that belong together read as one, without what others imply."""
        kept, said = list(words), set(words)
        for apart, together in self._together.items():
            if apart <= said:
                kept = [word for word in kept if word not in apart] + list(together)
                said = set(kept)
        told = {told for word in kept for told in self._implied.get(word, ())}
        return tuple(word for word in dict.fromkeys(kept) if word not in told)

    def _without_clauses(self, text: str) -> tuple[str, frozenset[str]]:
        """The text without its including- and excluding-clauses, and what they name of a closed list."""
        tags: set[str] = set()

        def clause(match: re.Match[str]) -> str:
            inner = AGE_BAND.sub(r"aged \1 to \2", match.group(1))
            for pattern, word in ((INCLUDE, "including"), (EXCLUDE, "excluding")):
                if pattern.match(inner):
                    tags.update(f"{word} {tag}" for tag in _listed(inner, self._tags))
                    return " "
            return f" {inner} "

        lowered = text.lower()
        if "clud" in lowered:
            text = BEHIND.sub(r" (\2ing \1)", text)
        if "(" in text:
            text = OPENED.sub(clause, BRACKET.sub(clause, text))
        text = " ".join(text.split())
        if "inc" not in lowered and "exc" not in lowered:
            return text, frozenset(tags)
        head, *rest = CLAUSE_WORD.split(text)
        for part in rest:
            for pattern, word in ((INCLUDE, "including"), (EXCLUDE, "excluding")):
                if pattern.match(part):
                    tags.update(f"{word} {tag}" for tag in _listed(part, self._tags))
        return head if head.strip() else text, frozenset(tags)

    def _respelt(self, words: Sequence[str]) -> Sequence[str]:
        """The words with other spellings put right, the longest first; all else as it was."""
        stemmed = list(map(stem, words))
        if self._spellings.keys().isdisjoint(stemmed):
            return words
        out: list[str] = []
        place = 0
        while place < len(words):
            found = self._spellings.longest(stemmed, place)
            out += found.spelt if found is not None else (words[place],)
            place += found.size if found is not None else 1
        return out

    def _replace(self, words: Sequence[str]) -> tuple[list[str], str | None]:
        """Basis phrases left out, limits made one word, longest synonyms first; and the unit that a unit word names."""
        unit: str | None = None
        stemmed = list(map(stem, words))
        if not self._bases.keys().isdisjoint(stemmed):
            words = self._without_basis(words, stemmed)
            stemmed = list(map(stem, words))
        if DIGIT.search(text := " ".join(words)):
            stemmed = list(map(stem, with_spans(text).split()))
        if self._rows.keys().isdisjoint(stemmed):
            return stemmed, None
        out: list[str] = []
        place = 0
        while place < len(stemmed):
            begun = self._rows.get(stemmed[place])
            found = self._rows.longest(stemmed, place) if begun else begun  # most are the whole of their phrase
            if found is None or found.row is None:
                out.append(stemmed[place])
                place += 1
                continue
            if found.row.kind == "unit":
                unit = unit or found.row.becomes
            else:
                out += found.spelt
            place += found.size
        return out, unit

    def _without_basis(self, words: Sequence[str], stemmed: Sequence[str]) -> list[str]:
        """The words without phrases that say over what time; read from the right, as they stand behind."""
        out: list[str] = []
        place = len(words) - 1
        while place >= 0:
            found = self._bases.longest(stemmed, place, -1) if stemmed[place] in self._bases else None
            if found is None:
                out.append(words[place])
            place -= 1 if found is None else found.size
        return out[::-1]

    @staticmethod
    def _negate(words: Sequence[str]) -> list[str]:
        """Joins a negation to the next content word: 'not_', 'pep' -> 'not_pep'."""
        out: list[str] = []
        pending = False
        for word in words:
            if word == "not_":
                pending = True
            else:
                out.append(f"not_{word}" if pending and not word.startswith("not_") else word)
                pending = False
        return out


def _listed(text: str, phrases: _Listed) -> set[str]:
    """What the phrases that a text holds stand for."""
    stems = [stem(word) for word in plain(text[:LONGEST_LABEL]).split()]
    begun = phrases.keys() & stems
    words = f" {' '.join(stems)} " if begun else ""
    return {meaning for first in begun for phrase, meaning in phrases[first].items() if phrase in words}
