"""Who asks for the output of an attempt."""

from datetime import UTC, datetime

from golive_tui.launch.state import Attempt
from golive_tui.tui.run.output import OutputList
from golive_tui.tui.run.reader import Reader
from tests.tui.fakes import FakeHost, desk_at

AT = datetime(2026, 11, 24, 13, tzinfo=UTC)


def test_it_asks_one_question_at_a_time_and_none_without_an_attempt() -> None:
    host = FakeHost()
    reader = Reader(desk_at("live", host), OutputList(), lambda: None)
    reader.poll()
    assert host.works == []
    reader.attempt = Attempt(id="a-1", status="running", requested_at=AT, by="ana")
    reader.poll()
    reader.poll()
    assert len(host.works) == 1
    assert reader.silent_for is None
