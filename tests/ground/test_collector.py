"""The collector is a matter of a whole process: each test is one."""

import subprocess
import sys


def said(code: str) -> list[str]:
    """What a fresh interpreter prints."""
    argv = [sys.executable, "-c", f"import gc\nfrom golive_tui import collector\n{code}"]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout.split()


def test_a_start_is_collected_seldom_and_what_comes_later_as_usual() -> None:
    usual, starting, started = map(
        int,
        said(
            "print(gc.get_threshold()[0]); collector.starting(); print(gc.get_threshold()[0])\n"
            "collector.started(); print(gc.get_threshold()[0])"
        ),
    )
    assert starting > 10 * usual
    assert started == usual


def test_what_was_there_at_the_end_of_the_start_is_not_looked_through_again() -> None:
    before, after, there = map(
        int,
        said(
            "kept = [[] for _ in range(5000)]; print(gc.get_freeze_count())\n"
            "collector.started(); print(gc.get_freeze_count()); print(len(gc.get_objects()))"
        ),
    )
    assert before == 0
    assert after > 5000
    assert there < 1000


def test_garbage_of_later_is_still_collected() -> None:
    (left,) = said(
        "import weakref\nclass Ring: pass\n"
        "collector.starting(); collector.started()\n"
        "ring = Ring(); ring.me = ring; gone = weakref.ref(ring); del ring\n"
        "kept = [[] for _ in range(20000)]\n"
        "print(gone() is not None)"
    )
    assert left == "False"


def test_what_malloc_keeps_between_two_lasting_things_is_given_back() -> None:
    before, after = map(
        int,
        said(
            "import psutil; held = psutil.Process().memory_info\n"
            "kept = [bytes(10_000) for _ in range(4000)]; lasting = kept[::50]; del kept\n"
            "before = held().rss; collector.tidy(); print(before, held().rss)"
        ),
    )
    assert before - after > 20_000_000, "about 39 MB were there to give"


def test_a_c_library_that_cannot_give_back_is_left_alone() -> None:
    assert said(
        "import psutil; psutil.__dict__.pop('heap_trim', None); collector.tidy(); print('whole')"
    ) == ["whole"]
