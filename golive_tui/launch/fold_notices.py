"""The part of `fold.py` that keeps how the channels of notices fare."""

from msgspec.structs import replace

from golive_tui.launch.events import Event
from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent
from golive_tui.launch.state import ChannelState, LaunchState


def fold_notice(state: LaunchState, event: Event, fact: NoticeSent | NoticeFailed) -> LaunchState:
    """The state with the channel's count and its newest outcome."""
    return replace(state, channels={**state.channels, fact.channel: _after(state, event, fact)})


def _after(state: LaunchState, event: Event, fact: NoticeSent | NoticeFailed) -> ChannelState:
    before = state.channel(fact.channel)
    if isinstance(fact, NoticeSent):
        return replace(before, sent=before.sent + 1, sent_at=event.at)
    return replace(
        before,
        failed=before.failed + 1,
        failed_at=event.at,
        what=fact.what,
        reason=fact.reason,
    )
