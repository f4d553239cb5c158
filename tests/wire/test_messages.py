import json
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from golive_tui.launch.codec import from_plain, to_plain
from golive_tui.launch.commands import COMMANDS
from golive_tui.wire.messages import (
    REQUESTS,
    Attach,
    EngineFacts,
    Request,
    dumps,
    loads,
    request_from_json,
    request_to_json,
)

WORDS = sorted(REQUESTS)
SCALARS = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    type(None): st.none(),
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def _value(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a request's field."""
    if hint in SCALARS:
        return SCALARS[hint]
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is Mapping:
        return st.dictionaries(*map(_value, get_args(hint)), max_size=3)
    if get_origin(hint) is tuple:
        return st.lists(_value(get_args(hint)[0]), max_size=3).map(tuple)
    return st.one_of([_value(each) for each in get_args(hint)])


def _requests(word: str) -> st.SearchStrategy[Request]:
    type_ = REQUESTS[word]
    hints = get_type_hints(type_)
    values = {field.name: _value(hints[field.name]) for field in fields(type_)}
    return st.fixed_dictionaries(values).map(lambda chosen: type_(**chosen))


@pytest.mark.parametrize("word", WORDS)
def test_every_request_comes_through_as_it_was_sent(word: str) -> None:
    @given(st.integers(0, 2**53), _requests(word))
    def holds(number: int, request: Request) -> None:
        assert request_from_json(request_to_json(number, request)) == (number, request)

    holds()


def test_every_command_of_a_launch_can_be_asked_for() -> None:
    assert COMMANDS.items() <= REQUESTS.items()


@given(st.text() | st.binary())
def test_noise_is_refused_and_breaks_nothing(noise: str | bytes) -> None:
    with pytest.raises(ValueError):
        request_from_json(noise)


@given(st.sampled_from([*WORDS, "no.such.word"]), st.dictionaries(st.text(), JSON, max_size=4))
def test_what_is_not_exactly_a_request_is_refused(word: str, rest: dict[str, Any]) -> None:
    """Whatever passes is a request, and says the same when it is sent on."""
    message = {"id": 1, **rest, "do": word}
    try:
        text = json.dumps(message)
        number, request = request_from_json(text)
    except ValueError:
        return
    assert {"id": number, "do": word, **to_plain(request)}.items() >= {
        key: value for key, value in message.items() if value is not None
    }.items()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"do":' * 100_000, "nested too deeply"),
        ("[]", "a request is an object"),
        ("{}", "int"),
        ('{"id": "7", "do": "launch.go"}', "int"),
        ('{"id": true, "do": "launch.go"}', "int"),
        ('{"id": 1}', "nothing is called `None`"),
        ('{"id": 1, "do": ["launch.go"]}', "nothing is called"),
        ('{"id": 1, "do": "launch.go", "sudo": 1}', "`launch.go` takes no `sudo`"),
        ('{"id": 1, "do": "launch.go", "DO": "undo"}', "`launch.go` takes no `DO`"),
        ('{"id": 1, "do": "item.pass"}', "item"),
        ('{"id": 1, "do": "item.pass", "item": 7}', "str"),
        ('{"id": 1, "do": "round.answer", "item": "x", "status": "open"}', "open"),
        ('{"id": 1, "do": "item.note", "item": "x", "text": NaN}', "malformed"),
        (r'{"id": 1, "do": "item.note", "item": "x", "text": "\ud800 half a pair"}', "surrogate"),
        ('{"id": 1, "do": "launch.go"} {"id": 2}', "trailing"),
        (
            '{"id": 1, "do": "samples", "probe": "x", "since": "2026-11-24T12:00:00"}',
            "`since` has no time zone",
        ),
    ],
)
def test_a_refusal_says_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        request_from_json(text)


def test_a_refusal_repeats_only_the_beginning_of_what_was_said() -> None:
    with pytest.raises(ValueError) as caught:
        request_from_json(dumps({"id": 1, "do": "x" * 5000}))
    assert len(str(caught.value)) < 100


def test_what_is_no_number_is_never_sent() -> None:
    with pytest.raises(ValueError):
        dumps({"event": float("nan")})


def test_text_is_sent_as_it_is_and_no_longer_than_need_be() -> None:
    assert dumps({"event": {"note": "früh – ok"}}) == '{"event":{"note":"früh – ok"}}'


def test_a_client_that_says_nothing_of_itself_is_a_script_that_may_act() -> None:
    _, attach = request_from_json('{"id": 0, "do": "attach"}')
    assert attach == Attach(role="script", read_only=False, tty="")


def test_facts_of_an_engine_come_through_as_they_were_sent() -> None:
    facts = EngineFacts(pid=7, epoch=2, version="0.1.0", helm=1, unwritable="disk full")
    assert from_plain(json.loads(dumps(to_plain(facts))), EngineFacts) == facts


@pytest.mark.parametrize(
    ("text", "why"),
    [("[" * 100_000, "nested too deeply"), ("[]", "no object"), ("{", "Expecting")],
    ids=range(3),
)
def test_what_no_engine_says_is_a_value_error(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        loads(text)


def test_a_message_of_an_engine_is_its_table() -> None:
    assert loads(b'{"id":1,"ok":true}') == {"id": 1, "ok": True}
