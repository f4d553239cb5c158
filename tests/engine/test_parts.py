from golive_tui.engine.parts import Parts


def test_an_engine_that_is_no_rehearsals_suffers_nothing_and_serves_nothing() -> None:
    parts = Parts()
    parts.disturb({})
    assert parts.stand_in is None
    assert parts.metrics_port is None
