from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent
from golive_tui.launch.state import UNUSED, ChannelState
from tests.launch.stepping import begun
from tests.launch.world import after

SENT = NoticeSent(channel="lead", key="round-due:hour/1", what="round_due")
FAILED = NoticeFailed(channel="lead", key="trip:9", what="trip", reason="refused", tries=5)


def test_a_channel_that_no_event_has_named_has_carried_nothing() -> None:
    assert begun().state.channel("lead") is UNUSED
    assert not UNUSED.broken


def test_a_channel_counts_both_outcomes_and_keeps_the_newest_of_each() -> None:
    launch = begun()
    launch.record([SENT], after(5))
    launch.record([FAILED], after(6))
    assert launch.state.channel("lead") == ChannelState(
        sent=1, failed=1, sent_at=after(5), failed_at=after(6), what="trip", reason="refused"
    )
    assert launch.state.channel("team") is UNUSED


def test_a_channel_is_broken_until_a_notice_arrives_again() -> None:
    launch = begun()
    launch.record([FAILED], after(5))
    assert launch.state.channel("lead").broken
    launch.record([SENT], after(6))
    assert not launch.state.channel("lead").broken
    launch.record([FAILED], after(7))
    assert launch.state.channel("lead").broken
