"""The plot of a probe over the launch."""

from collections.abc import Sequence

from golive_tui.launch.buckets import Bucket
from golive_tui.tui.ground.content import line
from golive_tui.tui.views.plot import SCALE, Mark, Plot, nice, plot_rows, plot_width
from golive_tui.tui.views.rows import Row, Tight
from tests.launch.world import after

LOOKED = Bucket(p95=0.05, max=0.09, n=10)


def read(rows: Sequence[Row], width: int = 60) -> list[str]:
    return [line(row, width, "" if isinstance(row, Tight) else " ").plain.rstrip() for row in rows]


def made(buckets: Sequence[Bucket], *marks: Mark, limit: float | None = None) -> list[Row]:
    plot = Plot(since=after(0), until=after(len(buckets) * 60), buckets=buckets)
    return plot_rows(plot, marks, limit)


def test_p95_is_a_column_and_the_longest_stands_over_it() -> None:
    rows = read(made([LOOKED] * 20))
    assert rows[0].startswith(" 100 ms │▔▔▔▔")
    assert rows[3].startswith("  50 ms │████")
    assert rows[5].startswith("      0 │████")


def test_of_few_looks_the_longest_is_the_column() -> None:
    rows = read(made([Bucket(max=0.05, n=2)] * 4))
    assert rows[0].endswith("│████")


def test_a_failure_is_a_sign_of_its_own_and_a_gap_is_no_zero() -> None:
    rows = read(made([LOOKED, Bucket(n=3, failed=3), Bucket(), LOOKED]))
    assert rows[0][SCALE + 1 :] == "▔✗ ▔"
    assert rows[5][SCALE + 1 :] == "█ ·█"


def test_what_happened_is_marked_where_it_did() -> None:
    t0 = Mark(at=after(120), sign="┴", role="run", word="T0")
    trip = Mark(at=after(600), sign="▲", role="bad", word="trip")
    rows = read(made([LOOKED] * 20, t0, trip), 80)
    assert rows[6] == "        └──┴───────▲─────────"
    assert "┴ T0" in rows[8]
    assert rows[7].split() == ["12:00Z", "12:20Z"]


def test_over_its_limit_it_warns() -> None:
    calm, loud = made([LOOKED] * 4, limit=1.0), made([LOOKED] * 4, limit=0.01)
    assert {each.role for each in calm[5][1:]} == {"text"}
    assert {each.role for each in loud[5][1:]} == {"warn"}


def test_nothing_seen_is_said() -> None:
    assert read(made([Bucket()] * 5)) == ["nothing was observed yet"]


def test_the_scale_is_one_that_people_read() -> None:
    assert [nice(value) for value in (0.0, 0.03, 0.1, 0.11, 1.2, 7.0)] == [
        0.001, 0.05, 0.1, 0.2, 2.0, 10.0
    ]  # fmt: skip


def test_the_plot_fits_its_page() -> None:
    for width in (56, 76, 116, 156):
        rows = read(made([LOOKED] * plot_width(width)), width)
        assert max(map(len, rows[:8])) <= width
        assert "…" not in "".join(rows[:8])
