import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.rehearsal.stand_in.socketio_packets import MAX_WAITING, Connected, Session


def said(*packets: str) -> list[str]:
    session = Session("s")
    for packet in packets:
        session.take(packet)
    return heard(session)


def heard(session: Session) -> list[str]:
    return [session.outbox.get_nowait() for _ in range(session.outbox.qsize())]


@pytest.mark.parametrize(
    ("packet", "start"),
    [
        ("40", "40{"),
        ('40{"token":"x"}', "40{"),
        ("40/flowmind,", "40/flowmind,{"),
        ("40/swarm", "40/swarm,{"),
    ],
)
def test_a_connection_to_a_known_namespace_gets_a_sid(packet: str, start: str) -> None:
    (answer,) = said(packet)
    assert answer.startswith(start)
    assert len(json.loads(answer[len(start) - 1 :])["sid"]) == 16


def test_each_namespace_has_a_sid_of_its_own() -> None:
    one, two = said("40", "40/citypulse,")
    assert one[2:] != two.removeprefix("40/citypulse,")


def test_an_unknown_namespace_is_a_connect_error() -> None:
    assert said("40/nope,") == ['44/nope,{"message":"Invalid namespace"}']


def test_pings_are_answered_with_what_they_carry() -> None:
    assert said("2", "2probe", "3") == ["3", "3probe"]


def test_a_subscription_is_confirmed_and_another_event_comes_back() -> None:
    _, confirmed, echoed = said("40", '42["subscribe","energy"]', '42["x",1]')
    told = {"type": "subscription-confirmed", "channel": ["energy"]}
    assert json.loads(confirmed[2:]) == ["subscription-confirmed", told]
    assert echoed == '42["x",1]'


def test_an_event_with_an_id_is_acknowledged_with_its_arguments() -> None:
    assert said("40/swarm,", '42/swarm,17["do",{"a":1},2]')[1] == '43/swarm,17[{"a":1},2]'


def test_events_need_a_joined_namespace() -> None:
    assert said('42["x"]') == []
    assert len(said("40", "41", '42["x"]')) == 1


def test_the_close_packet_ends_the_session() -> None:
    session = Session("s")
    session.take("1")
    assert session.state is Connected.CLOSED


def test_a_client_that_fetches_nothing_is_dropped() -> None:
    session = Session("s")
    for _ in range(MAX_WAITING + 1):
        session.take("2")
    assert session.state is Connected.CLOSED
    assert session.outbox.qsize() <= MAX_WAITING + 1


PACKETS = st.lists(
    st.text() | st.from_regex(r"4[0-6](/[a-z]*,)?[0-9]{0,12}.{0,20}") | st.just("40"), max_size=10
)


@given(PACKETS)
def test_no_packet_breaks_a_session(packets: list[str]) -> None:
    assert all(answer[0] in "346" for answer in said(*packets))


@pytest.mark.parametrize(
    "packet", ["42" + "[" * 50_000, '42{"a":1}', "42[]", "42nope", "4", "", "49"]
)
def test_nonsense_is_passed_over(packet: str) -> None:
    assert len(said("40", packet)) == 1
