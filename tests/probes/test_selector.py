import pytest

from golive_tui.errors import InputError
from golive_tui.probes.selector import parse


def test_a_name_alone_means_every_series() -> None:
    assert parse(" up ").fits({"job": "api"})
    assert parse("up{}").name == "up"


def test_labels_are_compared_as_promql_does() -> None:
    selector = parse("""http_requests_total{status=~"5..", method!='GET', path="a\\"b",}""")
    assert selector.name == "http_requests_total"
    assert selector.fits({"status": "503", "method": "POST", "path": 'a"b'})
    assert not selector.fits({"status": "1503", "method": "POST", "path": 'a"b'})
    assert not selector.fits({"status": "503", "method": "GET", "path": 'a"b'})
    assert parse("up{zone!='a', host=''}").fits({})
    assert not parse("up{job!~'a|b'}").fits({"job": "b"})


@pytest.mark.parametrize(
    "text",
    ["", "5x", "up{", "up{job}", "up{job=a}", "up{job='a' host='b'}", "up{a=~'(b+)+'}", "a b"],
)
def test_what_is_no_selector_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse(text)
