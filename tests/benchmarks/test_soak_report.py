"""What a soak says of its series."""

import pytest

from benchmarks.soak_report import judged, rule_of, section, series_of


def looks(growth: float) -> list[dict[str, object]]:
    return [
        {"at": 30.0 * n, "load": 1.0 + n % 2, "acts": {"mark": n + 1},
         "series": {"engine.rss": 60.0 + growth * n, "file.samples.db": 40.0 * n}}
        for n in range(60)
    ]  # fmt: skip


def test_each_series_is_judged_by_its_own_rule() -> None:
    assert {name: trend.verdict for name, trend in judged(looks(0.0)).items()} == {
        "engine.rss": "flat",
        "file.samples.db": "steady",
    }
    assert judged(looks(0.5))["engine.rss"].verdict == "grows"


def test_the_log_beside_the_samples_is_told_from_them() -> None:
    assert not rule_of("file.samples.db-wal").grows
    assert rule_of("file.samples.db").grows
    with pytest.raises(KeyError):
        rule_of("unheard.of")


def test_a_section_names_what_grew_and_how_much_was_done() -> None:
    made = section("An hour", looks(0.5))
    assert "60 looks in 30 minutes" in made
    assert "Acts: mark 60." in made
    assert "**Not flat: engine.rss.**" in made
    assert "| file.samples.db | 860 kB | 2,300 kB | 2,360 kB | +4,800 kB/h | steady |" in made
    assert "**All of it flat or steady.**" in section("An hour", looks(0.0))


def test_a_series_that_came_late_has_fewer_points() -> None:
    rows = looks(0.0)
    rows[0]["series"] = {}
    assert len(series_of(rows)["engine.rss"]) == 59
