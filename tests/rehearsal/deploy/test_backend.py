"""The deployment and the way back."""

from golive_tui.rehearsal.deploy.acts import Ask, Hand, Scene
from golive_tui.rehearsal.deploy.backend import deploy, rollback


def test_a_deployment_hands_on_its_release_and_counts() -> None:
    handed = [
        act.value
        for number in (1, 2)
        for act in deploy(Scene(where="production", number=number))
        if isinstance(act, Hand) and act.name == "RELEASE"
    ]
    assert handed == ["r-production-001", "r-production-002"]


def test_it_asks_for_a_token_only_when_it_shall() -> None:
    assert not any(isinstance(act, Ask) for act in deploy(Scene(where="staging")))
    asked = [act for act in deploy(Scene(where="staging", login=True)) if isinstance(act, Ask)]
    assert len(asked) == 1


def test_a_login_with_patience_is_asked_for_at_the_first_run_alone() -> None:
    for number, count in ((1, 1), (2, 0)):
        scene = Scene(where="staging", number=number, login=True, patience=45.0)
        asked = [act for act in deploy(scene) if isinstance(act, Ask)]
        assert len(asked) == count
        assert all(act.patience == 45.0 for act in asked)


def test_the_way_back_hands_nothing_on() -> None:
    assert not any(isinstance(act, Hand) for act in rollback(Scene(where="production")))
