import re

from golive_tui.tui.views.probe_detail import detail_rows
from golive_tui.tui.views.probe_looks import LOOKS_SHOWN, fine, looks_rows
from tests.screens.looks import WELL, look
from tests.screens.scene import mirror_at
from tests.tui.views.reading import text


def page(probe: str, width: int = 96) -> str:
    mirror = mirror_at("live")
    return text(detail_rows(mirror, probe, mirror.now, width), width)


def test_the_parts_of_a_look_follow_one_another_with_their_medians() -> None:
    said = page("api-health")
    parts = re.findall(r"^(dns|connect|tls|send|first_byte|transfer)( +)━", said, re.MULTILINE)
    assert [name for name, _ in parts] == [
        "dns", "connect", "tls", "send", "first_byte", "transfer",
    ]  # fmt: skip
    starts = [len(name) + len(blanks) for name, blanks in parts]
    assert starts == sorted(starts)
    assert "newest, median of 30" in said


def test_a_kind_without_parts_says_so() -> None:
    assert "this kind has none" in page("jump-host")


def test_the_newest_looks_come_first_with_outcome_reason_and_detail() -> None:
    said = page("ws-connect")
    looks = re.findall(r"^\d\d:\d\d:\d\dZ (.) (\w+)", said, re.MULTILINE)
    assert len(looks) == LOOKS_SHOWN
    assert set(looks) == {("✗", "fail")}
    assert "—  ws.no_reply: no answer began" in re.sub(" {3,}", "  ", said).replace("— ws", "—  ws")


def test_a_look_that_was_asked_for_says_that_it_does_not_count() -> None:
    mirror = mirror_at("live")
    probe = mirror.checklist.probes["api-health"]
    mirror.sight["api-health"].add(look(probe, mirror.now, WELL, scheduled=False))
    assert "asked for, does not count" in text(detail_rows(mirror, probe.id, mirror.now, 96), 96)


def test_short_times_have_a_decimal() -> None:
    assert [fine(0.0004), fine(0.0099), fine(0.012), fine(1.5)] == [
        "0.4 ms", "9.9 ms", "12 ms", "1.5 s",
    ]  # fmt: skip


def test_a_look_is_drawn_against_the_limit_and_over_it_in_another_tone() -> None:
    mirror = mirror_at("live")
    probe, series = mirror.checklist.probes["api-health"], mirror.sight["api-health"]
    bars = [row[4] for row in looks_rows(probe, series, mirror.now, 96)[1:]]
    over = [each.latency and each.latency > 0.1 for each in reversed(series.recent)]
    assert [bar.role == "warn" for bar in bars] == over[:LOOKS_SHOWN]
    assert all(set(bar.text) == {"━"} and len(bar.text) <= 20 for bar in bars)
    narrow = looks_rows(probe, series, mirror.now, 56)[1]
    assert "━" not in "".join(part.text for part in narrow)


def test_kept_values_stand_beside_their_look() -> None:
    assert re.search(r"\d ms ━ +pool_used 0\.3\d* +query_ms 1\d", page("database"))
