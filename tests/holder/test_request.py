from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.holder.request import (
    LONGEST,
    Request,
    Secrets,
    check,
    final_argv,
    final_env,
    inherited,
    read_request,
    read_secrets,
)

OUTPUTS = Path("/l/a-1/outputs")
PLAIN = Request(attempt="a-1", argv=("deploy", "x y"), cwd="/srv", env={"PATH": "/bin"})
TEXTS = st.text(st.characters(exclude_characters="\0"), max_size=8)


@given(
    argv=st.lists(TEXTS, max_size=3),
    env=st.dictionaries(st.from_regex(r"[A-Z_]{1,5}", fullmatch=True), TEXTS, max_size=3),
    pty=st.booleans(),
    timeout=st.none() | st.floats(0.001, 1e6),
    grace=st.floats(0, 1e3),
    columns=st.integers(1, 1000),
)
def test_a_request_is_read_as_it_was_written(
    argv: list[str],
    env: dict[str, str],
    pty: bool,
    timeout: float | None,
    grace: float,
    columns: int,
) -> None:
    wanted = replace(
        PLAIN,
        argv=("x", *argv),
        env=env,
        pty=pty,
        timeout=timeout,
        grace=grace,
        columns=columns,
        outputs="OUT",
    )
    assert read_request(wanted.encode()) == wanted


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"argv": ()}, "names no program"),
        ({"argv": ("",)}, "names no program"),
        ({"argv": ("a", "b"), "through_shell": True}, "one line"),
        ({"argv": ("a\0b",)}, "NUL"),
        ({"env": {"A": "\0"}}, "NUL"),
        ({"env": {"A=B": "x"}}, "a name that is none"),
        ({"env": {"": "x"}}, "a name that is none"),
        ({"outputs": "A=B"}, "a name that is none"),
        ({"cwd": "deploy-scripts"}, "not absolute"),
        ({"columns": 0}, "1 to 1000"),
        ({"rows": 1001}, "1 to 1000"),
        ({"timeout": 0.0}, "time-out"),
        ({"grace": -1.0}, "grace"),
        ({"grace": float("nan")}, "grace"),
        ({"timeout": float("nan")}, "time-out"),
        ({"env": {"A": "x" * LONGEST}}, "longer than"),
    ],
)
def test_what_no_system_can_run_is_refused(change: dict[str, object], said: str) -> None:
    wanted = replace(PLAIN, **change)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=said):
        check(wanted, Secrets())
    with pytest.raises(InputError):
        read_request(wanted.encode())


@pytest.mark.parametrize("data", [b"", b"{}", b'{"schema": 1}', PLAIN.encode()[:-9]])
def test_a_torn_request_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_request(data)


def test_secrets_are_read_as_they_were_written() -> None:
    given_ = Secrets(values=("s3cret-value",), env={"TOKEN": "s3cret-value"}, argv=("a", "b"))
    assert read_secrets(given_.encode()) == given_
    assert read_secrets(Secrets().encode()) == Secrets()


@given(st.data())
def test_secrets_that_are_cut_off_are_refused_and_not_quoted(data: st.DataObject) -> None:
    whole = Secrets(values=("s3cret-value",), env={"TOKEN": "s3cret-value"}).encode()
    cut = data.draw(st.integers(0, len(whole) - 2))
    with pytest.raises(InputError, match="not whole") as caught:
        read_secrets(whole[:cut])
    assert "s3cret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_secrets_do_not_show() -> None:
    assert "s3cret" not in repr(Secrets(values=("s3cret",), env={"A": "s3cret"}, argv=("s3cret",)))


def test_secret_arguments_stand_in_for_the_shown_ones_of_the_same_number() -> None:
    assert final_argv(PLAIN, Secrets(argv=("deploy", "s3cret"))) == ("deploy", "s3cret")
    assert final_argv(PLAIN, Secrets()) == PLAIN.argv
    with pytest.raises(InputError):
        check(PLAIN, Secrets(argv=("deploy",)))


def test_a_line_for_the_shell_is_given_to_it() -> None:
    line = replace(PLAIN, argv=("a | b",), through_shell=True)
    assert final_argv(line, Secrets()) == ("/bin/sh", "-c", "a | b")


def test_the_environment_is_what_was_asked_and_what_the_holder_adds() -> None:
    piped = replace(PLAIN, pty=False)
    assert final_env(piped, Secrets(), OUTPUTS) == {
        "PATH": "/bin",
        "GOLIVE_ATTEMPT": "a-1",
        "GOLIVE_ATTEMPT_FOLDER": "/l/a-1",
    }
    handing_on = replace(piped, outputs="OUT")
    assert final_env(handing_on, Secrets(env={"T": "s"}), OUTPUTS) == {
        "PATH": "/bin",
        "GOLIVE_ATTEMPT": "a-1",
        "GOLIVE_ATTEMPT_FOLDER": "/l/a-1",
        "OUT": "/l/a-1/outputs",
        "T": "s",
    }


def test_a_terminal_has_a_name_unless_one_was_asked_for() -> None:
    assert final_env(PLAIN, Secrets(), OUTPUTS)["TERM"] == "xterm-256color"
    assert final_env(replace(PLAIN, env={"TERM": "dumb"}), Secrets(), OUTPUTS)["TERM"] == "dumb"


def test_only_what_a_command_cannot_do_without_is_inherited() -> None:
    ours = {
        "PATH": "/bin",
        "LC_ALL": "C",
        "HOME": "/h",
        "AWS_SECRET_ACCESS_KEY": "x",
        "NODE_ENV": "p",
    }
    assert inherited(ours) == {"PATH": "/bin", "LC_ALL": "C", "HOME": "/h"}
