from golive_tui.rehearsal.deploy.acts import Break, Say, Scene
from golive_tui.rehearsal.deploy.frontends import frontends, revert


def test_all_four_are_migrated_and_one_of_them_can_break() -> None:
    acts = list(frontends(Scene(where="staging")))
    begun = [act.text for act in acts if isinstance(act, Say) and act.text.startswith("[")]
    assert [text[:5] for text in begun] == ["[1/4]", "[2/4]", "[3/4]", "[4/4]"]
    [at] = [place for place, act in enumerate(acts) if isinstance(act, Break)]
    assert Say("✅ 4 of 4 frontends migrated", colour="32;1") in acts[at:]


def test_the_way_back_names_the_file_of_its_place() -> None:
    [broken] = [act for act in revert(Scene(where="production")) if isinstance(act, Break)]
    assert "frontend/.env.production" in broken.lines[0]
