import pytest

from golive_tui.checklist.fields import EitherOf, Field, Flag, ListOf, MapOf, Spec, Text, Whole
from golive_tui.checklist.one_check import read_check
from golive_tui.errors import ChecklistError, InputError
from tests.checklist.checklists import KINDS

MANY = Spec(
    name="many",
    help="",
    fields=(
        Field(name="url", type=Text(template=True), help="", required=True),
        Field(name="verify", type=Flag(), help="", default=True),
        Field(name="n", type=Whole(at_most=9), help="", default=1),
        Field(name="port", type=EitherOf((Whole(), Text(template=True))), help=""),
        Field(name="args", type=ListOf(Text(), or_one=True), help=""),
        Field(name="headers", type=MapOf(Text(template=True)), help=""),
        Field(name="run", type=EitherOf((ListOf(Text()), Text())), help=""),
    ),
    check_only=True,
)


def read(*words: str) -> tuple[dict[str, object], list[str], float]:
    check = read_check("many", words, {**KINDS, "many": MANY}, "here")
    return dict(check.settings), [each.text for each in check.expect], check.timeout


def test_words_are_read_as_the_file_is() -> None:
    settings, expect, timeout = read(
        "url=https://a/?b=c", "verify=false", "n=3", "port=80", "timeout=9s", "args=a", "args=b",
        "headers.X-A=1", "headers.Y=${env:Y}", "run=ls", "run=-l", "expect=status == 200",
        "expect=time < 1s",
    )  # fmt: skip
    assert settings == {
        "url": "https://a/?b=c",
        "verify": False,
        "n": 3,
        "port": 80,
        "args": ("a", "b"),
        "headers": {"X-A": "1", "Y": "${env:Y}"},
        "run": ("ls", "-l"),
    }
    assert expect == ["status == 200", "time < 1s"]
    assert timeout == 9.0


def test_what_is_left_out_has_its_default() -> None:
    settings, expect, timeout = read("url=u")
    assert settings == {"url": "u", "verify": True, "n": 1}
    assert (expect, timeout) == ([], 5.0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("url=u", "verfy=true"), "here: verfy: unknown key; did you mean `verify`?"),
        (("url=u", "n=lots"), "here: n: "),
        (("url=u", "n=99"), "here: n: 99 is out of bounds"),
        (("verify=true",), "here: `url` is missing"),
        (("url=u", "expect=nonsense"), "here: expect[1]: `nonsense` is no condition"),
        (("url=u", "url=v"), "`url` is given twice"),
        (("url=u", "headers=x", "headers.A=1"), "`headers` is given twice"),
        (("url=u", "headers.A=1", "headers=x"), "`headers` is given twice"),
        (("url",), "`url` is no setting"),
        (("=u",), "`=u` is no setting"),
    ],
)
def test_what_is_wrong_is_told_as_of_a_file(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(InputError) as raised:
        read(*words)
    assert raised.value.message.startswith(said)


def test_a_kind_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(ChecklistError, match='no probe kind "manny"; did you mean `many`'):
        read_check("manny", ("url=u",), {**KINDS, "many": MANY}, "here")
