import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look.metrics_text import Scrape
from golive_tui.probes.selector import parse

TEXT = """# TYPE requests counter
requests_total{status="200"} 5
requests_total{status="503"} 2
broken_total NaN
"""
OPEN = """# TYPE requests counter
requests_total{status="200"} 5 # {trace="a"} 1
# EOF
"""


def test_the_series_that_are_meant() -> None:
    scrape = Scrape(at=0, text=TEXT)
    assert sum(scrape.series(parse("requests_total")).values()) == 7
    assert scrape.series(parse("requests_total{status=~'5..'}")) == {
        frozenset({("status", "503")}): 2.0
    }
    assert scrape.series(parse("broken_total")) == {}
    assert scrape.has("broken_total")
    assert not scrape.has("requests")


def test_openmetrics_with_its_exemplars() -> None:
    scrape = Scrape(at=0, text=OPEN, openmetrics=True)
    assert list(scrape.series(parse("requests_total")).values()) == [5.0]
    with pytest.raises(InputError):
        Scrape(at=0, text="no end", openmetrics=True).series(parse("requests_total"))


def test_lines_that_are_none_are_said_to_be() -> None:
    with pytest.raises(InputError):
        Scrape(at=0, text="up{job= 5\n").series(parse("up"))


def test_a_number_that_no_float_holds_is_none() -> None:
    huge = f"# TYPE up gauge\nup {10**400}\n# EOF\n"
    with pytest.raises(InputError, match="no Prometheus text"):
        Scrape(at=0, text=huge, openmetrics=True).series(parse("up"))
