import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import InputError
from golive_tui.probes.look.load_figures import FIGURES
from golive_tui.probes.look.load_locust import is_stats, read_csv, read_json
from tests.probes.load_files import HEADER, HISTORY, HISTORY_HEADER, STATS, locust


def test_the_figures_of_a_csv_with_its_history() -> None:
    figures = read_csv(STATS, HISTORY)
    assert figures.format == "locust-csv"
    assert figures.proven == {
        "requests": 120.0,
        "failed": 2.0,
        "error_rate": 2 / 120,
        "p50": 0.021,
        "p90": 0.048,
        "p95": 0.072,
        "p99": 0.110,
        "max": 0.8105,
        "users": 1200.0,
        "duration": 120.0,
    }
    assert set(figures.lacking) == {"checks"}


def test_without_its_history_users_and_duration_are_not_told() -> None:
    figures = read_csv(STATS, None)
    assert {"users", "duration"} <= set(figures.lacking)
    assert "_stats_history.csv" in figures.lacking["users"]
    assert {"users", "duration"} <= set(read_csv(STATS, f"{HISTORY_HEADER}\n").lacking)


def test_columns_are_found_by_their_names() -> None:
    header = "Name,Type,Failure Count,Request Count,50%,60%,95%,100%"
    text = f"{header}\nAggregated,,1,10,20,25,90,100\n"
    figures = read_csv(text, None)
    assert (figures.proven["error_rate"], figures.proven["p95"]) == (0.1, 0.09)
    assert figures.lacking["p99"] == "the CSV has no number in a column `99%`"


def test_a_request_may_be_called_as_the_total() -> None:
    text = STATS.replace("POST,/login", "POST,Aggregated")
    assert read_csv(text, None).proven["requests"] == 120.0


def test_not_applicable_is_no_number() -> None:
    figures = read_csv(STATS.replace(",72,90,110,700", ",N/A,90,110,700"), None)
    assert "p95" in figures.lacking
    assert figures.proven["p90"] == 0.048


def test_a_run_without_a_request_proves_nothing_either() -> None:
    figures = read_csv(f"{HEADER}\n,Aggregated,0,0,0,0,0,0,0,0,0,N/A\n", HISTORY)
    assert figures.proven == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STATS.rpartition(",Aggregated")[0], "no rows `Aggregated`: is it whole?"),
        (STATS + ",Aggregated,1,0\n", "2 rows `Aggregated`"),
        (STATS.replace("Failure Count", "Failures", 1), "no column `Failure Count`"),
        (STATS + '"open', "cannot be read"),
        (STATS + "x" * 200_000, "cannot be read"),
    ],
)
def test_a_csv_that_is_not_whole_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_csv(text, None)


def test_a_history_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="no column `Timestamp`"):
        read_csv(STATS, STATS)


def test_the_first_line_tells_a_stats_csv() -> None:
    assert is_stats(STATS)
    assert not is_stats(HISTORY_HEADER.replace("Total Request Count", "x"))
    assert not is_stats("Request Count")


def test_the_figures_of_a_json_list_are_counted() -> None:
    figures = read_json([locust(), locust(num_failures=0, max_response_time=900)])
    assert figures.format == "locust-json"
    assert figures.proven == {
        "requests": 200.0,
        "failed": 2.0,
        "error_rate": 0.01,
        "p50": 0.020,
        "p90": 0.030,
        "p95": 0.070,
        "p99": 0.110,
        "max": 0.9,
        "duration": 120.5,
    }
    assert "_stats.csv" in figures.lacking["users"]


def test_response_times_that_miss_requests_give_no_percentile() -> None:
    for entry in (
        locust(num_requests=101),
        locust(response_times={}),
        locust(response_times={"x": 100}),
        locust(response_times={"20": 99.5, "30": 0.5}),
        locust(response_times=None),
    ):
        figures = read_json([entry])
        assert "p95" in figures.lacking
        assert figures.proven["requests"] > 0
    # A request without a time is one of those that are counted apart.
    assert read_json([locust(num_requests=101, num_none_requests=1)]).proven["p50"] == 0.020


@pytest.mark.parametrize("document", [[1], [{}], [locust(), "x"], [{"a": 1}]])
def test_another_list_is_none_of_locust_s(document: list[object]) -> None:
    with pytest.raises(InputError, match="none of Locust's"):
        read_json(document)


def test_an_empty_list_proves_nothing() -> None:
    assert read_json([]).proven == {}


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**30),
    st.floats(),
    st.text(max_size=4),
    st.dictionaries(st.text(max_size=4), st.integers(-2, 200) | st.floats(), max_size=3),
)


@given(st.lists(st.dictionaries(st.sampled_from(list(locust())), VALUES, max_size=4), max_size=3))
def test_whatever_is_changed_in_the_json_it_is_read_or_refused(
    changes: list[dict[str, object]],
) -> None:
    try:
        figures = read_json([locust(**each) for each in changes])
    except InputError:
        return
    assert set(figures.proven) | set(figures.lacking) == set(FIGURES)


@given(st.data())
def test_whatever_is_changed_in_the_csv_it_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([STATS, HISTORY]))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 40, len(text))))
    patch = data.draw(st.text(alphabet='",\n\r\x00N/A0-9.x%٣_e', max_size=12))
    changed = text[:start] + patch + text[end:]
    try:
        figures = read_csv(*((changed, HISTORY) if text is STATS else (STATS, changed)))
    except InputError:
        return
    assert set(figures.proven) | set(figures.lacking) == set(FIGURES)
    assert all(value >= 0 for value in figures.proven.values())


@given(st.dictionaries(st.integers(0, 10_000), st.integers(1, 50), min_size=1, max_size=20))
def test_percentiles_are_the_nearest_ranks(counts: dict[int, int]) -> None:
    total = sum(counts.values())
    entry = locust(
        num_requests=total,
        num_failures=0,
        response_times={str(time): count for time, count in counts.items()},
        max_response_time=max(counts),
    )
    ordered = sorted(time for time, count in counts.items() for _ in range(count))
    proven = read_json([entry]).proven
    for name, share in (("p50", 50), ("p90", 90), ("p95", 95), ("p99", 99)):
        assert proven[name] == ordered[-(-share * total // 100) - 1] / 1000
