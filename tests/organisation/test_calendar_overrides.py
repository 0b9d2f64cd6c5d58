from datetime import date, timedelta

import pytest

from database.session import Session
from organisation.calendar_overrides import Override, calendar_revision, overrides, set_override
from organisation.errors import OverrideRefused
from tests.organisation.cast import NOW

FRIDAY, SATURDAY = date(2026, 1, 2), date(2026, 1, 10)
SWAPPED = {"name": "Nghỉ hoán đổi", "source": "12729/VPCP-KGVX"}


def test_the_newest_word_about_a_day_counts_and_the_revision_grows(session: Session) -> None:
    assert (overrides(session), calendar_revision(session)) == ([], 0)

    set_override(session, SATURDAY, "work", **SWAPPED, now=NOW)
    set_override(session, FRIDAY, "off", **SWAPPED, now=NOW)

    assert overrides(session) == [Override(FRIDAY, "off", **SWAPPED), Override(SATURDAY, "work", **SWAPPED)]
    assert calendar_revision(session) == 2


def test_a_day_taken_back_is_as_usual_again_and_that_is_a_revision_too(session: Session) -> None:
    set_override(session, FRIDAY, "off", **SWAPPED, now=NOW)
    set_override(session, FRIDAY, "usual", **SWAPPED, now=NOW + timedelta(days=1))

    assert overrides(session) == []
    assert calendar_revision(session) == 2


def test_saying_the_same_again_changes_nothing(session: Session) -> None:
    for _ in range(2):
        set_override(session, FRIDAY, "off", **SWAPPED, now=NOW)

    assert calendar_revision(session) == 1


def test_another_kind_of_day_is_refused(session: Session) -> None:
    with pytest.raises(OverrideRefused, match="off, work, usual"):
        set_override(session, FRIDAY, "half", **SWAPPED, now=NOW)


def test_a_day_off_without_a_name_is_refused_since_no_calendar_could_be_made_of_it(session: Session) -> None:
    with pytest.raises(OverrideRefused, match="must have a name"):
        set_override(session, FRIDAY, "off", name=" ", source="x", now=NOW)
    assert overrides(session) == []
