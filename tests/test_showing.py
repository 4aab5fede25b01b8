"""What the command line shows of labels that await a person."""

from __future__ import annotations

import json

import pytest

from showing import print_awaiting
from store.read import Awaiting


def test_review_says_why_a_sure_candidate_waits(capsys: pytest.CaptureFixture[str]) -> None:
    candidates = [
        {"indicator_id": "assessments_completed", "score": 1.0, "reasons": ["it stands under another subject", "x"]},
        {
            "indicator_id": "assessments_started",
            "score": 0.12,
            "reasons": ["likest: Assessments started", "for: alike"],
        },
    ]
    print_awaiting([Awaiting("370", "Assessments", "count", "Foster carers", 12, json.dumps(candidates))])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "12 figures: 'Assessments' (count; Foster carers)"
    assert lines[1] == "    1.00  assessments_completed: it stands under another subject"
    assert lines[2] == "    0.12  assessments_started"
