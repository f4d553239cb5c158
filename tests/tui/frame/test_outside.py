"""The terminal's title."""

from msgspec.structs import replace

from golive_tui.tui.frame.outside import takes_titles, title, title_sequence
from tests.screens.scene import mirror_at


def test_the_title_says_decision_phase_and_target() -> None:
    live = title(mirror_at("live"))
    assert live.startswith("golive NO-GO · 1 alarm · Hour 1-6: Critical Monitoring · FlowMind")
    assert title(mirror_at("before-go-live")).startswith("golive NO-GO · ")
    assert title(mirror_at("week")).endswith("→ PRODUCTION")


def test_nothing_in_it_ends_it_early_or_says_more() -> None:
    mirror = mirror_at("live")
    origin = mirror.state.origin
    assert origin is not None
    evil = replace(origin, title="x\x07\x1b]0;pwned\x07")
    mirror.state = replace(mirror.state, origin=evil)
    sent = title_sequence(title(mirror))
    assert sent.startswith("\x1b]2;")
    assert sent.endswith("\x07")
    assert not any(ord(char) < 0x20 for char in sent[4:-1])


def test_in_ascii_it_has_seven_bits() -> None:
    assert title_sequence("GO · Jürgen → PRODUCTION", ascii=True) == (
        "\x1b]2;GO . J?rgen > PRODUCTION\x07"
    )


def test_only_terminals_that_know_titles_get_one() -> None:
    assert takes_titles("xterm-256color")
    assert takes_titles("tmux-256color")
    assert not takes_titles("linux")
    assert not takes_titles("vt100")
