"""Why a clause does not speak of the measure that its words come nearest to: another service, a part, another count."""

from __future__ import annotations

import re

from nlp.coverage import Coverage
from nlp.naming import Clause
from nlp.words import vocabulary
from records.catalogue import Indicator
from records.observation import Unit
from records.period import Basis


def dispute(one: Indicator, clause: Clause, coverage: Coverage) -> str:
    """Why the clause's own words speak of something else, or of a part, than the measure; empty for most."""
    own = f"{clause.named} {clause.near}"
    text = clause.words if coverage.says_little(own) else own
    vocabulary_of = coverage.vocabulary_of(one.id)
    for found in vocabulary("foreign").find(text):
        if coverage.lacks(one.id, found.words):
            return f"it speaks of {found.words}"
    for found in vocabulary("foreign").find(clause.behind):
        if coverage.lacks(one.id, found.words):
            return f"the figure is of {clause.behind}"
    family = [name for name in (one.id, one.count_id, one.of_id) if name]
    # read together, for a measure's words imply others: its health assessments are those of children in care
    if clause.behind and coverage.strange(f"{clause.behind} {one.name}", family) - coverage.bag(one.definition):
        return f"the figure is of {clause.behind}"
    if clause.unit is Unit.COUNT:
        counted = _wrongly_counted(one, clause)
        if counted:
            return counted
    denied = {word for word in coverage.bag(text) - vocabulary_of if word.removeprefix("not_") in vocabulary_of}
    if denied:
        return f"it speaks of what is none of {one.id}"
    parts = (coverage.bag(text) & coverage.parts) - vocabulary_of
    if parts:
        return f"it speaks of a part of {one.id} ({', '.join(sorted(parts))})"
    return ""


_LIVING = re.compile(r"\b(?:are|were|is|was)\s(?:currently\s)?(?:living\b|in\s\w+\splacements?\b)", re.IGNORECASE)
_PEOPLE = re.compile(r"(?!.*\b(?:episodes|incidents)\b).*\b(?:children|young people)", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:ceased|left|ended|closed|were discharged)\b", re.IGNORECASE)
_STARTED = re.compile(r"\b(?:start\w*|began|begun|enter\w*|came|became|new|open\w*|admi\w+)\b", re.IGNORECASE)


def _wrongly_counted(one: Indicator, clause: Clause) -> str:
    """Why a count is not of what its sentence counts: those living somewhere, people, those who left; else empty."""
    if one.month_basis is Basis.MONTH and _LIVING.search(clause.said):
        return f"it counts those who are there, {one.id} those who came"
    if _PEOPLE.fullmatch(clause.behind) and re.search(r"_(?:incidents|episodes)\b", one.id):
        return f"it counts people, {one.id} what happened"
    if one.id.endswith("_started") and _ENDED.search(clause.said) and not _STARTED.search(clause.said):
        return f"it counts what ended, {one.id} what started"
    return ""
