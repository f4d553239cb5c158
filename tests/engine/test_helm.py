"""Who may act."""

from datetime import UTC, datetime

import pytest

from golive_tui.engine.helm import Helm
from golive_tui.errors import Refused
from golive_tui.wire.messages import Viewer

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def viewer(
    client: int, *, uid: int = 1000, role: str = "dashboard", read_only: bool = False
) -> Viewer:
    user = f"user{uid}"
    return Viewer(
        client=client, user=user, uid=uid, role=role, read_only=read_only, since=NOW, tty=""
    )


def test_the_first_dashboard_gets_the_helm_and_the_second_watches() -> None:
    helm = Helm()
    assert helm.attach(viewer(1))
    assert not helm.attach(viewer(2))
    helm.check(1)
    with pytest.raises(Refused, match="user1000 has the helm"):
        helm.check(2)


def test_a_read_only_dashboard_never_gets_the_helm() -> None:
    helm = Helm()
    assert not helm.attach(viewer(1, read_only=True))
    with pytest.raises(Refused, match="read-only"):
        helm.check(1)
    with pytest.raises(Refused, match="read-only"):
        helm.take(1, "please")


def test_a_script_acts_without_taking_the_helm() -> None:
    helm = Helm()
    assert not helm.attach(viewer(1, role="script"))
    helm.check(1)
    assert helm.holder is None


def test_a_script_of_the_same_account_acts_beside_the_helm_and_another_s_does_not() -> None:
    helm = Helm()
    helm.attach(viewer(1, uid=1000))
    helm.attach(viewer(2, uid=1000, role="script"))
    helm.attach(viewer(3, uid=1001, role="script"))
    helm.check(2)
    with pytest.raises(Refused):
        helm.check(3)


def test_a_word_of_ones_own_needs_no_helm_but_no_watcher_gives_one() -> None:
    helm = Helm()
    helm.attach(viewer(1))
    helm.attach(viewer(2))
    helm.attach(viewer(3, read_only=True))
    helm.check(2, word=True)
    with pytest.raises(Refused):
        helm.check(2)
    with pytest.raises(Refused):
        helm.check(3, word=True)


def test_taking_the_helm_from_a_living_client_needs_a_reason() -> None:
    helm = Helm()
    helm.attach(viewer(1, uid=1000))
    helm.attach(viewer(2, uid=1001))
    with pytest.raises(Refused, match="reason"):
        helm.take(2, "  ")
    assert helm.take(2, "her link is dead") == "user1000"
    helm.check(2)
    with pytest.raises(Refused):
        helm.check(1)


def test_the_helm_is_free_when_its_client_is_gone() -> None:
    helm = Helm()
    helm.attach(viewer(1))
    helm.attach(viewer(2))
    helm.detach(1)
    assert helm.holder is None
    assert helm.take(2, "") == ""
    helm.check(2)


def test_taking_what_one_has_takes_it_from_nobody() -> None:
    helm = Helm()
    helm.attach(viewer(1))
    assert helm.take(1, "") == ""
