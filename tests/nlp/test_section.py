"""What a section leaves in force for its next sentence."""

from __future__ import annotations

from nlp.section import SectionState


def test_a_section_forgets_at_a_new_heading() -> None:
    state = SectionState("Referrals", indicator_id="referrals", builds_up=True)
    state.enter("Referrals")
    assert state.indicator_id == "referrals"
    state.enter("Assessments")
    assert (state.indicator_id, state.builds_up) == (None, False)
