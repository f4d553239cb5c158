from msgspec.structs import replace

from golive_tui.tui.views.contact_rows import person_lines, person_row, unfilled
from tests.screens.scene import mirror_at
from tests.tui.views.reading import crowded, read


def page(width: int = 116, *, helm: int | None = 1) -> list[str]:
    mirror = mirror_at("live")
    mirror.engine = replace(mirror.engine, helm=helm)
    rows = [person_row(line, mirror, mirror.now, width) for line in person_lines(mirror)]
    return read(rows, width)


def test_contacts_stand_in_their_groups_and_placeholders_are_marked() -> None:
    said = page()
    assert said[0].startswith("Technical Team ─")
    assert said[0].endswith("2 not filled in")
    assert said[1] == "✓ Backend Lead         Jürgen Gassner"
    assert said[2].startswith("? DevOps               [DevOps Team Contact]")
    assert said[2].endswith("not filled in: put it into the checklist, K takes it in")
    assert unfilled(mirror_at("live")) == 5


def test_who_is_here_and_who_steers() -> None:
    said = page()
    assert any(row.startswith("► ana (you)            at the helm  since 11:02Z") for row in said)
    assert any(row.startswith("○ lee                  watches      since 12:44Z") for row in said)


def test_without_anybody_at_the_helm_it_says_how_to_take_it() -> None:
    assert page(helm=None)[-1] == "nobody is at the helm: T takes it"


def test_only_a_name_that_is_filled_in_is_copied() -> None:
    copied = [line.copied for line in person_lines(mirror_at("live"))]
    assert {each for each in copied if each} == {
        "Jürgen Gassner", "support@railway.app", "support@supabase.com",
    }  # fmt: skip


def test_the_columns_fit_at_every_width() -> None:
    mirror = mirror_at("live")
    lines = person_lines(mirror)
    assert crowded(lambda w: [person_row(each, mirror, mirror.now, w) for each in lines]) == []
