import math
import subprocess
from pathlib import Path

import pytest

from golive_tui.probes.look.rates import buckets_of, growth, largest_bound, quantile
from tests.probes.services import program

INF = math.inf


def series(**values: float) -> dict[frozenset[tuple[str, str]], float]:
    return {
        frozenset({("le", bound.strip("_").replace("p", "."))}): n for bound, n in values.items()
    }


def test_a_counter_that_fell_was_reset_and_a_new_one_began_at_zero() -> None:
    a, b, c, gone = (frozenset({("s", name)}) for name in ("a", "b", "c", "gone"))
    grown = growth({a: 10, b: 10, gone: 5}, {a: 15, b: 4, c: 3})
    assert grown == {a: 5, b: 4, c: 3}


def test_buckets_are_summed_by_bound_and_never_fall() -> None:
    one = {frozenset({("le", "1"), ("pod", pod)}): 2.0 for pod in "ab"}
    odd = {frozenset({("le", "+Inf")}): 3.0, frozenset({("pod", "a")}): 9.0}
    assert buckets_of(one | odd) == [(1.0, 4.0), (INF, 4.0)]
    assert largest_bound([(1.0, 4.0), (INF, 4.0)]) == 1.0
    assert largest_bound([(INF, 4.0)]) is None


def test_what_is_no_histogram_has_no_quantile() -> None:
    for buckets in ([], [(INF, 5.0)], [(1.0, 5.0), (2.0, 6.0)], [(1.0, 0.0), (INF, 0.0)]):
        assert math.isnan(quantile(0, buckets))
        assert math.isnan(quantile(0.95, buckets))


CASES: list[tuple[float, dict[str, int]]] = [
    (0.95, {"0.1": 50, "0.5": 90, "1": 97, "+Inf": 100}),
    (0.95, {"0.1": 50, "0.5": 90, "1": 94, "+Inf": 100}),
    (0.5, {"0.1": 50, "0.5": 90, "1": 97, "+Inf": 100}),
    (0.2, {"0.1": 50, "0.5": 90, "1": 97, "+Inf": 100}),
    (0.99, {"-1": 10, "0": 100, "2": 100, "+Inf": 100}),
    (0.05, {"-1": 10, "0": 100, "2": 100, "+Inf": 100}),
    (1, {"0.1": 50, "0.5": 90, "1": 100, "+Inf": 100}),
]


def test_the_real_program_reckons_the_same(tmp_path: Path) -> None:
    """Promtool evaluates histogram_quantile and rate over samples that it is handed."""
    tool = program("promtool")
    tests = []
    for share, counts in CASES:
        buckets = [(float(bound), float(n)) for bound, n in counts.items()]
        lines = [
            f"""      - series: 'd_bucket{{le="{bound}"}}'\n        values: '0 {n}'"""
            for bound, n in counts.items()
        ]
        lines += ["      - series: 'c'\n        values: '1000 1060'"]
        ours = quantile(share, buckets)
        rate = growth({frozenset(): 1000}, {frozenset(): 1060})[frozenset()] / 60
        tests.append(
            "  - interval: 1m\n    input_series:\n"
            + "\n".join(lines)
            + "\n    promql_expr_test:\n"
            + "".join(
                f"      - expr: abs({expr} - ({value!r})) < bool 1e-9\n        eval_time: 1m\n"
                "        exp_samples: [{labels: '{}', value: 1}]\n"
                for expr, value in (
                    (f"histogram_quantile({share}, sum by (le) (d_bucket))", ours),
                    ("rate(c[61s])", rate),
                )
            )
        )
    file = tmp_path / "tests.yml"
    file.write_text("tests:\n" + "".join(tests))
    told = subprocess.run(
        [tool, "test", "rules", str(file)], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize(("share", "expected"), [(0.95, 0.857142857), (0.5, 0.1), (0.99, 1.0)])
def test_within_a_bucket_it_is_interpolated(share: float, expected: float) -> None:
    buckets = buckets_of(series(_0p1=50, _0p5=90, _1=97, **{"+Inf": 100}))
    assert quantile(share, buckets) == pytest.approx(expected)
