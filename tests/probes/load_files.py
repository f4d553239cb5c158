"""Reports of load tests, made after the shapes of real ones (k6 0.4x to 1.x, Locust 2.47)."""

import json
from typing import Any

TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJib3QifQ.c2lnbmVk"
"""What a script's setup() may have put into its data."""

Json = dict[str, Any]


def k6(
    *,
    requests: int = 1000,
    failed: int = 2,
    p95: float = 63.2,
    users: int = 1000,
    times: Json | None = None,
    metrics: Json | None = None,
) -> Json:
    """What k6 hands to handleSummary; a threshold's true means passed."""
    values = {"avg": 27.4, "min": 1.0, "med": 21.8, "max": 812.4, "p(90)": 48.9, "p(95)": p95}
    rate = failed / requests if requests else 0
    made: Json = {
        "http_reqs": {"type": "counter", "values": {"count": requests, "rate": 10.0}},
        "http_req_duration": {
            "type": "trend",
            "contains": "time",
            "values": values if times is None else times,
            "thresholds": {"p(95)<500": {"ok": True}},
        },
        "http_req_failed": {
            "type": "rate",
            "values": {"rate": rate, "passes": failed, "fails": requests - failed},
        },
        "checks": {"type": "rate", "values": {"rate": 0.75, "passes": 3, "fails": 1}},
        "vus": {"type": "gauge", "values": {"value": 1, "min": 1, "max": users}},
        "vus_max": {"type": "gauge", "values": {"value": 3083, "min": 3040, "max": 3083}},
        "ws_sessions": {"type": "counter", "values": {"count": 77, "rate": 0.1}},
    }
    return {
        "root_group": {"groups": [], "checks": []},
        "options": {},
        "state": {"isStdOutTTY": False, "testRunDurationMs": 90_500.5},
        "setup_data": {"token": TOKEN},
        "metrics": made | (metrics or {}),
    }


def k6_export(**more: Any) -> Json:
    """The same run as --summary-export has it: flat, and a threshold's true means crossed."""
    flat: Json = {}
    for name, metric in k6(**more)["metrics"].items():
        flat[name] = dict(metric["values"])
        if "rate" in flat[name] and "passes" in flat[name]:
            flat[name]["value"] = flat[name].pop("rate")
    flat["http_req_duration"]["thresholds"] = {"p(95)<500": False, "p(95)<50": True}
    return {"metrics": flat, "root_group": {"groups": {}, "checks": {}}}


def text(document: object) -> str:
    return json.dumps(document)


HEADER = (
    "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,"
    "Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,"
    "50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%"
)
STATS = (
    f"{HEADER}\n"
    'GET,"/api/a, ""b""",100,1,20,22.1,3.2,810.5,120,5.0,0.05,20,25,30,33,45,60,80,95,700,810,810\n'
    "POST,/login,20,1,31,35.0,9.9,120.0,88,1.0,0.05,31,33,40,42,60,90,110,120,120,120,120\n"
    ",Aggregated,120,2,21,24.3,3.2,810.5,115,6.0,0.1,21,26,31,34,48,72,90,110,700,810,810\n"
)
HISTORY_HEADER = (
    "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,"
    "99.99%,100%,Total Request Count,Total Failure Count,Total Median Response Time"
)
HISTORY = (
    f"{HISTORY_HEADER}\n"
    "1764000000,1,,Aggregated,0.0,0.0,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,0,0,0\n"
    "1764000060,1200,,Aggregated,6.0,0.1,21,26,31,34,48,72,90,110,700,810,810,60,1,21\n"
    "1764000060,1200,GET,/api/a,6.0,0.1,21,26,31,34,48,72,90,110,700,810,810,60,1,21\n"
    "1764000120,40,,Aggregated,6.0,0.1,21,26,31,34,48,72,90,110,700,810,810,118,2,21\n"
)


def locust(**more: Any) -> Json:
    """One entry of what --json prints."""
    times = {"20.0": 50, "30": 40, "70": 6, "110": 3, "810.0": 1}
    return {
        "name": "/api/a",
        "method": "GET",
        "num_requests": 100,
        "num_failures": 2,
        "num_none_requests": 0,
        "max_response_time": 812.5,
        "min_response_time": 3.2,
        "response_times": times,
        "start_time": 1764000000.5,
        "last_request_timestamp": 1764000121.0,
    } | more
