from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.probes.look.report_date import (
    Told,
    dated,
    last,
    read_time,
    too_old,
    written_at,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zoned"),
    [
        ("2026-11-24T12:00:00Z", True),
        ("2026-11-24T13:00:00+01:00", True),
        ("2026-11-24T12:00:00.000000000Z", True),
        ("2026-11-24T12:00:00", False),
        ("Tue, 24 Nov 2026 12:00:00", False),
        ("Tue, 24 Nov 2026 12:00:00 +0000", True),
    ],
)
def test_times_of_all_tools_are_read(text: str, zoned: bool) -> None:
    assert read_time(text) == Told(NOON, zoned=zoned)


@pytest.mark.parametrize("text", [None, 7, "", "yesterday", "0000-00-00T00:00:00", "9" * 41])
def test_what_is_no_time_is_none(text: object) -> None:
    assert read_time(text) is None


@given(st.text(max_size=45))
def test_no_text_is_too_much(text: str) -> None:
    told = read_time(text)
    assert told is None or told.at.tzinfo is UTC


def test_the_latest_of_several_counts() -> None:
    early, late = Told(NOON - timedelta(hours=1), zoned=True), Told(NOON, zoned=False)
    assert last([early, None, late]) is late
    assert last([None]) is None


def test_a_report_s_own_time_outweighs_its_file_s() -> None:
    own = dated(Told(NOON - timedelta(hours=2), zoned=True), NOON.timestamp(), NOON)
    assert (own.source, own.age) == ("report", 7200)
    by_file = dated(None, NOON.timestamp() - 60, NOON)
    assert (by_file.source, by_file.age) == ("file", 60)
    assert by_file.facts == {
        "date": "2026-11-24T11:59:00.000000Z",
        "date_from": "file",
        "age_seconds": 60.0,
    }


def test_a_time_that_is_to_come_proves_no_freshness() -> None:
    """A clock may be a little ahead, and a time without a zone by as much as zones differ."""
    ahead = NOON + timedelta(hours=3)
    assert dated(Told(ahead, zoned=False), 0, NOON).age == 0
    assert dated(Told(NOON + timedelta(seconds=30), zoned=True), 0, NOON).age == 0
    wrong = dated(Told(ahead, zoned=True), 0, NOON)
    assert wrong.age is None
    assert "age_seconds" not in wrong.facts
    seen = too_old(wrong, 60)
    assert seen is not None
    assert (seen.outcome, seen.reason) == ("error", "inconclusive")
    assert too_old(wrong, None) is None


def test_too_old_is_told_with_both_times_and_who_says_so() -> None:
    seen = too_old(dated(None, NOON.timestamp() - 86400 * 3, NOON), 86400)
    assert seen is not None
    assert (seen.outcome, seen.reason) == ("fail", "stale.old")
    assert seen.detail == "it is 3 d 00 h old (when its file was written), older than 24 h 00 m"
    assert too_old(dated(None, NOON.timestamp(), NOON), 86400) is None


def test_a_file_from_beyond_the_calendar_is_still_to_come() -> None:
    assert dated(None, 1e18, NOON).age is None
    assert written_at(0) == datetime(1970, 1, 1, tzinfo=UTC)
