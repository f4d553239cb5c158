from golive_tui.probes.kind import Observation
from golive_tui.probes.look.json_source import document


def test_json_is_handed_on_under_its_name() -> None:
    assert document(Observation(outcome="ok", facts={"json": [1]})) == {"json": [1]}


def test_what_is_no_json_and_what_failed() -> None:
    seen = document(Observation(outcome="ok", facts={"status": 200}))
    assert isinstance(seen, Observation)
    assert (seen.outcome, seen.reason) == ("fail", "http.decode")
    ill = Observation(outcome="fail", reason="tcp.refused")
    assert document(ill) is ill
