import hashlib
import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.holder import digest as module
from golive_tui.holder.digest import Digest
from tests.support.waiting import wait_until


def beside() -> list[int]:
    return [t.native_id or 0 for t in threading.enumerate() if t.name == "digest"]


@given(pieces=st.lists(st.binary(max_size=40)), here=st.integers(1, 200))
def test_it_is_the_digest_of_all_pieces_here_and_beside(pieces: list[bytes], here: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "HERE", here)
        digest = Digest()
    whole = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        whole.update(piece)
        assert digest.hexdigest() == whole.hexdigest()
    digest.close()


def test_a_short_one_needs_no_thread_and_a_long_one_gives_way() -> None:
    digest, piece = Digest(), b"x" * (1024 * 1024)
    digest.update(piece)
    assert not beside()
    for _ in range(40):
        digest.update(piece)
    (thread,) = beside()
    assert os.getpriority(os.PRIO_PROCESS, thread) == min(
        os.getpriority(os.PRIO_PROCESS, 0) + 10, 19
    )
    assert digest.hexdigest() == hashlib.sha256(piece * 41).hexdigest()
    digest.close()
    wait_until(lambda: not beside())
    assert digest.hexdigest() == hashlib.sha256(piece * 41).hexdigest()


def test_where_there_can_be_no_thread_it_goes_on_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    monkeypatch.setattr(module, "HERE", 3)
    digest = Digest()
    for _ in range(5):
        digest.update(b"ab")
    assert digest.hexdigest() == hashlib.sha256(b"ab" * 5).hexdigest()
    digest.close()
