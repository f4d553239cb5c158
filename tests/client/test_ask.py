import json
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.server import ServerConnection

from golive_tui.client.ask import ask
from golive_tui.errors import (
    EngineError,
    EngineUnreachable,
    GoliveError,
    InputError,
    NotFound,
    Refused,
    StoreUnwritable,
)
from golive_tui.launch.commands import GoLive, PassItem
from golive_tui.store.directory import LaunchDirectory
from tests.client.fakes import engine_that, made, says


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return made(own_home / "one")


def test_the_engine_is_asked_as_a_script_and_its_answer_returned(launch: LaunchDirectory) -> None:
    with engine_that(launch, says(ok=True, seq=412)) as heard:
        answer = ask(launch.path, PassItem(item="dns", note="früh"))
    assert answer["seq"] == 412
    attach, request = heard
    unsaid = {"link": "", "name": ""}
    assert (attach["do"], attach["role"], attach["read_only"]) == ("attach", "script", False)
    assert request == {"id": 1, "do": "item.pass", "item": "dns", "note": "früh", **unsaid}


@pytest.mark.parametrize(
    ("why", "error"),
    [
        ("refused", Refused),
        ("not_found", NotFound),
        ("input", InputError),
        ("store", StoreUnwritable),
        ("engine", EngineError),
    ],
)
def test_a_refusal_is_raised_with_its_words(
    launch: LaunchDirectory, why: str, error: type[GoliveError]
) -> None:
    with (
        engine_that(launch, says(ok=False, why=why, error="it cannot be", hint="wait")),
        pytest.raises(GoliveError) as caught,
    ):
        ask(launch.path, GoLive())
    assert (type(caught.value), caught.value.message) == (error, "it cannot be")
    assert caught.value.hint == "wait"


def test_news_before_the_answer_are_passed_over(launch: LaunchDirectory) -> None:
    def busy(connection: ServerConnection, message: dict[str, Any]) -> None:
        for news in ('{"hello":{}}', '{"event":{}}', '{"id":0,"ok":false}', '{"id":null}'):
            connection.send(news)
        says(ok=True, seq=1)(connection, message)

    with engine_that(launch, busy):
        assert ask(launch.path, GoLive())["seq"] == 1


def test_what_the_engine_could_not_read_is_the_answer_too(launch: LaunchDirectory) -> None:
    def older(connection: ServerConnection, message: dict[str, Any]) -> None:
        refusal = {"id": -1, "ok": False, "why": "input", "error": "nothing is called `launch.go`"}
        connection.send(json.dumps(refusal))

    with engine_that(launch, older), pytest.raises(InputError, match=r"nothing is called"):
        ask(launch.path, GoLive())


def test_an_engine_that_talks_on_and_never_answers_is_given_up(launch: LaunchDirectory) -> None:
    def chatty(connection: ServerConnection, message: dict[str, Any]) -> None:
        while True:
            connection.send(json.dumps({"event": {}}))

    with (
        engine_that(launch, chatty),
        pytest.raises(EngineUnreachable, match=r"does not answer within 0\.3 s") as caught,
    ):
        ask(launch.path, GoLive(), within=0.3)
    assert "whether it was carried out is not known" in caught.value.hint


def test_an_engine_that_is_silent_is_given_up(launch: LaunchDirectory) -> None:
    with (
        engine_that(launch, lambda *_: None),
        pytest.raises(EngineUnreachable, match="does not answer"),
    ):
        ask(launch.path, GoLive(), within=0.2)


def test_the_reason_with_which_an_engine_closes_is_told(launch: LaunchDirectory) -> None:
    def stranger(connection: ServerConnection, message: dict[str, Any]) -> None:
        connection.close(1008, "this launch belongs to another user")

    with (
        engine_that(launch, stranger),
        pytest.raises(EngineUnreachable, match="belongs to another user") as caught,
    ):
        ask(launch.path, GoLive())
    assert "not known" in caught.value.hint


@pytest.mark.parametrize("text", ["{", "[]", "7", '"id"', "[" * 200_000], ids=range(5))
def test_who_answers_in_another_language_is_no_engine(launch: LaunchDirectory, text: str) -> None:
    with (
        engine_that(launch, lambda connection, _: connection.send(text)),
        pytest.raises(EngineUnreachable, match="is no engine"),
    ):
        ask(launch.path, GoLive())


def test_where_nobody_listens_the_hint_says_how_to_start_one(launch: LaunchDirectory) -> None:
    with pytest.raises(EngineUnreachable) as caught:
        ask(launch.path, GoLive())
    assert caught.value.hint == f"golive attach {launch.path} starts one"


def test_a_socket_that_a_dead_engine_left_is_nobody(launch: LaunchDirectory) -> None:
    with engine_that(launch, lambda *_: None):
        pass
    assert launch.socket.is_socket()
    with pytest.raises(EngineUnreachable, match="no engine answers"):
        ask(launch.path, GoLive())
