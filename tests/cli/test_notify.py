import json
from pathlib import Path

import pytest

from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent
from tests.cli.made import CHECKLIST, Golive, begun
from tests.support.inbox import inbox

NOTIFIED = (
    CHECKLIST
    + """
[notify.lead]
urls = ["${env:GOLIVE_TEST_URL}"]

[notify.team]
urls = ["${env:GOLIVE_TEST_URL}/team"]
"""
)


@pytest.mark.usefixtures("engines")
def test_a_test_says_what_came_of_it_at_each_channel(
    golive: Golive, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch = begun("shop-1", text=NOTIFIED)
    with inbox() as box:
        monkeypatch.setenv("GOLIVE_TEST_URL", box.url)
        both = golive("notify", "--test")
        box.answers = [403]
        one = golive("notify", "--test", "team")
        none = golive("notify", "--test", "boss")
    assert (both.code, both.out) == (0, "lead: sent\nteam: sent\n")
    assert one.code == 1
    assert one.out.startswith("team: not sent: ")
    assert "403" in one.out
    assert (none.code, "one of: lead, team" in none.err) == (3, True)
    assert "hush-hush" not in one.out + one.err + launch.journal.read_text()
    assert golive("notify").code == 1


def test_without_a_test_it_says_how_the_channels_fare(golive: Golive) -> None:
    begun(
        "shop-1",
        (60.0, NoticeSent(channel="lead", key="a", what="trip")),
        (90.0, NoticeFailed(channel="team", key="b", what="trip", reason="down")),
        text=NOTIFIED,
    )
    said = golive("notify")
    assert said.code == 1
    assert said.out.splitlines() == [
        "lead: 1 sent, the newest at 2026-11-24 12:01:00 UTC",
        "team: DOES NOT ARRIVE since 2026-11-24 12:01:30 UTC: down",
    ]
    notices = json.loads(golive("status", "--json").out)["notices"]
    assert [notices[name]["broken"] for name in ("lead", "team")] == [False, True]


def test_channels_that_carried_nothing_are_no_trouble(golive: Golive) -> None:
    begun("shop-1", text=NOTIFIED)
    said = golive("notify")
    assert (said.code, said.out) == (0, "lead: nothing sent yet\nteam: nothing sent yet\n")


def test_a_checklist_without_channels_is_told_how_to_have_one(golive: Golive) -> None:
    begun("shop-1")
    said = golive("notify")
    assert said.code == 3
    assert "[notify.lead]" in said.err
