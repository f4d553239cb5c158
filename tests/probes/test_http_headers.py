import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look.http_headers import check_header


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-Token", "abc"), ("accept", "a/b;\tq=1"), ("x", ""), ("!#$%&'*+.^_`|~1", "~ !")],
)
def test_what_is_a_header(name: str, value: str) -> None:
    check_header("http", name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("", "a"),
        ("a b", "a"),
        ("a:", "a"),
        ("a\r\n", "a"),
        ("\u00e4", "a"),
        ("x" * 101, "a"),
        ("a", "b\r\nc: d"),
        ("a", "b\nc"),
        ("a", "b\0"),
        ("a", "gr\u00fcn"),
    ],
)
def test_what_would_be_none_or_more_than_one(name: str, value: str) -> None:
    with pytest.raises(InputError):
        check_header("http", name, value)


def test_the_value_is_not_told() -> None:
    with pytest.raises(InputError) as refused:
        check_header("http", "Authorization", "secret-word\n")
    assert "secret-word" not in str(refused.value)
