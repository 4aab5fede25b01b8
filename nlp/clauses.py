"""A figure in its frame -> Clause: the words that may name its measure, and what heading and section add to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.beside import said_beside
from nlp.figure_words import (
    HELD,
    NEAR,
    OF_PART,
    ages_of,
    behind,
    beside,
    done_to,
    done_to_words,
    extreme_of,
    item_of,
    limit_of,
    noun_behind,
    other_ages,
    shared_out,
    team_of,
    where_of,
    with_ages,
)
from nlp.frames import OF_THESE, OF_TOPIC, Frame
from nlp.laid_out import Stretch, without_spans
from nlp.marks import Mark
from nlp.measures import MeasureReader
from nlp.naming import Clause, Named
from nlp.naming_words import DID, OF_ALL, goes_on_behind_time, goes_on_with, half_of, label_of, moved_in, qualifiers_of
from nlp.section import SectionState
from nlp.words import rephrased, vocabulary
from records.observation import Role, Unit
from records.table import Sentence

_IS_SHARE_OF = re.compile(
    r"(?:that|this|it|which)\s(?:is|was|equals|represents|equates to|amounts to|makes up)\s(?:just |only |some )?"
    r"[\d.]+\s?(?:%|per cent)\sof\b",
    re.IGNORECASE,
)
_NON = re.compile(r"\bnon[\s-]+(?=[a-z])", re.IGNORECASE)
"""'Non-UASC' is one word, so that it is not read as UASC."""
_PART_OF = re.compile(
    r"\b(?:none|all|most|both|each|some|\d+|one|two|three|four|five|six|seven|eight|nine) of (?:the|our) $",
    re.IGNORECASE,
)
"""'None of the 9 complaints was upheld': what is said behind is said of the part, not of the nine."""
_DOER = re.compile(
    r"(?:The|Our)\s(?P<who>(?:[a-z][\w'’-]*\s){1,4})"
    r"(?=(?:has |had |have )?(?:received|handled|arranged|completed|took|dealt|made|held)\s)"
)
"""'The advocacy service received 120 referrals': in common nouns, for a name is often the council's own."""
_NEITHER = re.compile(
    r"\s(?:[\w-]+\s){1,3}?(?:or|nor)\s(?P<other>[a-z][\w\s-]*?)(?=\s(?:were|was|have|has|had|in|are|is)\b|[.,;]|$)"
)
"""'No absences or exclusions': nought of the one and of the other."""
_COUNTED_FROM = re.compile(
    r"(?<=days)\s(?:of|from|after|following)\s(?:the\s|a\s)?"
    r"(?:strategy|section 47|s47|start|decision|referral being)\b[^,;.]*",
    re.IGNORECASE,
)
"""'within 15 working days of the strategy meeting': from when a limit counts is no measure of its own."""
_CODE_LEADS = re.compile(r"\W*(?:[A-Z]{1,3}\d{1,3}[a-z]?|PAF\s\w+)(?:,|:|\s[-–(])")
"""'D78, improved stability, is ...': an item under the code of its own measure goes on with none."""
_OF_TWO = re.compile(r"\bthe (?P<which>former|latter)\b", re.IGNORECASE)
_INVOLVES = re.compile(r"(?:involving|by)\b")
_PEOPLE = re.compile(r"\s(?:\w+\s)?(?:children|young people)")


_WHO_ARE = re.compile(
    r"\s(?P<noun>children|young people|care leavers|families)\s(?:who|that)\s(?:were|are|was|is)\s"
    r"(?P<what>[a-z][^,;:.()\d]{2,60}?)(?=\s(?:and|but|in|at|as at|on|during|compared|which|while)\b|[,;:.()]|$)"
)
"""'We look after 97 children who are unaccompanied': who they are, ahead of what is done for them."""
_LEAD = 40
"""Characters before a figure in which words that lead to it stand."""
_STATE_AT = re.compile(
    r"(?P<noun>[a-z][a-z'’-]*(?:\s[a-z'’-]+){0,3})"
    r"\s(?:were|are)\s(?P<state>approved|registered)\s(?:as\s)?at\s(?=\d|the end)"
)
"""'151 fostering households were approved at 31 March': those that are, not those that came."""
_ANSWER_AT = re.compile(r"\W*[a-z]\)\s(?:as\s)?at\s[^–—:]{4,30}\s?[-–—:=]\s?[\d,]+\W*$")
"""'b) at 31 March 2018 – 210' under the question that it answers."""
_RELATES = re.compile(
    r"[a-z\s]{0,40}\b(?:relating to|involving|concerning|in respect of)\s[\d,]+"
    r"\s(?P<who>[A-Za-z][A-Za-z\s]*?)(?=\s?[(),.;]|$)"
)
"""'120 incidents relating to 30 children looked after': whose they are."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was named before a figure: its measure, and the naming words that the section was told last."""

    indicator_id: str | None
    words: str


@dataclass(slots=True)
class _Words:
    """The words of a figure's measure while they are gathered."""

    label: str
    """As published."""
    named: str
    """The label without figures, times, roles and words of change."""
    words: str
    """The whole frame without them."""
    near: str = ""
    alone: bool = False
    foreign: bool = False
    """True where the figure's own words are none that its frame says: it does not go on with what was named."""

    def narrow(self, label: str, said: str) -> None:
        """Only these words speak of the figure."""
        self.label, self.named, self.words, self.near, self.alone = label, said, said, "", True


def clause_of(
    sentence: Sentence,
    read: Stretch,
    frame: Frame,
    mark: Mark,
    unit: Unit | None,
    role: Role,
    *,
    before: Told,
    first: tuple[Named, str] | None,
    state: SectionState,
    measures: MeasureReader,
    said: dict[Frame, tuple[str, str, str]],
) -> Clause:
    """What is known of a figure's measure: the words of its frame, its heading, and the measure that goes on.

    `unit` is the measure's; `before` what the section named before, `first` the first measure of this stretch. `said`
    keeps the words of its frames for the figures to come.
    """
    text = read.text
    headings = tuple(part.strip() for part in (sentence.passage.heading or "").split("|") if part.strip())
    if frame not in said:
        said[frame] = _frame_words(read, frame)
    found = _Words(*said[frame])
    _with_noun(found, read, frame, mark, unit, measures)
    _lean_on_before(found, read, frame, before, state, measures)
    _narrow_to_figure(found, read, frame, mark, unit, role, measures)
    if _ANSWER_AT.match(text) and before.words and measures.says_little(f"{found.named} {found.words}"):
        found.narrow(before.words, before.words)  # an answer, whose question names the measure
    _narrow_to_ages(found, text, frame, mark, before, measures)
    limit = limit_of(text, frame) if unit is Unit.COUNT and found.named else ""
    if limit and limit not in found.label and measures.names(f"{found.label} {limit}", unit, headings):
        found.narrow(found.label, f"{found.label} {limit}")
    extreme = extreme_of(text, frame, mark) if unit is Unit.CASES_PER_WORKER else None
    team = team_of(text, frame) if extreme else ""
    if extreme:
        found.narrow(found.label, f"{extreme} caseload {team}".strip())
    half = half_of(text, frame, read, mark)
    if half:
        found.label = found.named = found.words = half
    words, named, near = _with_topic(found, read, frame, mark, unit, measures)
    little = measures.says_little(f"{named} {near}")
    if frame.start == 0 or first is None:
        opens = goes_on_with(text) or goes_on_behind_time(read)
        goes_on, carried, told, pronoun = little or opens, before.indicator_id, before.words, little and opens
    else:
        goes_on, pronoun, told = True, little, first[1]
        carried = first[0].indicator_id if little else None
    leads = frame.start > 0 and len(text[frame.start : mark.start].split()) <= 1
    strange = found.foreign or (leads and little and says_more(named, text[: frame.start]))
    if strange or (frame.start == 0 and _CODE_LEADS.match(text)):
        goes_on, pronoun, carried = False, False, None
    part = _part_of(text, frame, mark, named, unit, extreme)
    if extreme:
        part, goes_on, carried = team or ("the lowest" if extreme == "lowest" else ""), False, None
    if frame.start == 0 and _IS_SHARE_OF.match(text) and mark is read.marks.figures[0]:
        goes_on = pronoun = True
    return Clause(
        words=words,
        label=_COUNTED_FROM.sub("", found.label),
        named=named,
        headings=headings,
        unit=unit,
        before=told,
        goes_on=goes_on,
        pronoun=pronoun,
        part=part,
        qualifiers=qualifiers_of(f"{words} {near}", headings, state),
        carried=carried,
        near=near,
        said=text[frame.start : frame.end],
        alone=found.alone or frame.of_whole,
        beside=_doer(read, frame) if half or found.alone else _beside(read, frame, mark, found.label),
        behind="" if half or mark.worded or _time_behind(read, mark) else noun_behind(text, mark),
    )


def _with_topic(
    found: _Words, read: Stretch, frame: Frame, mark: Mark, unit: Unit | None, measures: MeasureReader
) -> tuple[str, str, str]:
    """The words of a frame, those that name its measure and those nearest, with what 'Of the referrals, ...' is of."""
    text = read.text
    words, named, near = (
        _NON.sub("non", rephrased(_COUNTED_FROM.sub("", text))) for text in (found.words, found.named, found.near)
    )
    topic = OF_TOPIC.match(text)
    if topic and topic.end() == mark.start and unit is Unit.PERCENT and not OF_THESE.match(text):
        said = without_spans(text, read.noise, mark.end, frame.end)
        if not measures.says_little(said):  # 'Of the referrals, 19% were repeats'
            named = f"{topic.group()} {said}"
    if topic and frame.start >= topic.end() and not measures.another_subject(named, topic.group()):
        # 'Of the referrals, ... and 2% were closed'
        named, words = f"{topic.group()} {named}", f"{topic.group()} {words}"
    return words, named, near


def _beside(read: Stretch, frame: Frame, mark: Mark, label: str) -> str:
    """What else is said of a figure, and whose those are that it counts."""
    whose = _RELATES.match(read.text, mark.end)
    return f"{said_beside(read, frame, mark, label)} {whose['who'] if whose else ''}".strip()


def _doer(read: Stretch, frame: Frame) -> str:
    """Who did what is counted, where that is somebody in particular: 'the advocacy service received 120 referrals'."""
    hit = _DOER.match(read.text, frame.start)
    return without_spans(read.text, read.noise, *hit.span("who")) if hit else ""


def _time_behind(read: Stretch, mark: Mark) -> bool:
    return any(mark.end <= time.start <= mark.end + 1 for time in read.times)


def _frame_words(read: Stretch, frame: Frame) -> tuple[str, str, str]:
    """A frame's label, the same without figures, times, roles and words of change, and the whole frame without them."""
    text, noise = read.text, read.noise
    label = label_of(text, frame, read)
    at = text.find(label, frame.start) if label else -1
    named = without_spans(text, noise, at, at + len(label)) if at >= 0 else ""
    return label, named, without_spans(text, noise, frame.start, frame.end)


def _with_noun(
    found: _Words, read: Stretch, frame: Frame, mark: Mark, unit: Unit | None, measures: MeasureReader
) -> None:
    """With the noun right behind a count, and what else stands around the figure that says what it counts."""
    text, noise, named = read.text, read.noise, found.named
    later = [f.start for f in read.marks.figures if f.start > mark.start]
    hit = (
        NEAR.match(text, mark.end, min([len(text), *later]))
        if unit is Unit.COUNT and not _time_behind(read, mark)
        else None
    )
    if hit:
        people = hit["noun"].startswith(("children", "young people"))
        found.near = hit["noun"] if not people or len(hit["noun"].split()) > 2 else ""
        if measures.says_little(named) and not measures.says_little(hit["noun"]):
            found.label = found.named = found.near = hit[
                "noun"
            ]  # 'there were 26 referrals': the noun behind the figure
    moved = moved_in(text, frame, mark)
    if moved and any(moved[0] <= f.start < moved[1] for f in read.marks.figures):
        moved = None
    if moved and measures.says_little(f"{found.named} {found.near}"):
        found.narrow(text[slice(*moved)], without_spans(text, noise, *moved))
    state = _STATE_AT.match(text, mark.end + 1, frame.end)
    if state:
        found.narrow(found.label, f"{state['state']} {state['noun']}")
    ahead = text[max(0, mark.start - _LEAD) : mark.start].rstrip()
    lead = next((w for w in vocabulary("rephrase").find(ahead) if w.end == len(ahead)), None)
    if lead and (noun := noun_behind(text, mark)):
        found.narrow(noun, f"{lead.value} {noun}")  # 'corporate parent to 210 children'
    if mark is read.marks.figures[0] and OF_ALL.fullmatch(text[: mark.start]) and DID.match(text, mark.end):
        told = without_spans(text, noise, 0, mark.start)
        found.narrow(found.label, f"{told} {without_spans(text, noise, mark.end, frame.end)}")
    if _INVOLVES.match(text, frame.start) and _PEOPLE.match(text, mark.end):
        found.near = "individual children"
    who = _WHO_ARE.match(text, mark.end, frame.end) if unit is Unit.COUNT else None
    if who and measures.another_subject(who.group(), found.named):
        found.narrow(found.label, f"{who['noun']} {who['what']}")
    if found.near and found.label.startswith(found.near):
        found.near = ""


_WORD = re.compile(r"[a-z]{4,}")
_LITTLE = frozenset(
    {"over", "with", "from", "than", "were", "have", "been", "that", "this", "their", "them", "these", "those"}
    | {"children", "young", "people", "families", "cases", "individual", "involving", "separate", "different"}
)


def says_more(said: str, words: str) -> bool:
    """'62% of audits were good, 30% requires improvement': whether words behind a figure are not those of its frame."""
    known = {word[:5] for word in _WORD.findall(words.lower())}
    return any(word[:5] not in known for word in _WORD.findall(said.lower()) if word not in _LITTLE)


GOES_BACK = re.compile(
    r";\s(?:[a-z]+,?\s){0,2}?(?:this|it|these|they|(?:[\d,.%]+\s)?of (?:which|whom|these|those|them))\b"
)
"""'...; 44 of them were', '...; since then this has': an item that says itself that it goes on."""
STILL_THEY = re.compile(r";\s(?:and\s)?[\d.,]+\s?(?:%|per cent)?\s(?:were|was|are|had|have)\b")
"""'...; and 95% were in touch': an item whose subject is that of the item before."""


def begin_of_item(read: Stretch, frame: Frame) -> int:
    """Where the item of a list with semicolons begins that a frame stands in; 0 for the first, and where none is."""
    return max((f.start for f in read.frames if f.start <= frame.start and read.text[f.start] == ";"), default=0)


def next_item(read: Stretch, begins: int) -> int:
    """Where the item ends that begins there."""
    later = (f.start for f in read.frames if f.start > begins and read.text[f.start] == ";")
    return next(later, len(read.text))


def _lean_on_before(
    found: _Words, read: Stretch, frame: Frame, before: Told, state: SectionState, measures: MeasureReader
) -> None:
    """'Of these ...' with what the section named before; 'the former' and 'the latter' with the one that is meant."""
    text = read.text
    if frame.start == 0 and OF_THESE.match(text) and before.words and not measures.says_little(before.words):
        found.label, found.named = f"{before.words} {found.label}".strip(), f"{before.words} {found.named}".strip()
        found.words = f"{before.words} {found.words}"
    which = _OF_TWO.search(text, frame.start, frame.end)
    if which and len(state.named) == 2:
        one = state.named[0 if which["which"].lower() == "former" else 1][1]
        found.narrow(found.label, f"{one} {without_spans(text, read.noise, which.end(), frame.end)}")


def _narrow_to_ages(found: _Words, text: str, frame: Frame, mark: Mark, before: Told, measures: MeasureReader) -> None:
    """Where ages part the figures of a sentence, or its own from those said before: the figure's own ages."""
    ages, several = ages_of(text, frame, mark)
    if ages and several:
        found.narrow(found.label, with_ages(found.named or found.words, ages))
    elif ages and frame.start == 0 and other_ages(before.words, ages) and measures.says_little(found.named):
        found.narrow(found.label, with_ages(before.words, ages))  # 'For those aged 19-21 it was 49%'


def _narrow_to_figure(
    found: _Words, read: Stretch, frame: Frame, mark: Mark, unit: Unit | None, role: Role, measures: MeasureReader
) -> None:
    """Where words speak of this figure alone, only those: what a verb is done to, what stands behind or beside it."""
    text, noise = read.text, read.noise
    if role in {Role.CHANGE, Role.PCT_CHANGE} and (moved := _MOVED_IN_WHAT.match(text, mark.end, frame.end)):
        said = without_spans(text, noise, *moved.span("what"))
        if not measures.says_little(said):
            found.narrow(moved["what"], said)
            return
    verb = done_to(text, frame, next(f for f in read.marks.figures if f.start >= frame.start))
    done, did = done_to_words(read, frame, mark, unit)
    if done and (verb in HELD or not measures.says_little(done)):
        found.narrow(did, f"{done} {verb}" if verb else done)
    neither = _NEITHER.match(text, mark.end) if mark.worded and not mark.value else None
    if neither:
        found.narrow(neither["other"], neither["other"])
        return
    noun = noun_behind(text, mark) if _PART_OF.search(text, 0, mark.start) else ""
    if noun and unit is Unit.COUNT:
        found.narrow(noun, noun)
        return
    after = behind(read, frame, mark)
    if after and role is Role.ACTUAL:
        said = without_spans(text, noise, *after)
        named_so = measures.names(said, unit, ()) and said.lower() != found.named.lower()
        more = says_more(said, text[frame.start : mark.start])
        if not done and (named_so or more or not measures.covers(found.named, said)):
            found.foreign = more and not named_so and measures.says_little(said)
            found.narrow(text[after[0] : after[1]].strip(), said)
    own_share = shared_out(text, read, mark) if role is Role.ACTUAL else ""
    if own_share:
        found.foreign = True
        found.narrow(own_share, own_share)
        return
    places = read.marks.figures
    earlier = places[places.index(mark) - 1] if places.index(mark) else None
    item = item_of(text, mark, earlier) if role is Role.ACTUAL else None
    if item and not measures.says_little(without_spans(text, noise, *item)):
        found.narrow(text[slice(*item)], without_spans(text, noise, *item))
        return
    where = where_of(read, frame, mark) if role is Role.ACTUAL else ""
    if where and where not in found.label:
        found.narrow(f"{found.label} in {where}", f"{found.named or found.words} in {where}")
        return
    own = beside(text, frame, read, mark)
    if own:
        said = without_spans(text, noise, *own)
        if measures.another_subject(said, found.named) or _FROM_SOURCE.search(said):
            found.narrow(text[own[0] : own[1]].strip(), said)


_MOVED_IN_WHAT = re.compile(
    r"[\s)]*(?:(?:increase|decrease|reduction|rise|fall|drop|decline|growth|improvement|change)\s)?in\s(?:the\s|our\s)?"
    r"(?P<what>(?:overall\s|total\s)?[a-z][^,;.()]+?)"
    r"(?=\s(?:there|and|but|compared|since|from|which|has|have|had|was|were"
    r"|to (?=\d)|over|during|in|on the|against|between)\b"
    r"|[,;.()]|$)",
    re.IGNORECASE,
)
"""'A 2% fall in children on care orders', 'a decrease (2%) in contacts': what has moved stands behind the figure."""
_FROM_SOURCE = re.compile(
    r"\b(?:from|by)\s(?:the\s)?(?:police|schools?|education|health|hospitals?|GPs?|parents|relatives|housing|probation)\b"
    r"|\bnot known\b|\bunknown\b"
)
"""'contacts from the police 412': a part, also where the whole was named before."""


def _part_of(text: str, frame: Frame, mark: Mark, named: str, unit: Unit | None, extreme: str | None) -> str:
    """What narrows a figure to a part of its measure ('in the Duty team'); empty for most."""
    of_part = OF_PART.match(text, mark.end)
    part = (of_part["part"] or of_part["source"]) if of_part and "team" not in named.lower() else ""
    if not extreme and not part and unit is Unit.CASES_PER_WORKER:
        part = team_of(text, frame, mark)
    return part
