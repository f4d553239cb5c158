from datetime import timedelta

from msgspec.structs import replace

from golive_tui.launch.buckets import Bucket, bucket_of, edges
from tests.launch.world import after, sample


def test_a_bucket_tells_the_answered_by_their_latency_and_the_failed_by_their_number() -> None:
    looks = [sample(n, "ok", n / 100) for n in range(1, 21)] + [sample(30, "fail")]
    assert bucket_of(looks) == Bucket(p95=0.19, max=0.2, n=21, failed=1)


def test_what_was_not_observed_or_not_scheduled_does_not_count() -> None:
    extra = replace(sample(1, "ok", 9.0), scheduled=False)
    assert bucket_of([extra, sample(2, "absent"), sample(3, "error")]) == Bucket()


def test_all_of_a_failure_is_no_latency() -> None:
    assert bucket_of([sample(1, "fail")]) == Bucket(n=1, failed=1)


def test_the_borders_are_equal_and_end_where_they_shall() -> None:
    found = edges(after(0), after(70), 7)
    assert (found[0], found[-1], len(found)) == (after(0), after(70), 8)
    assert found[1] - found[0] == timedelta(seconds=10)
