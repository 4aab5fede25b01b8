"""Whether words that are no wording of a measure tell enough of it to be taken for it."""

from __future__ import annotations

import re

from nlp.coverage import Coverage
from nlp.naming import Clause
from normalise.wording import MOVES

_OWN_NOUN = re.compile(r"(?:(?:overall|total) )?numbers? of (?:children|young people|families)\b", re.IGNORECASE)
"""'The number of children open to social care': whose number it is, it says itself."""
_MOVES = frozenset({"started", "ended"})
"""Of the words of a moment those that no measure of the other may have."""


def unfounded(indicator_id: str, clause: Clause, coverage: Coverage) -> str:
    """Why a clause that only comes near a measure does not name it; empty where it may.

    'New placements' are of no adoption where none is spoken of; 'neglect' behind a sentence on children in need is of
    no protection plan.
    """
    said = (clause.words, clause.named, clause.near, clause.qualifiers, *clause.headings)
    here = coverage.with_parts(frozenset[str]().union(*map(coverage.bag, said)))
    own = coverage.bag(clause.named) | coverage.bag(clause.near)
    strange = (own & (coverage.subjects | _MOVES)) - coverage.with_parts(coverage.vocabulary_of(indicator_id))
    if strange:
        return f"it speaks of {', '.join(sorted(strange))}, which no wording of {indicator_id} has"
    told = coverage.bag(clause.before)
    little = clause.carried is None and coverage.says_little(f"{clause.named} {clause.near}")
    if little and not here & coverage.subjects and not (told & own & MOVES):
        return f"only the sentence before says what {indicator_id} is of"
    if _OWN_NOUN.match(clause.named) and not coverage.subjects_said(indicator_id, here):
        return f"it says of whom it is, and not of {indicator_id}"
    around = coverage.with_parts(here | told)
    if not coverage.subjects_said(indicator_id, around):
        return f"whose {indicator_id} would be is not said"
    if not coverage.names_subjects(indicator_id, here):
        others = (told & coverage.subjects) - coverage.with_parts(coverage.vocabulary_of(indicator_id))
        if others:
            return f"it may go on with {', '.join(sorted(others))}, which {indicator_id} does not"
    return ""


def told_of_whom(unsaid: frozenset[str], clause: Clause, coverage: Coverage) -> bool:
    """Whether the sentence before has the subjects that are not said, where both say the same of them.

    'The number of children entering care fell. 78 entered this year': of children in care.
    """
    told = coverage.bag(clause.before)
    return unsaid <= coverage.with_parts(told) and bool(told & coverage.bag(clause.named) & MOVES)
