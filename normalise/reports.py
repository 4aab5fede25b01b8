"""What each report of a document is: its own words, the meeting of its pack, and what index.csv says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalise.front_page import merge, read_front
from normalise.packs import Part
from normalise.whose_report import not_in_force
from records.catalogue import Reference
from records.page import DocumentFacts
from records.period import Period
from records.reading import DocumentContent, FrontMatter, Problem, Report


def reports_of(
    content: DocumentContent, parts: Sequence[Part], reference: Reference, index: FrontMatter | None
) -> tuple[FrontMatter, tuple[Report, ...]]:
    """What the document is, and its reports.

    What index.csv says overrules a document's one report; of a pack of several it says committee and day of the
    meeting, which a report takes where it names none itself.
    """
    papers = [part for part in parts if part.is_paper]
    if not papers:
        return _of_its_time(merge(FrontMatter(), index), reference), ()
    meeting = FrontMatter()
    for part in parts:
        if not part.is_paper:
            meeting = read_front(content.of_pages(part.first_page, part.last_page), reference)
    reports = []
    for number, part in enumerate(papers):
        own = content.of_pages(part.first_page, part.last_page)
        front = read_front(own, reference, announced=part.announced)
        if len(papers) == 1:
            front = merge(_with_meeting(front, meeting, always=False), index)
        else:
            front = _with_meeting(front, merge(meeting, index), always=bool(index and index.meeting_date))
        front = _of_its_time(front, reference)
        reports.append(Report(number, part.first_page, part.last_page, front))
    front = reports[0].front
    if len(reports) > 1:
        said = merge(meeting, index)
        front = replace(
            front,
            committee=said.committee or front.committee,
            meeting_date=said.meeting_date or front.meeting_date,
            source=said.source,
            licence=said.licence,
        )
    return front, tuple(reports)


def _of_its_time(front: FrontMatter, reference: Reference) -> FrontMatter:
    """Without a council, named by paper or index, that had been abolished by the time reported on; and with that told.

    Which of its successors the report is of is for a person to say.
    """
    gone = not_in_force(front.authority_id, reference, front.report_period)
    return replace(front, authority_id=None, not_in_force=gone) if gone else front


def _with_meeting(front: FrontMatter, meeting: FrontMatter, *, always: bool) -> FrontMatter:
    """A paper of a pack with the committee and day of the pack's meeting, where it names none itself.

    Another council's paper (put before the committee for comparison) takes them only with `always`. A meeting before
    the paper's time is not its own.
    """
    own = always or front.authority_id is None or front.authority_id == meeting.authority_id
    if not own or front.meeting_date or _is_before(meeting.meeting_date, front.report_period):
        return front
    return FrontMatter(
        authority_id=front.authority_id,
        title=front.title,
        committee=front.committee or meeting.committee,
        meeting_date=meeting.meeting_date,
        report_period=front.report_period,
        source=front.source or meeting.source,
        licence=front.licence or meeting.licence,
    )


def _is_before(day: str | None, period: Period | None) -> bool:
    return day is not None and period is not None and day < period.first_day


def front_problems(facts: DocumentFacts, report: Report, *, alone: bool) -> list[Problem]:
    """What a report does not say of itself, and how to say it."""
    place = facts.filename if alone else f"{facts.filename}, pages {report.first_page} to {report.last_page}"
    cure = "Say it in an index.csv beside the file (columns filename, authority, report_period)."
    if not alone:
        cure = "Save these pages as a file of their own and say it in an index.csv beside it."
    missing = []
    if report.front.not_in_force:
        missing.append(Problem(place, f"{report.front.not_in_force}. Whose report is it? {cure}"))
    elif report.front.authority_id is None:
        missing.append(Problem(place, f"the authority could not be told from the paper. {cure}"))
    if report.front.report_period is None:
        missing.append(Problem(place, f"the month reported on could not be told from the paper. {cure}"))
    return missing
