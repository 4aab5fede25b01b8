"""Why a clause does not speak of the measure that its words come nearest to: another service, a part, another count."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from nlp.coverage import IN_TIME, Coverage
from nlp.guesses import told_of_whom
from nlp.naming import Clause
from nlp.words import vocabulary
from normalise.limits import LIMIT_WORD
from normalise.wording import plain, stem
from records.catalogue import Indicator
from records.observation import Unit
from records.period import Basis


@dataclass(frozen=True, slots=True)
class _Case:
    """A measure, and the clause that seems to speak of it."""

    one: Indicator
    clause: Clause
    coverage: Coverage
    place: str
    """The council's own name, which narrows nothing; empty where it is not known."""

    @property
    def own(self) -> str:
        """The clause's own words: those of its label, or all where these say little."""
        narrow = f"{self.clause.named} {self.clause.near}"
        return self.clause.words if self.coverage.says_little(narrow) else narrow

    @property
    def narrow(self) -> frozenset[str]:
        """The words of its label, and those right behind the figure."""
        return self.coverage.bag(self.clause.named) | self.coverage.bag(self.clause.near)

    @property
    def known(self) -> frozenset[str]:
        """The words of the measure's wordings."""
        return self.coverage.vocabulary_of(self.one.id)

    @property
    def kin(self) -> list[str]:
        """The measure, what it counts, and of what it is a share."""
        return [name for name in (self.one.id, self.one.count_id, self.one.of_id) if name]


def dispute(one: Indicator, clause: Clause, coverage: Coverage, place: str = "") -> str:
    """Why the clause's own words speak of something else, or of a part, than the measure; empty for most.

    `place` is the council's own name.
    """
    case = _Case(one, clause, coverage, place)
    return next((why for check in _CHECKS if (why := check(case))), "")


def all_said(clause: Clause, coverage: Coverage) -> frozenset[str]:
    """The words of a clause, of its headings and of what it goes on with."""
    before = clause.before if clause.goes_on else ""
    said = (clause.words, clause.named, clause.near, before, clause.qualifiers, *clause.headings)
    return frozenset[str]().union(*map(coverage.bag, said))


_COUNTED = re.compile(r"\s*(?:$|(?:are|is|were|was|have|had|has)\b)")
"""What stands behind the noun that is counted."""


def _foreign(case: _Case) -> str:
    """'The 9 children's homes', 'EHC needs assessments': what no wording of the measure says."""
    for found in vocabulary("foreign").find(case.own):
        if case.coverage.lacks(case.one.id, found.words):
            return f"it speaks of {found.words}"
        if case.clause.unit is Unit.COUNT and _COUNTED.match(case.own.removeprefix(found.words)):
            return f"it counts {found.words}"
    behind = case.clause.behind
    if any(case.coverage.lacks(case.one.id, found.words) for found in vocabulary("foreign").find(behind)):
        return f"the figure is of {behind}"
    # read together, for a measure's words imply others: its health assessments are those of children in care
    strange = case.coverage.strange(behind, case.kin) if behind else frozenset[str]()
    strange = case.coverage.strange(f"{behind} {case.one.name}", case.kin) if strange else strange
    return f"the figure is of {behind}" if strange and strange - case.coverage.bag(case.one.definition) else ""


_DONE = re.compile(r"\b(?:completed|carried out|held|undertaken|done|made|took place|started|closed)\b", re.IGNORECASE)


def _no_limit(case: _Case) -> str:
    """'93% of assessments were completed', '44 conferences were held': all of them, or in time? It is not said."""
    one, clause, coverage = case.one, case.clause, case.coverage
    counted = clause.unit is Unit.COUNT
    if not coverage.limited(one.id) or clause.carried == one.id or not (counted or _DONE.search(clause.said)):
        return ""
    if counted:
        texts = [clause.named, clause.near, clause.beside, clause.qualifiers, *clause.headings]
        said = frozenset[str]().union(*map(coverage.bag, texts))
    else:
        said = all_said(clause, coverage) | coverage.bag(clause.said)
    return "" if coverage.says_limit(said) else f"{one.id} is of those in time, which is not said"


def _says_in_time(case: _Case) -> str:
    """'88% of pathway plans are up to date' where the measure is of those who have one at all."""
    if case.clause.unit is not Unit.PERCENT or case.clause.carried is not None:
        return ""
    if "uptodate" not in case.coverage.bag(case.clause.said):
        return ""
    kin = frozenset[str]().union(*map(case.coverage.vocabulary_of, case.kin))
    return "" if kin & IN_TIME else f"it says that they are up to date, {case.one.id} does not"


def _no_subject(case: _Case) -> str:
    """A measure whose subject neither the clause nor a heading nor the sentence before has named."""
    if case.clause.carried is not None or case.clause.unit is Unit.CASES_PER_WORKER:
        return ""
    coverage = case.coverage
    if not coverage.unsaid(case.one.id, case.narrow) & coverage.subjects:
        return ""  # mostly its label says it, and the rest need not be read
    unsaid = coverage.unsaid(case.one.id, all_said(case.clause, coverage)) & coverage.subjects
    if told_of_whom(unsaid, case.clause, coverage):
        return ""
    return f"{case.one.id} is of {', '.join(sorted(unsaid))}, which is not said" if unsaid else ""


def _names_nothing(case: _Case) -> str:
    """'91.7% in timescale': of what is said neither here nor in a heading nor before."""
    coverage = case.coverage
    if case.clause.carried is not None:
        return ""
    if coverage.tells_of_what(case.narrow):
        return ""
    headings = frozenset[str]().union(*map(coverage.bag, case.clause.headings)) & coverage.subjects
    own = all_said(replace(case.clause, headings=()), coverage) | coverage.bag(case.clause.before)
    silent = own and not headings and not coverage.tells_of_what(own)
    return f"it says when, and not of what {case.one.id} is" if silent else ""


_PEOPLE = re.compile(r"(?:(?:overall |total )?numbers? of )?(?P<who>children|young people)\b", re.IGNORECASE)
_CHILD = frozenset({"child", "young"})


def _counts_else(case: _Case) -> str:
    """'230 families', '85% of audits' where the measure counts children: none of its words say what is counted."""
    behind, counted = case.clause.behind, case.clause.unit is Unit.COUNT
    people = _PEOPLE.match(case.clause.label) if counted else None
    if people and not case.known & _CHILD and not _PEOPLE.search(f"{case.one.name} {case.one.definition}"):
        return f"it counts {people['who']}, {case.one.id} does not"
    for found in vocabulary("counted").find(behind):
        alike = {words for words, value in vocabulary("counted").values.items() if value == found.value}
        stems = {stem(word) for words in alike for word in words.split()}
        told = {stem(word) for word in plain(f"{case.one.name} {case.one.definition}").split()}
        if not stems & (case.known | told):
            return f"it counts {found.words}, {case.one.id} does not"
    return ""


def _narrower_heading(case: _Case) -> str:
    """'14 out of 22 assessments' under 'Initial health assessments': its heading narrows the noun, the measure not."""
    if not case.clause.headings:
        return ""
    own, coverage = f"{case.clause.named} {case.clause.near}", case.coverage
    mine, words = {stem(word) for word in plain(own).split()}, plain(case.clause.headings[-1]).split()
    for before, word in zip(words, words[1:]):
        if stem(word) in mine and stem(before) not in mine and coverage.bag(before):
            narrower = (coverage.bag(f"{before} {word}") & coverage.subjects) - coverage.bag(word)
            if narrower and not narrower & case.known:
                return f"under its heading it is {before} {word}"
    return ""


_LIMITING = re.compile(
    r"\b(?:within|inside|(?:less|more|longer|fewer) than|at least|under|beyond|past|or (?:more|longer|over)"
    r"|over (?!the\b|last\b|an?\b|this\b)\w+ (?:working )?(?:day|week|month|year)s?|for [\w.]+ years)\b",
    re.IGNORECASE,
)


def _unexplained(case: _Case) -> str:
    """'12 care leavers are at university': words that no wording has, and that do not pass beside any measure."""
    clause, coverage = case.clause, case.coverage
    strange = coverage.unexplained(clause.telling, case.kin)
    strange -= coverage.bag(case.place) | {stem(word) for word in plain(case.one.name).split()}
    limiting = bool(_LIMITING.search(clause.said))
    telling = sorted(word for word in strange if limiting or not LIMIT_WORD.match(word))
    return f"it says {', '.join(telling)}, which no wording of {case.one.id} does" if telling else ""


_THEM = re.compile(r"(?:them|these|those)\b", re.IGNORECASE)


def _part_of_before(case: _Case) -> str:
    """'31 of them are in our care': a part of what was counted before, where that was something else."""
    clause, coverage = case.clause, case.coverage
    if clause.unit is not Unit.COUNT or not _THEM.match(clause.behind) or case.one.id == clause.carried:
        return ""
    told = coverage.bag(clause.before).union(*map(coverage.bag, clause.headings))
    if told & coverage.subjects & coverage.with_parts(case.known):
        return ""
    return f"it counts a part of what was counted before, {case.one.id} the whole"


def _part_place(case: _Case) -> str:
    """'In the north locality', in the clause or its heading."""
    places = vocabulary("part place")
    where = places.find(case.clause.words) or places.find(" ".join(case.clause.headings[-1:]))
    return f"it speaks of the {where[0].words} alone" if where and not places.find(case.one.name) else ""


def _wrongly_counted(case: _Case) -> str:
    """A count that is not of what its sentence counts: those living somewhere, people, those who left."""
    one, clause = case.one, case.clause
    if clause.unit is not Unit.COUNT:
        return ""
    if one.month_basis is Basis.MONTH and vocabulary("being there").find(clause.said):
        return f"it counts those who are there, {one.id} those who came"
    happened = vocabulary("happening")
    if happened.find(one.name) and vocabulary("people").find(clause.behind) and not happened.find(clause.behind):
        return f"it counts people, {one.id} what happened"
    if one.kind == "stock" and _WENT.search(clause.label) and not _WENT.search(one.name):
        return f"it counts who came or went, {one.id} who is there"
    part = vocabulary("part people").find(clause.label)
    if part and not vocabulary("part people").find(one.name):
        return f"it counts those of {part[0].words} alone"
    if "started" in case.coverage.bag(one.name):
        moves = case.coverage.bag(clause.said)
        if "ended" in moves and "started" not in moves:
            return f"it counts what ended, {one.id} what started"
    return ""


_WENT = re.compile(r"\b(?:leaving|left|joining|joined|resigning|resigned|returning|retiring)\b", re.IGNORECASE)
_CAME = re.compile(r"\b(?:became|become|becoming|came|started|starting|entered|entering)\b", re.IGNORECASE)


_SCHOOL_AGE = re.compile(r"[\s,(]*(?:who (?:are|were) )?of (?:statutory |compulsory )?school[ -]age\b", re.IGNORECASE)


def _of_school_age(case: _Case) -> str:
    """'766 children looked after, of statutory school age': a part of them, said behind the label."""
    label = case.clause.label
    at = case.clause.said.find(label) if label else -1
    if case.clause.unit is not Unit.COUNT or at < 0 or not _SCHOOL_AGE.match(case.clause.said, at + len(label)):
        return ""
    return "" if "school" in plain(case.one.name) else f"it counts those of school age, {case.one.id} all"


def _of_those_who_came(case: _Case) -> str:
    """'73% became looked after under section 20' where the measure is a share of those who are looked after."""
    if case.clause.unit is not Unit.PERCENT or case.one.kind != "share_of_stock" or not _CAME.search(case.clause.label):
        return ""
    if case.known & {"started", "new"} or _CAME.search(case.one.name):
        return ""
    return f"it is of those who came, {case.one.id} of those who are there"


_NUMBER_OF = re.compile(r"(?:the |our )?(?:overall |total )?numbers? of\b", re.IGNORECASE)


def _only_subject(case: _Case) -> str:
    """'Based on the number of children in need, ... by 9%': a share of them that none of the words tells."""
    if case.clause.unit is not Unit.PERCENT or not _NUMBER_OF.match(case.clause.label):
        return ""
    said = all_said(case.clause, case.coverage)
    if not said & case.known <= case.coverage.subjects or case.coverage.says_whole(case.one.id, said):
        return ""
    return f"it says of whom {case.one.id} is, not what"


def _contrary(case: _Case) -> str:
    """'Without a plan' where the measure is of those with one."""
    said = case.coverage.bag(case.own) - case.known
    if any(word.removeprefix("not_") in case.known for word in said):
        return f"it speaks of what is none of {case.one.id}"
    return ""


def _part(case: _Case) -> str:
    """'Girls', 'the disability team': kinds of `part` in synonyms.csv that the measure does not say."""
    parts = (case.coverage.bag(case.own) & case.coverage.parts) - case.known
    return f"it speaks of a part of {case.one.id} ({', '.join(sorted(parts))})" if parts else ""


_CHECKS: tuple[Callable[[_Case], str], ...] = (
    *(
        _foreign,
        _no_limit,
        _says_in_time,
        _no_subject,
        _names_nothing,
        _counts_else,
        _narrower_heading,
        _unexplained,
        _part_of_before,
        _part_place,
    ),
    *(_wrongly_counted, _of_school_age, _of_those_who_came, _only_subject, _contrary, _part),
)
