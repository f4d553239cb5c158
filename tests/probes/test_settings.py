from pathlib import Path

import pytest

from golive_tui.checklist.fields import (
    Field,
    Flag,
    ListOf,
    MapOf,
    Quantity,
    Span,
    Spec,
    TableOf,
    Text,
    Whole,
)
from golive_tui.errors import InputError
from golive_tui.probes.settings import PORT, Given

INNER = Spec(name="inner", help="", fields=(Field(name="column", type=Text(), help=""),))
SPEC = Spec(
    name="double",
    help="",
    fields=(
        Field(name="url", type=Text(), required=True, help=""),
        Field(name="method", type=Text(), default="GET", help=""),
        Field(name="verify", type=Flag(), default=True, help=""),
        Field(name="redirects", type=Whole(), default=5, help=""),
        Field(name="port", type=PORT, default=443, help=""),
        Field(name="headers", type=MapOf(Text()), help=""),
        Field(name="disks", type=ListOf(Text()), default=("/",), help=""),
        Field(name="over", type=Span(), default=2.0, help=""),
        Field(name="least", type=Quantity(), help=""),
        Field(name="table", type=TableOf(INNER), help=""),
        Field(name="ca", type=Text(), default="", help=""),
    ),
)


def given(**settings: object) -> Given:
    return Given(SPEC, settings)


def test_what_is_not_given_has_its_default() -> None:
    none = given()
    assert none.text("method") == "GET"
    assert none.flag("verify") is True
    assert none.whole("redirects") == 5
    assert none.port() == 443
    assert none.table("headers") == {}
    assert none.texts("disks") == ("/",)
    assert none.file("ca", "/") == ""
    assert none.text("no such field") == ""
    assert none.texts("no such field") == ()


def test_what_is_given_is_taken() -> None:
    some = given(url=" http://x ", verify=False, redirects=0, port="8080", disks=["/a", "/b"])
    assert some.needed("url") == "http://x"
    assert some.flag("verify") is False
    assert some.whole("redirects") == 0
    assert some.port() == 8080
    assert some.texts("disks") == ("/a", "/b")
    assert given(disks="/a").texts("disks") == ("/a",)
    assert given(headers={"a": "b"}).table("headers") == {"a": "b"}
    assert given(most=3).seconds("most") == 3.0
    assert given(least=3).size("least") == 3
    assert given(limits={"high": 0}).wholes("limits") == {"high": 0}
    assert given().seconds("none") is given().size("none") is None
    assert given().wholes("none") == {}
    assert given(codes=[301, 308]).whole_numbers("codes") == (301, 308)
    assert given(codes=301).whole_numbers("codes") == (301,)
    assert given().whole_numbers("none") == ()
    assert given(steps=[{"a": 1}]).tables("steps") == ({"a": 1},)
    assert given(urls=" a ").some("urls") == ("a",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", 5),
        ("flag", "yes"),
        ("flag", 1),
        ("whole", True),
        ("whole", "5"),
        ("whole", 1.5),
        ("texts", 5),
        ("texts", ["a", 5]),
        ("table", ["a"]),
        ("table", {"a": 5}),
        ("needed", " "),
        ("seconds", "1h"),
        ("seconds", True),
        ("seconds", -1),
        ("size", 1.5),
        ("whole_numbers", ["5"]),
        ("whole_numbers", True),
        ("some", []),
        ("tables", []),
        ("tables", [{}, 5]),
        ("some", ["a", " "]),
        ("wholes", 5),
        ("wholes", {"a": True}),
    ],
)
def test_what_is_of_another_type_is_refused(name: str, value: object) -> None:
    with pytest.raises(InputError, match="double: `it` should be"):
        getattr(given(it=value), name)("it")


def test_what_must_be_there_is_missed() -> None:
    with pytest.raises(InputError, match="double: `url` is missing"):
        given().needed("url")


def test_a_file_is_looked_for_from_the_launch_directory_on(tmp_path: Path) -> None:
    pem = tmp_path / "ca.pem"
    pem.write_text("x")
    for name in ("ca.pem", str(pem)):
        assert given(ca=name).file("ca", str(tmp_path)) == str(pem)
    with pytest.raises(InputError, match="there is no file"):
        given(ca="other.pem").file("ca", str(tmp_path))
    with pytest.raises(InputError, match="there is no file"):
        given(ca="..").file("ca", str(tmp_path))


def test_numbers_have_lost_their_units_already() -> None:
    assert given().span("over") == 2.0
    assert given(over=5).span("over") == 5.0
    assert given().number("least") is None
    assert given(least=0.5).number("least") == 0.5
    for wrong in ("5s", True):
        with pytest.raises(InputError):
            given(over=wrong).span("over")


def test_a_nested_table_is_read_as_the_outer_one() -> None:
    inner = given(table={"column": "version"}).inner("table", INNER)
    assert inner is not None
    assert inner.text("column") == "version"
    assert given().inner("table", INNER) is None
    with pytest.raises(InputError):
        given(table="version").inner("table", INNER)


def test_a_number_or_a_table_of_such() -> None:
    assert given(least=5).numbers("least") == 5.0
    assert given(least={"a": 5}).numbers("least") == {"a": 5.0}
    assert given().numbers("least") is None
    with pytest.raises(InputError):
        given(least={"a": "5"}).numbers("least")
