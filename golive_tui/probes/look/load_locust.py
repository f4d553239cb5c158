"""Locust's files: the stats CSV with the history beside it, and the list that `--json` prints.

Columns are found by their names: which percentiles there are is configurable. Users and duration
stand in the history alone. The JSON has neither totals nor percentiles: both are counted here.
"""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from golive_tui.errors import InputError
from golive_tui.probes.look.load_figures import Figures, Gathering, amount, seconds

Row = Mapping[str, str]

TOTAL: Final = "Aggregated"
_COUNT, _FAILED, _USERS = "Request Count", "Failure Count", "User Count"
_NEEDED: Final = ("Name", _COUNT, _FAILED)
_PERCENTILES: Final = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99}


def is_stats(text: str) -> bool:
    """Whether the first line is that of a stats CSV."""
    first = text.partition("\n")[0]
    return "," in first and _COUNT in first


def read_csv(text: str, history: str | None) -> Figures:
    """The figures of a stats CSV, and of its history where there is one; raises InputError."""
    rows = list(_rows(text, _NEEDED))
    totals = [row for row in rows if row["Name"] == TOTAL and not row.get("Type")]
    if len(totals) != 1:
        raise InputError(f"the CSV has {len(totals) or 'no'} rows `{TOTAL}`: is it whole?")
    total, gathering = totals[0], Gathering()
    requests = amount(_float(total[_COUNT]))
    gathering.take("requests", requests, f"`{_COUNT}` is no number")
    if requests:
        why = f"`{_FAILED}` is no number"
        gathering.take_failed(amount(_float(total[_FAILED])), requests, why)
    for name in _PERCENTILES:
        column = f"{name[1:]}%"
        value = total.get(column) or (total.get("Median Response Time") if name == "p50" else "")
        why = f"the CSV has no number in a column `{column}`"
        gathering.take(name, seconds(_float(value)), why)
    longest = seconds(_float(total.get("Max Response Time")))
    gathering.take("max", longest, "the CSV has no `Max Response Time`")
    _take_history(gathering, history)
    return gathering.done("locust-csv")


def _take_history(gathering: Gathering, history: str | None) -> None:
    users: list[float] = []
    times: list[float] = []
    for row in _rows(history, ("Name", "Timestamp", _USERS)) if history is not None else ():
        if row["Name"] == TOTAL:
            users += [found for found in (amount(_float(row[_USERS])),) if found is not None]
            times += [found for found in (amount(_float(row["Timestamp"])),) if found is not None]
    why = "only the _stats_history.csv tells it, and " + (
        "there is none" if history is None else "it is empty"
    )
    gathering.take("users", max(users, default=None), why)
    gathering.take("duration", max(times) - min(times) if times else None, why)


def _rows(text: str, needed: Sequence[str]) -> Iterator[Row]:
    """The rows by column; a short one lacks its last columns, which are empty then."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        missing = [name for name in needed if name not in header]
        if missing:
            raise InputError(f"the CSV has no column `{missing[0]}`")
        for cells in reader:
            row = dict(zip(header, cells, strict=False))
            yield {**dict.fromkeys(needed, ""), **row}
    except csv.Error as error:
        raise InputError(f"line {reader.line_num} of the CSV cannot be read: {error}") from error


def _float(text: str | None) -> float | None:
    """A number of Locust's; `N/A` is none, nor is what only Python takes for one."""
    try:
        return float(text) if text and text.isascii() and "_" not in text else None
    except ValueError:
        return None


def read_json(document: Sequence[object]) -> Figures:
    """The figures of a `--json` list; raises InputError when it is none."""
    entries = [each for each in document if isinstance(each, Mapping)]
    if len(entries) < len(document) or not all("num_requests" in each for each in entries):
        raise InputError("it is a JSON list, but none of Locust's statistics")
    gathering = Gathering()
    requests, failed = (_sum(entries, name) for name in ("num_requests", "num_failures"))
    gathering.take("requests", requests, "a `num_requests` is no number")
    if requests:
        gathering.take_failed(failed, requests, "a `num_failures` is no number")
    timed = (requests or 0.0) - (_sum(entries, "num_none_requests") or 0.0)
    counts = _counts(entries)
    why = "`response_times` do not count every request"
    if counts is not None and sum(counts.values()) == timed and timed > 0:
        for name, share in _PERCENTILES.items():
            gathering.take(name, _ranked(counts, share), why)
    else:
        gathering.lacking.update(dict.fromkeys(_PERCENTILES, why))
    longest = [amount(each.get("max_response_time")) for each in entries]
    known = [each for each in longest if each is not None]
    gathering.take("max", seconds(max(known, default=None)), "no `max_response_time`")
    gathering.take("duration", _took(entries), "a time stamp is no number")
    gathering.take("users", None, "Locust's JSON does not tell it: give its _stats.csv")
    return gathering.done("locust-json")


def _sum(entries: Sequence[Mapping[str, object]], name: str) -> float | None:
    found = [amount(each.get(name, 0)) for each in entries]
    known = [each for each in found if each is not None]
    return math.fsum(known) if len(known) == len(found) else None


def _counts(entries: Sequence[Mapping[str, object]]) -> Counter[float] | None:
    """Requests by their time in milliseconds, over all entries; None where one makes no sense."""
    counts: Counter[float] = Counter()
    for each in entries:
        times = each.get("response_times")
        if not isinstance(times, Mapping):
            return None
        for time, count in times.items():
            key, many = amount(_float(str(time))), amount(count)
            if key is None or many is None or many != int(many):
                return None
            counts[key] += int(many)
    return counts


def _ranked(counts: Counter[float], share: float) -> float | None:
    """The nearest rank, in seconds."""
    rank, seen = max(math.ceil(share * sum(counts.values()) - 1e-9), 1), 0
    for time in sorted(counts):
        seen += counts[time]
        if seen >= rank:
            return time / 1000
    return None


def _took(entries: Sequence[Mapping[str, object]]) -> float | None:
    begun = [amount(each.get("start_time")) for each in entries if each.get("num_requests")]
    ended = [
        amount(each.get("last_request_timestamp")) for each in entries if each.get("num_requests")
    ]
    first = [each for each in begun if each is not None]
    last = [each for each in ended if each is not None]
    if not first or len(first) + len(last) < 2 * len(begun):
        return None
    return max(max(last) - min(first), 0.0)
