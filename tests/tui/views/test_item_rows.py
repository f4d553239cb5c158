import pytest

from golive_tui.client.mirror import Mirror
from golive_tui.launch.events import Event
from golive_tui.tui.views.evidence_rows import VERDICTS
from golive_tui.tui.views.item_rows import item_page, path_of
from tests.screens.scene import Moment, mirror_at, scene
from tests.screens.story import find
from tests.tui.checking import DNS, answered, with_checks
from tests.tui.stage import staged
from tests.tui.views.reading import crowded, text


def page(words: str, moment: Moment = "live", *, history: bool = True) -> str:
    mirror = mirror_at(moment)
    item = find(mirror.checklist, words)
    events: list[Event] | None = None
    if history:
        events = [e for e in scene(moment).events if getattr(e.fact, "item", "") == item.id]
    return text(item_page(mirror, item, events, mirror.now, 96), 96)


def group(mirror: Mirror, words: str) -> str:
    item = mirror.checklist.item(words)
    assert item is not None
    return text(item_page(mirror, item, [], mirror.now, 96), 96)


def test_status_who_when_why_evidence_with_its_age_and_remarks() -> None:
    said = page("Vulnerability scans")
    assert "Pre-Deployment Checklist › Testing Completed › Security Testing" in said
    assert "status     ✓ passed\n" in said
    assert "by         mira, 13:01Z, 1 h 01 m ago" in said
    assert "note       4.2.1 is clean" in said
    assert "link       https://ci.flowmind.app/scan/881" in said
    assert "1 h 01 m old" in said
    assert "base image is being rebuilt" in said


def test_a_skip_gives_its_reason() -> None:
    assert "reason     stays with the old zone until week 1" in page("CDN (CloudFlare)")


def test_a_pass_on_a_word_looks_weaker() -> None:
    assert "✓ passed, on a person's word" in page("Firewall rules")


def test_the_history_is_told_newest_first() -> None:
    said = page("Vulnerability scans")
    told = [said.index(f"mira {verb}") for verb in ("passed", "reopened", "failed")]
    assert told == sorted(told)


def test_a_history_that_is_read_or_empty_says_so() -> None:
    assert "reading…" in page("Firewall rules", history=False)
    assert "nothing happened to it yet" in page("Connection pool")


def test_a_step_tells_command_place_environment_and_what_a_rehearsal_does() -> None:
    said = page("Deploy backend to production")
    assert "$          ./deploy-scripts/deploy-backend.sh railway" in said
    assert "in         /srv/flowmind" in said
    assert "with       NODE_ENV=production" in said
    assert "time-out   15 min" in said
    assert "confirm    type-target" in said
    assert "rehearse   " in said
    assert "needs      migrate-frontends-staging, verify-staging" in said
    assert "verify     curl --fail" in said


def test_a_check_tells_its_kind_settings_and_expectations() -> None:
    said = page("DNS A records")
    assert "kind       dns" in said
    assert "expects    answers contains '${server_ip}'" in said
    assert "a pass holds for 1 d, 21 h " in said
    assert "● ok      DNS A record of the API" in said


def test_an_owner_given_here_and_what_waits_for_go_live() -> None:
    assert "owner      lee, given here" in page("Redis instance")
    assert "only once the launch is live" in page("Monitor for 24 hours")


def test_a_group_tells_its_items() -> None:
    mirror = mirror_at("live")
    stage = mirror.checklist.stages[0]
    said = group(mirror, stage.sections[0].items[0].id)
    assert "↷ CDN (CloudFlare) configured" in said
    assert path_of(mirror, stage.sections[0].items[0]) == ()


@pytest.mark.parametrize("moment", ["before-go-live", "week"])
def test_every_page_fits_at_every_width(moment: Moment) -> None:
    mirror = mirror_at(moment)
    for _, _, item in mirror.checklist.leaves():
        assert crowded(lambda w, i=item: item_page(mirror, i, [], mirror.now, w)) == []  # type: ignore[misc]


async def test_a_status_says_what_it_rests_on() -> None:
    async with staged("before-go-live") as (app, _):
        with_checks(app)
        mirror = app.desk.mirror
        assert mirror is not None
        found = find(mirror.checklist, "DNS A records")
        said = []
        for verdict in VERDICTS:
            answered(app, DNS, verdict)
            said += text(item_page(mirror, found, [], mirror.now, 96), 96).splitlines()
        assert "status     ✓ passed, verified by machine" in said
        assert "status     ✗ failed, by its check" in said
