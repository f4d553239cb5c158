import ctypes

import pytest

from golive_tui.cli.host import clock_sync
from golive_tui.cli.host.clock_sync import Kernel, judge, kernel, look

NORMAL = "A29FC801,162.159.200.1,3,1763969652.5,0.00002,0.0,0.0,1.2,0.0,0.1,0.0,64.2,Normal"
LOST = NORMAL.replace("Normal", "Not synchronised")
GOOD = Kernel(synchronised=True, error=0.012)
BAD = Kernel(synchronised=False, error=16.0)


@pytest.mark.parametrize(
    ("kernel", "chrony", "verdict", "says"),
    [
        (GOOD, None, "ok", "synchronised, at most 12 ms wrong"),
        (GOOD, LOST, "ok", "synchronised, at most 12 ms wrong"),
        (Kernel(synchronised=True, error=3.0), None, "note", "synchronised, at most 3000 ms wrong"),
        (BAD, NORMAL, "ok", "synchronised by chrony"),
        (None, NORMAL, "ok", "synchronised by chrony"),
        (BAD, LOST, "wrong", "chrony has not synchronised it (Not synchronised)"),
        (BAD, None, "wrong", "not synchronised: the times in the record are a guess"),
        (None, None, "unknown", "the system does not tell whether it is synchronised"),
        (None, "", "unknown", "the system does not tell whether it is synchronised"),
    ],
)
def test_what_kernel_and_chrony_say_together(
    kernel: Kernel | None, chrony: str | None, verdict: str, says: str
) -> None:
    found = judge(kernel, chrony)
    assert (found.verdict, found.says) == (verdict, says)
    assert found.remedy or verdict == "ok"


def test_the_kernel_is_asked_and_its_clock_left_alone() -> None:
    said = kernel()
    assert said is None or said.error >= 0


def test_a_kernel_that_does_not_answer_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object, **__: object) -> object:
        raise OSError

    monkeypatch.setattr(ctypes, "CDLL", absent)
    assert kernel() is None


def test_the_finding_of_this_host_is_one_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_sync, "asked", lambda *_: None)
    assert look().check == "clock"
