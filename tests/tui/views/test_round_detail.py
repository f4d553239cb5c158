from golive_tui.client.mirror import Mirror
from golive_tui.launch.figures import Digest
from golive_tui.tui.views.round_detail import round_page
from golive_tui.tui.views.round_rows import RoundLine, round_lines
from tests.screens.scene import mirror_at
from tests.tui.views.reading import crowded, text


def line_of(mirror: Mirror, number: int) -> RoundLine:
    return next(each for each in round_lines(mirror) if each.id == f"hour-1-6/{number}")


def page(mirror: Mirror, number: int, width: int = 96) -> str:
    each = mirror.state.rounds.get(f"hour-1-6/{number}")
    digests = each.digests if each else {}
    return text(round_page(line_of(mirror, number), mirror, digests, mirror.now, width), width)


def test_answers_of_probes_are_told_from_those_of_people() -> None:
    said = page(mirror_at("live"), 3)
    assert "✓ done  Check error logs for anomalies" in said
    assert "ana 14:01Z: /health is slower, watched" in said
    assert "✗ FAIL  Validate WebSocket stability" in said
    assert "the probes say: 12 of 270 looks failed" in said


def test_an_open_round_says_what_is_left_and_how_to_answer() -> None:
    said = page(mirror_at("round-due"), 4)
    assert "enter answers and completes it" in said
    assert "Questions" in said
    assert "4 of 5" in said
    assert "○ todo  Check error logs for anomalies" in said


def test_a_digest_counts_failures_and_what_was_seen() -> None:
    said = page(mirror_at("live"), 3)
    assert "Probes since the round before" in said
    assert "1338 looks" in said
    assert "12 of 180" in said


def test_a_round_that_nobody_could_see_says_so() -> None:
    said = page(mirror_at("interrupted"), 5)
    assert "no engine ran when it fell due: it never rang" in said
    assert "no digest is known" in said
    assert "beside it: API /health" in said


def test_a_missed_and_a_coming_round_say_what_they_are() -> None:
    assert "the next one fell due before it was completed" in page(mirror_at("live"), 2)
    assert "it has not fallen due" in page(mirror_at("live"), 9)


def test_a_digest_of_a_probe_that_was_not_seen_has_dashes() -> None:
    mirror = mirror_at("live")
    digests = {"api-health": Digest(n=0, failed=0), "gone": Digest(n=1, failed=0, coverage=1.0)}
    said = text(round_page(line_of(mirror, 3), mirror, digests, mirror.now, 96), 96)
    assert "? API /health" in said
    assert "● gone" in said


def test_the_page_fits_at_every_width() -> None:
    mirror = mirror_at("live")
    digests = mirror.state.rounds["hour-1-6/3"].digests
    for number in (1, 2, 3, 4):
        line = line_of(mirror, number)
        assert crowded(lambda w, each=line: round_page(each, mirror, digests, mirror.now, w)) == []  # type: ignore[misc]
