from msgspec.structs import replace

from golive_tui.launch.events import Event
from golive_tui.launch.trigger_facts import TriggerTripped
from golive_tui.tui.desk import Bookmark
from golive_tui.tui.views.here_rows import LATEST, here_page
from tests.screens.scene import Moment, mirror_at, scene
from tests.screens.story import t
from tests.tui.checking import CORS, DNS, TLS, answered, with_checks
from tests.tui.stage import staged
from tests.tui.views.reading import crowded, text


def since(moment: Moment, minutes: float) -> tuple[Bookmark, list[Event]]:
    """A bookmark at T0 plus minutes, and what happened after it."""
    events = scene(moment).events
    seq = max(event.seq for event in events if event.at <= t(minutes))
    bookmark = Bookmark(seq=seq, at=t(minutes), view="timer", subject="hour-1-6/3")
    return bookmark, [event for event in events if event.seq > seq]


def page(moment: Moment, minutes: float) -> str:
    mirror = mirror_at(moment)
    bookmark, meanwhile = since(moment, minutes)
    return text(here_page(mirror, bookmark, meanwhile, mirror.now, 114), 114)


def test_how_long_away_and_what_the_new_engine_found() -> None:
    said = page("interrupted", 49)
    assert "away for   1 h 12 m, since 14:04Z" in said
    assert "it was gone for 1 h 10 m; another took over" in said
    assert "the journal's last line was torn and is cut" in said


def test_what_was_in_hand_with_whom() -> None:
    said = page("interrupted", 49)
    assert "► Load test production" in said
    assert "jon 13:44Z" in said
    assert "500 users at first" in said


def test_what_was_missed_and_why() -> None:
    said = page("interrupted", 49)
    assert said.count("no engine ran") == 4
    assert "4 rounds" in said
    assert "nobody completed it" in page("live", 20)


def test_trips_meanwhile_come_first_with_how_they_stand_now() -> None:
    mirror = mirror_at("live")
    bookmark, meanwhile = since("live", 40)
    tripped = TriggerTripped(trigger="error-rate", value=0.071, n=30)
    event = replace(meanwhile[0], fact=tripped)
    shadow = replace(meanwhile[0], fact=replace(tripped, shadow=True))
    rows = here_page(mirror, bookmark, [event, shadow, *meanwhile], mirror.now, 114)
    said = text(rows, 114)
    assert "1 trip" in said
    assert "▲ Error rate > 5% for 5 minutes" in said
    assert "7.1 / 5.0 %" in said
    assert "now armed" in said
    assert "Tripped ─" not in page("live", 40)


def test_what_waits_now() -> None:
    said = page("interrupted", 49)
    assert "✗ NO-GO" in said
    assert "round 8 of 24, Hour 1-6: Critical Monitoring: due for 1:05, w answers it" in said
    assert "alarm      WebSocket /ws" in said


def test_what_happened_is_counted_and_the_newest_told() -> None:
    said = page("live", -118)
    assert f"… the newest {LATEST}; 5 shows all" in said
    assert "2 rounds completed" in said
    assert "1 item skipped" in said


def test_an_engine_that_resumed_before_is_no_news() -> None:
    assert "another took over" not in page("live", 20)


def test_while_it_is_read_it_says_so_and_calm_is_short() -> None:
    mirror = mirror_at("week")
    bookmark, _ = since("week", 20)
    said = text(here_page(mirror, bookmark, None, mirror.now, 96), 96)
    assert "reading…" in said
    assert "● GO" in said


def test_the_page_fits_at_every_width() -> None:
    mirror = mirror_at("interrupted")
    bookmark, meanwhile = since("interrupted", 20)
    assert crowded(lambda w: here_page(mirror, bookmark, meanwhile, mirror.now, w)) == []


async def test_verdicts_that_changed_meanwhile_are_told_and_first_passes_counted() -> None:
    async with staged("before-go-live") as (app, _):
        with_checks(app)
        mirror = app.desk.mirror
        assert mirror is not None
        answered(app, DNS, "pass")
        bookmark = Bookmark(seq=mirror.state.seq, at=mirror.now)
        answered(app, DNS, "fail")
        answered(app, TLS, "inconclusive")
        answered(app, CORS, "pass")
        meanwhile = [each for each in mirror.events if each.seq > bookmark.seq]
        said = text(here_page(mirror, bookmark, meanwhile, mirror.now, 114), 114)
        assert "1 more item verified: PASS" in said
        assert "✗ FAIL         was PASS         DNS A records" in said
        assert "? INCONCLUSIVE                  SSL certificates" in said
        assert "3 checks answered" in said
        assert "asked to verify" not in said
