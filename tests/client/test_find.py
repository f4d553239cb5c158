from pathlib import Path

from golive_tui.client.find import announced, socket_of
from golive_tui.store.lock import EngineLock
from tests.client.fakes import made


def test_where_no_engine_lives_one_would_listen_in_the_launch_directory(own_home: Path) -> None:
    launch = made(own_home / "one")
    assert socket_of(launch.path) == launch.path / "engine.sock"
    assert not announced(launch.path)


def test_a_living_engine_says_itself_where_it_listens(own_home: Path) -> None:
    launch = made(own_home / "one")
    lock = EngineLock.acquire(launch, version="0.1.0")
    assert not announced(launch.path)
    lock.announce(socket_path=own_home / "short.sock", epoch=1)
    assert announced(launch.path)
    assert socket_of(launch.path) == own_home / "short.sock"
    lock.release()
    assert not announced(launch.path)
    assert socket_of(launch.path) == launch.path / "engine.sock"


def test_a_deep_launch_directory_has_a_short_socket(own_home: Path) -> None:
    launch = made(own_home / ("d" * 120))
    assert socket_of(launch.path).parent == own_home / "run" / "golive"
