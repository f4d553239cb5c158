import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch.figures import Uptime
from golive_tui.report import plots
from golive_tui.report.past import MOST, Column, Past
from golive_tui.text import clean
from tests.launch.world import after

EMPTY = Column(median=None, longest=None, up=0.0, down=0.0)


def past(columns: list[Column], *, up: float = 0.0, down: float = 0.0) -> Past:
    """An hour in these columns."""
    return Past(
        begin=after(0), since=after(0), until=after(3600), columns=tuple(columns), n=0, failed=0,
        p50=None, p95=None, longest=None, uptime=Uptime(up, down, 3600 - up - down),
    )  # fmt: skip


def drawn(svg: str, kind: str) -> list[ET.Element]:
    """The elements of that class."""
    return [each for each in ET.fromstring(svg).iter() if each.get("class") == kind]


def test_latency_is_a_line_with_gaps() -> None:
    known = Column(median=0.1, longest=0.4, up=1.0, down=0.0)
    svg = plots.latency("API", past([known, known, EMPTY, known]), None)
    (median,) = drawn(svg, "median")
    assert median.get("d", "").count("M") == 2
    assert "500 ms" in svg
    assert drawn(plots.latency("API", past([EMPTY] * MOST), None), "median") == []


def test_uptime_has_a_box_for_up_and_one_for_down_and_none_for_the_unknown() -> None:
    half = Column(median=None, longest=None, up=0.5, down=0.25)
    svg = plots.uptime("API", past([half, EMPTY], up=900, down=450), None)
    (up,), (down,) = drawn(svg, "up"), drawn(svg, "down")
    assert float(up.get("height", "0")) == plots.STRIP / 2
    assert float(down.get("height", "0")) == plots.STRIP / 4
    assert "66.67 % of 37.5 % observed" in svg


def test_a_short_failure_is_still_to_be_seen() -> None:
    brief = Column(median=None, longest=None, up=0.999, down=0.001)
    (down,) = drawn(plots.uptime("API", past([brief]), None), "down")
    assert float(down.get("height", "0")) == 2.0


def test_t0_is_marked() -> None:
    svg = plots.latency("API", past([EMPTY] * 4), after(1800))
    (live,) = drawn(svg, "live")
    middle = plots.LEFT + (plots.WIDTH - plots.LEFT - plots.RIGHT) / 2
    assert live.get("d", "").startswith(f"M{middle:.1f} ")
    assert drawn(plots.latency("API", past([EMPTY] * 4), after(9999)), "live") == []


@given(st.text(max_size=30))
def test_a_title_is_never_markup(title: str) -> None:
    title = clean(title)
    root = ET.fromstring(plots.latency(title, past([EMPTY]), None))
    assert root.get("aria-label", "").startswith(f"Latency of {title}")
    assert {each.tag for each in root.iter()} <= {"svg", "title", "path", "text"}


@given(st.lists(st.none() | st.floats(0, 1e6), min_size=1, max_size=MOST))
def test_a_line_never_leaves_its_field(values: list[float | None]) -> None:
    columns = [Column(median=value, longest=value, up=0.0, down=0.0) for value in values]
    svg = plots.latency("API", past(columns), None)
    for path in drawn(svg, "median"):
        for part in path.get("d", "").replace("M", " ").replace("L", " ").split():
            y = part.partition("H")[0]
            assert float(y) >= 0


def test_a_plot_says_what_its_lines_are_and_t0_stands_clear_of_the_dates() -> None:
    one = past([EMPTY])
    for svg in (plots.latency("API", one, after(3500)), plots.uptime("API", one, after(3500))):
        texts = {each.text: each for each in ET.fromstring(svg).iter() if each.text}
        dates = [float(each.get("y", "0")) for text, each in texts.items() if ":" in text[:12]]
        assert float(texts["T0"].get("y", "0")) < plots.TOP < min(dates)
        assert any("dashed longest" in text or "empty not observed" in text for text in texts)
