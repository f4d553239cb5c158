from golive_tui.rehearsal.deploy.acts import Scene


def test_a_release_bears_its_place_and_its_number() -> None:
    assert Scene(where="staging", number=7).release == "r-staging-007"
    assert Scene(where="").release == "r-local-001"
