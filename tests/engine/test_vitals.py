from golive_tui.engine.vitals import STUCK_AFTER, Vitals


def test_an_engine_whose_loop_or_consumer_stands_still_is_ill() -> None:
    vitals = Vitals(loop_at=100.0, consumer_at=100.0)
    assert vitals.ill(100.0 + STUCK_AFTER) == ""
    vitals.loop_at = 120.0
    assert vitals.ill(120.0) == "the engine's consumer has not turned for 20 s"
    vitals.consumer_at, vitals.loop_at = 120.0, 90.0
    assert "event loop" in vitals.ill(120.0)


def test_one_that_cannot_write_is_not_ready_and_not_ill() -> None:
    vitals = Vitals(loop_at=1.0, consumer_at=1.0, unwritable="the disk is full")
    assert (vitals.ill(2.0), vitals.unready(2.0)) == ("", "the disk is full")
