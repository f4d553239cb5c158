import sys
from collections.abc import Awaitable, Callable

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from tests.probes.fault_server import SECRET, Peer, serving
from tests.probes.looking import look_once, opened, reach

Script = Callable[[Peer], Awaitable[None]]


def replying(*replies: bytes) -> Script:
    """One reply to each command, in order; then the line stays open."""

    async def script(peer: Peer) -> None:
        for reply in replies:
            words = int((await peer.reader.readline())[1:])
            for _ in range(2 * words):
                await peer.reader.readline()
            await peer.say(reply)
        await peer.reader.read()

    return script


def bulk(text: str) -> bytes:
    return f"${len(text)}\r\n{text}\r\n".encode()


async def looked(script: Script, *expect: str, login: str = "", deadline: float = 20.0) -> Sample:
    async with serving(script) as server:
        url = f"redis://{login}127.0.0.1:{server.port}/0"
        return await look_once("redis", {"url": url}, *expect, within=reach(deadline))


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (b"-LOADING Redis is loading the dataset in memory\r\n", "db.starting"),
        (b"-NOAUTH Authentication required.\r\n", "auth.rejected"),
        (b"-READONLY You can't write against a read only replica.\r\n", "db.read_only"),
        (b"-NOPERM this user has no permissions\r\n", "auth.rejected"),
        (b"-BUSY Redis is busy running a script\r\n", "db.timeout"),
        (b"-ERR max number of clients reached\r\n", "db.pool_exhausted"),
        (b"-ERR something else\r\n", "db.rejected"),
        (b"$99999999999\r\n", "db.rejected"),
        (b"no protocol at all\r\n", "db.rejected"),
    ],
)
async def test_an_error_reply_has_its_reason(reply: bytes, reason: str) -> None:
    sample = await looked(replying(reply))
    assert (sample.outcome, sample.reason) == ("fail", reason), sample.detail


async def test_a_password_is_sent_and_never_told() -> None:
    reply = f"-WRONGPASS invalid username-password pair {SECRET}\r\n".encode()
    sample = await looked(replying(reply), login=f":{SECRET}@")
    assert (sample.outcome, sample.reason) == ("fail", "auth.rejected")
    assert SECRET not in sample.detail


async def test_a_silent_server_is_late_at_the_stage_it_stood_in() -> None:
    sample = await looked(replying(), deadline=0.3)
    assert (sample.outcome, sample.reason) == ("fail", "db.timeout")
    sample = await looked(replying(), login=":a-word@", deadline=0.3)
    assert sample.detail.startswith("the server let nobody in")


async def test_what_the_server_does_not_tell_is_not_there() -> None:
    config = b"-NOPERM no\r\n"
    sample = await looked(replying(b"+PONG\r\n", bulk("role:master"), config), "evicted == 0")
    assert (sample.outcome, sample.reason) == ("fail", "assert.missing_value")
    saved = bulk("role:master\r\nrdb_last_bgsave_status:err")
    sample = await looked(replying(b"+PONG\r\n", saved, config))
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")


@pytest.mark.parametrize(
    "url", ["", "http://h/", "redis://", "redis://h:port/", "redis://h/x", "redis://h:99999/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        opened("redis", {"url": url})


def test_without_the_client_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.startswith("golive_tui.probes.look.redis")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [each for each in sys.modules if each.partition(".")[0] == "redis"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(InputError) as caught:
        opened("redis", {"url": "redis://h/"})
    assert caught.value.hint == "pip install 'golive-tui[redis]'"
