import pytest

from golive_tui.errors import VersionMismatch
from golive_tui.holder.plain import FORMAT, Plain, encode

GIVEN = Plain.parse(
    b'{"n": 1, "t": "x", "b": true, "f": 0.5, "l": ["a"], "o": {"k": "v"}, "z": null}'
)


def test_each_reader_gives_the_value_of_its_type() -> None:
    assert (GIVEN.take("n", int), GIVEN.take("t", str), GIVEN.take("b", bool)) == (1, "x", True)
    assert (GIVEN.number("n"), GIVEN.number("f")) == (1.0, 0.5)
    assert (GIVEN.texts("l"), GIVEN.table("o")) == (("a",), {"k": "v"})
    assert (GIVEN.maybe("z", int), GIVEN.maybe("missing", int), GIVEN.maybe("n", int)) == (
        None,
        None,
        1,
    )
    assert GIVEN.inner("z") is None
    assert (GIVEN.texts("missing"), GIVEN.table("missing"), GIVEN.each("missing")) == ((), {}, ())


@pytest.mark.parametrize(
    ("method", "key"),
    [
        ("number", "t"),
        ("number", "b"),
        ("texts", "t"),
        ("texts", "o"),
        ("table", "l"),
        ("inner", "n"),
        ("each", "l"),
    ],
)
def test_another_type_is_refused_by_its_key(method: str, key: str) -> None:
    with pytest.raises(ValueError, match=f"`{key}`"):
        getattr(GIVEN, method)(key)


@pytest.mark.parametrize("key", ["b", "t", "missing", "z"])
def test_a_flag_is_no_number_and_nothing_is_no_value(key: str) -> None:
    with pytest.raises(ValueError, match=f"`{key}` is no int"):
        GIVEN.take(key, int)


@pytest.mark.parametrize(
    "inner", [b'{"l": [1]}', b'{"l": [{"a": 1}, 2]}', b'{"o": {"k": 1}}', b'{"l": [null]}']
)
def test_a_wrong_type_deeper_down_is_refused_too(inner: bytes) -> None:
    plain = Plain.parse(inner)
    with pytest.raises(ValueError, match=r"`l`|`o\.k`"):
        (plain.texts("l"), plain.table("o"))


@pytest.mark.parametrize("data", [b"", b"[]", b"1", b'{"a": 1', b"\xff", b"{} {}"])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        Plain.parse(data)


def test_a_newer_format_is_refused_with_a_hint() -> None:
    data = encode({"a": 1}).replace(b'"schema": %d' % FORMAT, b'"schema": %d' % (FORMAT + 1))
    with pytest.raises(VersionMismatch, match="The thing has format 2"):
        Plain.of_our_format(data, "The thing")
    with pytest.raises(ValueError, match="schema"):
        Plain.of_our_format(b"{}", "The thing")


def test_a_name_in_another_encoding_comes_back_as_it_was() -> None:
    odd = b"caf\xe9".decode("utf-8", "surrogateescape")
    assert Plain.of_our_format(encode({"a": odd}), "It").take("a", str) == odd
