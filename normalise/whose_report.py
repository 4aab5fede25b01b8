"""Which authority a report is of: names in title block, running text, addresses and prose, weighed against each other.

A paper that compares itself with its neighbours names them too; such names count for nothing. Where two authorities
fit, or one only faintly, there is no answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from normalise.printed_lines import PrintedLine
from normalise.wording import plain
from records.catalogue import Authority, Reference
from records.period import Period
from records.reading import DocumentContent

ENOUGH = 3.0
"""Weight below which nothing is said; the weights below are of the same scale."""
ANNOUNCED = 5.0
"""Weight of the name in a bookmark."""
CLEAR = 2.0
"""The first must weigh this many times the second."""
COMPARES = re.compile(
    r"neighbour|compar|benchmark|rank|similar|such as|including|transfer|placed in|moved|originally|"
    r"\bregion|average|good practice|visit(ed)? to|hosted|partner in practice|born in|lives? in|living in",
    re.I,
)
OTHERS_LIKE = re.compile(r"\b(other|similar)\b[^.]{0,40}\b(like|to)\s+$", re.I)
PERSON = re.compile(r"\b(mr|mrs|ms|miss|dr|cllr|councillor|sir|dame|judge|professor|prof|lord|lady)\.?\s+$", re.I)
NOT_THE_COUNCIL = re.compile(
    r"^[\s'’]*(?:[A-Z][\w'’]*\s+){0,3}(?i:hospitals?|nhs|university|college|family court|crown court|magistrates|police"
    r"|football|road|street|lane|house|(?<!children['’]s )trust|and\b(?!.*\bcouncil))\b"
)
SELF = re.compile(
    r"^(?:['’]s\b|\s+(?:has|have|is|are|was|will|would|continues?|remains?|performs?|performance|children|young people|"
    r"care leavers|families|residents|model|restorative|practice|data|figures?|social workers?|foster|services?)\b)",
    re.I,
)
FORMER = re.compile(r"\b(?:formerly|previously|former|replac\w+|succe\w+|took over from)[\s:(–-]*(?:the )?$", re.I)
"""Before the name of a council that is no more: 'Cumberland Council (formerly Cumbria County Council)'."""
DOMAIN = re.compile(r"(?:@|www\.|//|\b)(?:[\w-]+\.)*?([\w-]+)\.gov\.uk", re.I)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in a text: its place, and the authorities that it can mean."""

    start: int
    end: int
    authorities: frozenset[str]
    has_council_word: bool


class Names:
    """All names of authorities, ready to be found in running text."""

    def __init__(self, reference: Reference) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], set[str]]]] = defaultdict(list)
        self._by_domain: dict[str, set[str]] = defaultdict(set)
        meant: dict[str, set[str]] = defaultdict(set)
        places = {a.id: a for a in reference.authorities if a.kind not in ("region", "country")}
        for alias in reference.aliases:
            if alias.authority_id in places:
                meant[alias.text].add(alias.authority_id)
        for authority in places.values():
            for name in (authority.name, authority.short_name):
                meant[plain(name)].add(authority.id)
        for text, ids in meant.items():
            words = tuple(text.split())
            if words:
                self._by_first[words[0]].append((words, ids))
                self._by_domain["".join(words)] |= ids
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.places = places
        self._meant = meant

    def named(self, text: str) -> set[str]:
        """The authorities that a whole text names: 'Barnsley MBC'."""
        return self._meant.get(plain(text), set())

    def all_names(self) -> Iterable[str]:
        """Every name, in plain wording."""
        return self._meant.keys()

    def find(self, text: str) -> Iterator[Mention]:
        """Names in a text, the longest at each place; only where they are written as names."""
        tokens = [(m.start(), m.end(), m[0]) for m in re.finditer(r"&|[^\W_]+(?:-[^\W_]+)*", text)]
        words = [plain(token) for _, _, token in tokens]
        place = 0
        while place < len(tokens):
            found = self._at(words, place) if tokens[place][2][:1].isupper() else None
            if found is None:
                place += 1
                continue
            length, ids = found
            named = {"council", "borough"} & set(words[place : place + length + 1])
            yield Mention(tokens[place][0], tokens[place + length - 1][1], frozenset(ids), bool(named))
            place += length

    def _at(self, words: Sequence[str], place: int) -> tuple[int, set[str]] | None:
        for name, ids in self._by_first.get(words[place].partition(" ")[0], ()):
            length = _tokens_that_make(name, words, place)
            if length:
                return length, ids
        return None

    def of_domain(self, label: str) -> set[str]:
        """The authorities that 'barnsley' of barnsley.gov.uk can be."""
        return self._by_domain.get(re.sub(r"[^a-z]", "", label.lower()), set())


def _tokens_that_make(name: Sequence[str], words: Sequence[str], place: int) -> int:
    """How many tokens from `place` on spell `name`, 0 where they do not; 'Stockton-on-Tees' is one token."""
    taken, length = list[str](), 0
    while len(taken) < len(name) and place + length < len(words):
        taken += words[place + length].split()
        length += 1
    return length if tuple(taken) == tuple(name) else 0


def whose_report(
    content: DocumentContent,
    lines: Sequence[PrintedLine],
    reference: Reference,
    reported: Period | None,
    *,
    announced: str | None = None,
) -> str | None:
    """The id of the authority whose report it is; None where none is named clearly, or two are.

    `reported` settles names that passed from one council to its successor ('Dorset' before and after April 2019);
    `announced` is what the bookmark of an agenda pack calls the paper.
    """
    names = Names(reference)
    weights: dict[str, float] = defaultdict(float)
    unsettled: list[tuple[frozenset[str], float]] = []
    named = {mention.authorities for mention in names.find(announced or "")}
    announcing = [(named.pop(), ANNOUNCED)] if len(named) == 1 else []
    for ids, weight in chain(announcing, _evidence(content, lines, names)):
        fitting = frozenset(i for i in ids if _in_force(names.places[i], reported)) or ids
        if len(fitting) == 1:
            weights[next(iter(fitting))] += weight
        else:
            unsettled.append((fitting, weight))
    known = frozenset(weights)
    for ids, weight in unsettled:
        if len(ids & known) == 1:
            weights[next(iter(ids & known))] += weight
    for gone in _before_or_after(weights, reference, names, reported):
        del weights[gone]
    ranked = sorted(weights.items(), key=lambda entry: -entry[1])
    if not ranked or ranked[0][1] < ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][1] < CLEAR * ranked[1][1]:
        return None
    return ranked[0][0]


def _before_or_after(
    weights: Mapping[str, float], reference: Reference, names: Names, reported: Period | None
) -> set[str]:
    """The authorities that were not in force in the time reported on and give way to their successors or predecessors.

    A paper of East Surrey goes on naming Surrey; one of Surrey in its last year names the councils to come.
    """
    passed = {frozenset((row.authority_id, row.successor_id)) for row in reference.successors}
    live = {id_ for id_ in weights if _in_force(names.places[id_], reported)}
    return {id_ for id_ in weights if id_ not in live and any(frozenset((id_, other)) in passed for other in live)}


def not_in_force(authority_id: str | None, reference: Reference, reported: Period | None) -> str | None:
    """That a council had been abolished by the months reported on, and who took over; None where it had not been."""
    authority = reference.by_id.get(authority_id or "")
    if authority is None or reported is None or authority.end_date is None:
        return None
    if authority.end_date.isoformat() >= reported.first_day:
        return None
    heirs = [row.successor_id for row in reference.successors if row.authority_id == authority.id]
    named = " and ".join(f"{reference.by_id[id_].name} ({id_})" for id_ in heirs if id_ in reference.by_id)
    return (
        f"{authority.name} ({authority.id}) was abolished on {authority.end_date.isoformat()}, before the time "
        f"reported on ({reported}); it gave way to {named or 'none that is known'}"
    )


def _in_force(authority: Authority, reported: Period | None) -> bool:
    if reported is None:
        return True
    ended = authority.end_date is not None and authority.end_date.isoformat() < reported.first_day
    begun = authority.start_date is None or authority.start_date.isoformat() <= reported.last_day
    return begun and not ended


def _evidence(
    content: DocumentContent, lines: Sequence[PrintedLine], names: Names
) -> Iterator[tuple[frozenset[str], float]]:
    """Authorities that something in the document points to, each with the weight of that."""
    yield from _of_lines(lines, names, content.pages[0].number)
    domains = {m[1].lower() for line in lines for m in DOMAIN.finditer(line.text)}
    for label in domains:
        yield frozenset(names.of_domain(label)), 4.0
    stem = re.sub(r"[_\W\d]+", " ", content.facts.filename.rsplit(".", 1)[0]).title()
    yield from ((mention.authorities, 1.5) for mention in names.find(stem))
    yield from _of_tables(content, names)
    counted: dict[frozenset[str], float] = defaultdict(float)
    for passage in content.passages:
        for ids, weight in _of_prose(passage.text, names):
            if counted[ids] < 5.0:
                counted[ids] += weight
                yield ids, weight


def _of_lines(lines: Sequence[PrintedLine], names: Names, first_page: int) -> Iterator[tuple[frozenset[str], float]]:
    """Title block and running text."""
    running, block = set[frozenset[str]](), set[frozenset[str]]()
    for line in lines:
        title_block = line.page == first_page and line.top < 0.5 and len(line.text.split()) <= 14
        if not (line.is_running or title_block) or COMPARES.search(line.text):
            continue
        mentions = [m for m in names.find(line.text) if _means_the_council(line.text, m)]
        if len({m.authorities for m in mentions}) != 1:
            continue
        ids = mentions[0].authorities
        strong = any(m.has_council_word for m in mentions)
        if title_block and ids not in block:
            block.add(ids)
            yield ids, 5.0 if strong else 3.0
        if line.is_running and ids not in running:
            running.add(ids)
            yield ids, 4.0 if strong else 2.5


def _of_tables(content: DocumentContent, names: Names) -> Iterator[tuple[frozenset[str], float]]:
    """A column headed with the council's own name; a table that names several authorities is a comparison."""
    for table in content.tables[:12]:
        heads = [cell.text for cell in table.cells if cell.is_header and cell.text]
        named = {m.authorities for text in heads for m in names.find(text) if _means_the_council(text, m)}
        if len(named) == 1:
            yield named.pop(), 1.0


def _of_prose(text: str, names: Names) -> Iterator[tuple[frozenset[str], float]]:
    """Names by which a paper speaks of itself, sentence by sentence; a sentence that names several compares them."""
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        mentions = list(names.find(sentence))
        if not mentions or len({m.authorities for m in mentions}) > 1:
            continue
        for mention in mentions:
            before, after = sentence[: mention.start], sentence[mention.end :]
            if not _means_the_council(sentence, mention):
                continue
            if OTHERS_LIKE.search(before) or (SELF.match(after) and not before.rstrip().endswith(" from")):
                yield mention.authorities, 0.75 if COMPARES.search(after) else 1.5
            elif COMPARES.search(sentence):
                continue
            elif mention.has_council_word:
                yield mention.authorities, 1.5
            elif re.search(r"\b(in|across|within|for|of|into)\s+$", before):
                yield mention.authorities, 1.0


def _means_the_council(text: str, mention: Mention) -> bool:
    """Whether a name is not a person's, a hospital's or a street's."""
    before, after = text[: mention.start], text[mention.end :]
    if PERSON.search(before) or FORMER.search(before) or NOT_THE_COUNCIL.match(after):
        return False
    name = text[mention.start : mention.end]
    lone = " " not in name and not mention.has_council_word and not name.isupper()
    # 'Jane Kent' is a person; 'In Kent' and 'North Kent' are not told apart from one by capitals alone.
    is_surname = re.search(r"(?:^|[:,]\s*)[A-Z][a-z]+\s+$", before) and not re.match(r"['’]s|\s+\w", after)
    return not (lone and is_surname and not re.search(r"\b(In|For|Of|The|Across|Within|From)\s+$", before))
