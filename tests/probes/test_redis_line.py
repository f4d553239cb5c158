import pytest
from redis.exceptions import InvalidResponse

from golive_tui.probes.look.redis_line import LARGEST, Place, RedisLine
from golive_tui.probes.look.stages import Stages
from tests.probes.fault_server import Peer, serving


def test_an_address_in_its_parts() -> None:
    place = Place.read("redis://someone:p%40ss@db.example:6380/3")
    assert (place.host, place.port, place.database) == ("db.example", 6380, 3)
    assert (place.user, place.password, place.context) == ("someone", "p@ss", None)
    assert "p@ss" not in repr(place)
    secure = Place.read("rediss://db.example", server_name="other")
    assert (secure.port, secure.server_name, secure.context is None) == (6379, "other", False)


async def test_a_reply_without_end_is_not_read() -> None:
    async def endless(peer: Peer) -> None:
        await peer.reader.readline()
        await peer.say(b"+" + b"z" * (LARGEST * 3))
        await peer.reader.read()

    async with serving(endless) as server:
        line = RedisLine(Place(host="127.0.0.1", port=server.port), Stages())
        await line.log_in()
        with pytest.raises(InvalidResponse):
            await line.said("PING")
        await line.hang_up()
        await line.hang_up()
