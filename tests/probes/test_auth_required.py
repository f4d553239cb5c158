import pytest

from golive_tui.errors import InputError
from tests.probes.fault_server import Peer, Script, answering, serving
from tests.probes.looking import look_once, opened

KEY = {"Authorization": "Bearer s3cret-token"}


def door(*, stranger: str = "401 Unauthorized", known: str = "200 OK") -> Script:
    async def script(peer: Peer) -> None:
        status = known if b"s3cret-token" in peer.head else stranger
        await answering(b"{}", status=status)(peer)

    return script


async def look(script: Script, *expect: str, **more: object) -> tuple[str, str | None, str]:
    async with serving({"/me": script, "/admin": door(stranger="403 Forbidden")}) as server:
        urls = [f"{server.url}/me", f"{server.url}/admin"]
        sample = await look_once("auth_required", {"urls": urls, **more}, *expect)
        return sample.outcome, sample.reason, sample.detail


async def test_who_has_no_credentials_is_turned_away_and_who_has_is_let_in() -> None:
    found = await look(
        door(),
        "answers.0.anonymous == 401",
        "answers.1.anonymous == 403",
        "answers.0.with_credentials == 200",
        "tried_credentials == true",
        headers=KEY,
    )
    assert found[0] == "ok", found


async def test_without_credentials_only_the_refusal_is_proven() -> None:
    assert (await look(door(), "tried_credentials == false"))[0] == "ok"


@pytest.mark.parametrize(
    ("script", "reason", "words"),
    [
        (door(stranger="200 OK"), "assert.failed", "open to anyone: http://127.0.0.1"),
        (door(stranger="404 Not Found"), "http.status", "HTTP 404 Not Found without credentials"),
        (door(stranger="500 Oh"), "http.status", "and not 401 or 403"),
        (door(known="403 Forbidden"), "auth.rejected", "HTTP 403 Forbidden with credentials"),
        (door(known="500 Oh"), "http.status", "Internal Server Error with credentials"),
    ],
)
async def test_a_door_that_is_wrong_is_named(script: Script, reason: str, words: str) -> None:
    outcome, why, detail = await look(script, headers=KEY)
    assert (outcome, why) == ("fail", reason)
    assert words in detail
    assert "s3cret" not in detail


async def test_a_redirect_to_the_login_counts_where_the_checklist_says_so() -> None:
    script = door(stranger="302 Found")
    assert (await look(script))[0] == "fail"
    assert (await look(script, refused=[302, 403]))[0] == "ok"


def test_there_must_be_an_address() -> None:
    with pytest.raises(InputError, match="`urls` should be a list of texts"):
        opened("auth_required", {"urls": []})
