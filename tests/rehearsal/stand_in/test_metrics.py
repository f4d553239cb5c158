from collections.abc import Mapping

import pytest
from prometheus_client.parser import text_string_to_metric_families

from golive_tui.rehearsal.stand_in.behaviour import Behaviour
from golive_tui.rehearsal.stand_in.decks import FRONTENDS
from golive_tui.rehearsal.stand_in.metrics import Scrape, exposition
from golive_tui.rehearsal.stand_in.traffic import Mood, Traffic
from golive_tui.rehearsal.stand_in.vitals import vitals

AT = 1_795_507_200.0
Sample = tuple[str, tuple[tuple[str, str], ...]]


def page(elapsed: float, behaviour: Behaviour | None = None, mood: Mood | None = None) -> str:
    told = behaviour or Behaviour()
    return exposition(
        Scrape(
            at=AT,
            elapsed=elapsed,
            figures=Traffic(1, mood or Mood()).figures(elapsed),
            vitals=vitals(1, elapsed, told),
            behaviour=told,
        )
    )


def read(text: str) -> Mapping[Sample, float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def total(samples: Mapping[Sample, float], name: str, **labels: str) -> float:
    wanted = set(labels.items())
    return sum(
        value for (found, has), value in samples.items() if found == name and wanted <= set(has)
    )


def test_the_page_is_the_prometheus_text_format_with_help_and_type_of_every_family() -> None:
    families = list(text_string_to_metric_families(page(3600)))
    assert len(families) == len({family.name for family in families})
    assert all(family.documentation and family.type != "unknown" for family in families)


def test_a_healthy_backend_meets_the_targets_of_the_checklist() -> None:
    samples = read(page(3600))
    served = total(samples, "http_requests_total")
    assert served > 60_000
    assert total(samples, "http_requests_total", status="500") < 0.001 * served
    assert total(samples, "http_errors_total") == total(
        samples, "http_requests_total", status="500"
    )
    assert total(samples, "http_requests_per_minute") > 1000
    assert total(samples, "http_error_ratio") < 0.001
    assert total(samples, "http_request_duration_p95_seconds") < 0.1
    assert total(samples, "server_cpu_usage_ratio") < 0.7
    assert total(samples, "records_received_total") == total(samples, "records_stored_total")
    assert AT - total(samples, "backup_last_success_timestamp_seconds") <= 3600


def test_the_histogram_adds_up() -> None:
    samples = read(page(3600))
    buckets = [value for (name, _), value in samples.items() if name.endswith("seconds_bucket")]
    assert buckets == sorted(buckets)
    assert buckets[-1] == total(samples, "http_request_duration_seconds_count")
    assert buckets[-1] == total(samples, "http_requests_total")
    mean = total(samples, "http_request_duration_seconds_sum") / buckets[-1]
    assert 0.015 < mean < 0.04


@pytest.mark.parametrize(
    "name",
    [
        "active_users",
        "http_requests_total",
        "feature_usage_total",
        "frontend_errors_total",
    ],
)
def test_what_is_told_by_frontend_is_told_of_all_four_from_the_first_second(name: str) -> None:
    labels = [dict(has) for (found, has) in read(page(0)) if found == name]
    assert {each["frontend"] for each in labels} == set(FRONTENDS)


def test_an_error_series_is_zero_before_the_first_error_rather_than_missing() -> None:
    samples = read(page(0))
    assert samples["http_requests_total", (("frontend", "flowmind"), ("status", "500"))] == 0


def test_an_outage_has_its_own_status_in_the_figures() -> None:
    samples = read(page(60, mood=Mood(error_ratio=1.0, error_status=503)))
    assert total(samples, "http_requests_total", status="503") == total(
        samples, "http_requests_total"
    )


def test_what_a_dependency_is_told_to_be_shows() -> None:
    told = Behaviour(database="unhealthy", external_apis={"openai": "down"})
    samples = read(page(60, told))
    assert total(samples, "database_up") == 0
    assert total(samples, "redis_up") == 1
    assert total(samples, "external_api_up", api="openai") == 0


def test_the_same_moment_gives_the_same_page() -> None:
    assert page(1234.5) == page(1234.5)


def test_a_metric_can_be_hidden_with_its_help() -> None:
    told = page(60, Behaviour(hidden=("feature_usage_total",)))
    assert "feature_usage_total" not in told
    assert "auth_success_ratio" in told
