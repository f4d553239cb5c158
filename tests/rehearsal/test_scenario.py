from golive_tui.rehearsal.scenario import START, Planned


def test_a_time_counts_from_the_start_unless_it_says_otherwise() -> None:
    assert Planned(at=1.0).after == START
