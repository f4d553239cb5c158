import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.probes.look.variables import read_dotenv, read_lines


def test_lines_of_a_command_are_read_with_all_that_belongs_to_a_value() -> None:
    text = "Loading...\nA=1\nEMPTY=\nURL=postgres://a:b=c@d/e?f=g\nKEY=-----BEGIN\nabc\n-----END\nA=2\n"
    assert read_lines(text) == {
        "A": "2",
        "EMPTY": "",
        "URL": "postgres://a:b=c@d/e?f=g",
        "KEY": "-----BEGIN\nabc\n-----END",
    }


def test_a_json_object_is_read_too() -> None:
    assert read_lines(' {"A": "x", "PORT": 3000, "NONE": null}') == {
        "A": "x",
        "PORT": "3000",
        "NONE": "",
    }


@pytest.mark.parametrize("text", ["", "Unauthorized. Please login.", "{", "{]"])
def test_what_holds_no_variable_is_told(text: str) -> None:
    with pytest.raises(InputError):
        read_lines(text)


def test_a_dotenv_file_is_read_as_its_programs_read_it() -> None:
    text = (
        "# a comment\nNODE_ENV=production # set by ops\nexport PORT = 3000\r\n"
        'PASSWORD=\'p#ss word\'\nGREETING="a\\nb \\"c\\""\nEMPTY=\nHASH=a#b\nNONE=# none\n'
        'KEY="-----BEGIN\nabc\n-----END"\nNOT A LINE\nNODE_ENV=staging\n'
    )
    assert read_dotenv(text) == {
        "NODE_ENV": "staging",
        "PORT": "3000",
        "PASSWORD": "p#ss word",
        "GREETING": 'a\nb "c"',
        "EMPTY": "",
        "HASH": "a#b",
        "NONE": "",
        "KEY": "-----BEGIN\nabc\n-----END",
    }


@given(st.text(alphabet="AB=\"'\\# \n\r{}[]:,1", max_size=60))
def test_no_text_is_too_much(text: str) -> None:
    assert all(read_dotenv(text))
    with contextlib.suppress(InputError):
        assert all(isinstance(value, str) for value in read_lines(text).values())
