from datetime import UTC, datetime, timedelta

from golive_tui.tui.frame.alarms import Alarm
from golive_tui.tui.frame.herald import QUIET, Herald

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def alarm(subject: str, text: str = "fails") -> Alarm:
    return Alarm(text=text, since=NOON, view="probes", subject=subject)


def test_what_stood_there_when_the_dashboard_came_does_not_ring() -> None:
    herald = Herald()
    assert herald.news([alarm("api")], NOON) == []
    assert herald.news([alarm("api")], NOON + timedelta(seconds=1)) == []


def test_a_new_alarm_rings_once_also_when_its_words_change() -> None:
    herald = Herald()
    herald.news([], NOON)
    assert herald.news([alarm("api")], NOON) == [alarm("api")]
    assert herald.news([alarm("api", "fails: tcp.refused")], NOON) == []


def test_an_alarm_that_comes_and_goes_is_quiet_for_a_while() -> None:
    herald = Herald()
    herald.news([], NOON)
    herald.news([alarm("api")], NOON)
    herald.news([], NOON + QUIET / 2)
    assert herald.news([alarm("api")], NOON + QUIET / 2) == []
    herald.news([], NOON + QUIET * 2)
    assert herald.news([alarm("api")], NOON + QUIET * 3) == [alarm("api")]
