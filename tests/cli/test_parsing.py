from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.cli.parsing import Argument, Parser, add_checklist, name_or_path, path


def _parser() -> Parser:
    parser = Parser(prog="golive test")
    parser.add_argument("item", metavar="ITEM", help="which")
    parser.add_argument("--launch", type=path, metavar="DIR", help="where")
    parser.add_argument("--json", action="store_true", help="how")
    return parser


def _refused(argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as caught:
        _parser().parse_args(argv)
    said = capsys.readouterr()
    assert (caught.value.code, said.out) == (2, "")
    assert "usage: golive test" in said.err
    return said.err.splitlines()[0]


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ([], "golive test: the following arguments are required: ITEM"),
        (["a", "b"], "golive test: b is one argument too many"),
        (["a", "--jsn"], "golive test: there is no option --jsn; did you mean --json?"),
        (["a", "--lunch=/x"], "golive test: there is no option --lunch=/x; did you mean --launch?"),
        (["a", "--js"], "golive test: there is no option --js; did you mean --json?"),
        (["a", "--zzz"], "golive test: there is no option --zzz"),
        (["a", "--launch"], "golive test: argument --launch: expected one argument"),
        (["a", "--launch", ""], "golive test: argument --launch: an empty name names nothing"),
        (["a", "--x\x1b[2J"], "golive test: there is no option --x␛[2J"),
    ],
)
def test_a_refusal_is_a_sentence_and_the_usage(
    argv: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _refused(argv, capsys) == sentence


def test_a_path_is_absolute_and_without_links(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_home / "link").symlink_to(own_home / "home")
    monkeypatch.chdir(own_home)
    assert path("link/x") == own_home.resolve() / "home" / "x"
    assert path("~/x") == (own_home / "home" / "x").resolve()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "names nothing"),
        ("  ", "names nothing"),
        ("x" * 300, "too long"),
        ("é" * 200, "too long"),
        ("x/" * 3000, "too long"),
        ("~no-such-person-here/x", "no path"),
        ("a\0b", "no path"),
    ],
)
def test_what_no_file_can_be_called_is_refused(
    text: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentence in _refused(["a", "--launch", text], capsys)


def test_a_path_in_a_directory_that_is_gone_is_refused(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_home / "gone").mkdir()
    monkeypatch.chdir(own_home / "gone")
    (own_home / "gone").rmdir()
    assert "in which we are is gone" in _refused(["a", "--launch", "x"], capsys)


def _parsed(text: str) -> str | None:
    """The name that was read; None where it was refused as usage."""
    parser = Parser(prog="golive test")
    add_checklist(parser)
    try:
        read: str = parser.parse_args(["--", text]).checklist
    except SystemExit as error:
        return None if error.code == 2 else str(error.code)
    return read


def test_a_path_that_leads_in_a_circle_breaks_nothing(own_home: Path) -> None:
    (own_home / "a").symlink_to(own_home / "b")
    (own_home / "b").symlink_to(own_home / "a")
    assert _parsed(str(own_home / "a")) in {None, str(own_home / "a")}


@given(st.text(max_size=40))
def test_any_text_is_a_name_or_is_refused_with_a_sentence(text: str) -> None:
    assert _parsed(text) in {None, text}


def test_a_name_stays_as_it_was_typed() -> None:
    assert name_or_path("./shop") == "./shop"


def test_a_parser_tells_what_it_takes() -> None:
    assert _parser().arguments() == [
        Argument(written="ITEM", help="which", optional=False),
        Argument(written="--launch DIR", help="where", optional=True),
        Argument(written="--json", help="how", optional=True),
    ]


def test_a_parser_tells_its_acts() -> None:
    parser = Parser(prog="golive test")
    acts = parser.add_subparsers(dest="act")
    acts.add_parser("answer").add_argument("item", help="which")
    ((word, act),) = parser.acts()
    assert (word, act.prog) == ("answer", "golive test answer")
    assert [each.written for each in act.arguments()] == ["ITEM"]
