"""How rows stand: what is under a heading, what a figure says, what nobody has seen."""

from golive_tui.launch.commands import FailItem, PassItem, SkipItem, StartItem
from golive_tui.launch.events import ItemRecord
from golive_tui.tui.dash.outline import outline
from golive_tui.tui.dash.standing import Seen, Standing, proven, standings
from tests.launch.world import START, Rehearsed, after
from tests.screens.scene import mirror_at


def stand(launch: Rehearsed) -> dict[str, Standing]:
    seen = Seen(state=launch.state, sight=launch.sight, now=after(60))
    return standings(outline(launch.plan), seen)


def begun() -> Rehearsed:
    launch = Rehearsed()
    launch.begin()
    return launch


def test_an_untouched_checklist_is_open_everywhere() -> None:
    found = stand(begun())
    assert (found["stage:pre"].done, found["stage:pre"].whole) == (0, 4)
    assert not found["stage:pre"].begun
    assert not found["stage:pre"].finished


def test_a_heading_counts_what_is_under_it() -> None:
    launch = begun()
    launch.do(PassItem(item="domain"), START)
    launch.do(SkipItem(item="records", reason="no need"), START)
    launch.do(StartItem(item="cdn"), START)
    found = stand(launch)
    group, stage = found["group:dns"], found["stage:pre"]
    assert (group.done, group.whole, group.skipped, group.finished) == (2, 2, 1, True)
    assert (stage.done, stage.whole, stage.doing, stage.finished) == (2, 4, 1, False)


def test_a_failed_item_shows_up_to_the_stage() -> None:
    launch = begun()
    launch.do(FailItem(item="records", note="wrong address"), START)
    found = stand(launch)
    assert [found[key].failed for key in ("item:records", "group:dns", "stage:pre")] == [1, 1, 1]
    assert found["stage:pre"].mark == "fail"


def test_a_pass_on_a_word_alone_looks_weaker_than_a_proven_one() -> None:
    launch = begun()
    launch.do(PassItem(item="domain", note="I looked"), START)
    launch.do(PassItem(item="records", link="https://ci/1"), START)
    found = stand(launch)
    assert (found["item:domain"].mark, found["item:records"].mark) == ("said", "done")
    assert not proven(ItemRecord(status="passed"))


def test_a_field_is_done_when_it_is_filled() -> None:
    found = stand(begun())
    assert (found["field:Date"].done, found["field:Date"].whole) == (0, 1)


def test_phases_rules_contacts_and_figures_of_the_customers_launch() -> None:
    mirror = mirror_at("live")
    seen = Seen(state=mirror.state, sight=mirror.sight, now=mirror.now)
    found = standings(outline(mirror.checklist), seen)
    phase = found["phase:hour-1-6"]
    assert (phase.mark, phase.done, phase.whole, phase.failed) == ("run", 2, 24, 1)
    contacts = {standing.mark for key, standing in found.items() if key.startswith("contact:")}
    assert contacts == {"done", "unknown"}
    rules = [standing for key, standing in found.items() if "trigger:" in key]
    assert rules
    assert all(rule.whole == 0 for rule in rules)


def test_a_round_that_is_due_or_late_marks_its_phase() -> None:
    mirror = mirror_at("round-due")
    seen = Seen(state=mirror.state, sight=mirror.sight, now=mirror.now)
    found = standings(outline(mirror.checklist), seen)
    assert found["phase:hour-1-6"].mark == "due"
