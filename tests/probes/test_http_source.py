import pytest

from golive_tui.probes.facts import Absent
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.http_source import text_of, trouble
from tests.probes.fault_server import answering, serving
from tests.probes.looking import look_once


@pytest.mark.parametrize(
    ("status", "reason"),
    [("401 No", "auth.rejected"), ("403 No", "auth.rejected"), ("503 Oh", "http.status")],
)
async def test_an_answer_that_is_none_has_a_reason(status: str, reason: str) -> None:
    async with serving({"/": answering(b"{}", status=status)}) as server:
        sample = await look_once("metrics", {"url": server.url, "gauge": {"a": "up"}})
    assert (sample.outcome, sample.reason) == ("fail", reason)


def test_what_is_well_is_no_trouble_and_may_have_no_text() -> None:
    well = Observation(outcome="ok", facts={"status": 200})
    assert trouble(well) is None
    assert isinstance(text_of(well), Absent)
    ill = Observation(outcome="fail", reason="tcp.refused")
    assert trouble(ill) is ill
