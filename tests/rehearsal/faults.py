"""The fault that breaks each machine-verified item of flowmind.toml, and what its check must say.

A fault is an order to the stand-in, or the names of what `golive-rehearse` is told to do badly.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

FRONTENDS = ("flowmind", "citypulse", "quantum", "velocity")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """`order`: for the stand-in's control; `told`: names in the file `fail`; `reason` and `words`:
    what the first check that fails must say."""

    order: Mapping[str, object] = field(default_factory=dict)
    told: str = ""
    reason: str
    words: str


def _figure(words: str, **order: object) -> Fault:
    return Fault(order=order, reason="assert.failed", words=words)


def _gauge(name: str, value: object, words: str) -> Fault:
    return _figure(words, gauges={name: value})


def _built(words: str, name: str = "quantum", **how: bool) -> Fault:
    return _figure(words, frontends={name: how})


def _told(name: str, words: str, reason: str = "assert.failed") -> Fault:
    return Fault(told=name, reason=reason, words=words)


SLOW: Mapping[str, object] = {"extra_latency": "300ms"}

FAULTS: Mapping[str, Fault] = {
    # Infrastructure Setup
    "domain-api-flowmind-app-purchased-and-configured": Fault(
        order={"dns": {"flowmind.app": "NXDOMAIN"}},
        reason="dns.nxdomain",
        words="the name does not exist",
    ),
    "dns-a-records": _figure("192.0.2.66", dns={"api.flowmind.app": "192.0.2.66"}),
    "cdn-configured": _figure("cf-ray", drop_headers=["cf-ray"]),
    "ssl-certificates": Fault(order={"tls": "expired"}, reason="tls.expired", words="certificate"),
    "railway-heroku-project-created-and-configured": _told(
        "platform-status", "Run railway link", "cmd.exit"
    ),
    "environment-variables-set-securely": _told("platform-variables", "ANTHROPIC_API_KEY not set"),
    "database-supabase-production-instance-ready": _figure("'unhealthy'", database="unhealthy"),
    "redis-instance-provisioned-for-websocket-scaling": _figure("'unhealthy'", redis="unhealthy"),
    "firewall-rules-configured": _figure("must be shut", firewall=["redis"]),
    "rate-limiting-enabled": Fault(
        order={"drop_headers": ["ratelimit-limit"]},
        reason="assert.failed",
        words="header.ratelimit-limit",
    ),
    "cors-policies": _figure("evil.example", cors="reflect"),
    "security-headers": _figure(
        "content-security-policy: missing", drop_headers=["content-security-policy"]
    ),
    "jwt-secrets-generated-and-secure": _told("platform-secrets", "JWT_SECRET"),
    # Application Readiness
    "docker-image-built-and-tested": _told("image", "No such image", "cmd.exit"),
    "health-checks-responding": _figure("the whole is warning", health="warning"),
    "all-api-endpoints-functional": Fault(
        order={"status": {"/api/v1/citypulse/alerts": 500}},
        reason="assert.failed",
        words="citypulse-alerts: ",
    ),
    "websocket-connections": Fault(order={"ws_refused": "100%"}, reason="ws.rejected", words="503"),
    "database-migrations-successful": _told("migration", "20261028141500"),
    "all-4-frontends-configured-for-production-api": _built("is not found", api=False),
    "environment-variables-updated": _built("/ws is not found", websocket=False),
    "mock-data-disabled": _built("mock data", mock=True),
    "error-handling-implemented": _built("unhandledrejection", errors=False),
    "analytics-tracking-enabled": _built("_paq", analytics=False),
    # Testing Completed
    "authentication-tests-passed": _told("e2e-auth", "1 of 3 tests did not pass"),
    "api-endpoint-tests-passed": _told("e2e-api", "1 of 3 tests did not pass"),
    "websocket-tests-passed": _told("e2e-websocket", "1 of 2 tests did not pass"),
    "cross-frontend-tests-passed": _told("e2e-frontends", "1 of 2 tests did not pass"),
    "load-users": _told("load-test-results", "users"),
    "load-response-times": _told("load-test-results", "p95 is 0.6439"),
    "load-error-rate": _told("load-test-results", "error_rate is 0.114"),
    "websocket-stability-verified": _told("load-test-results", "checks"),
    "penetration-testing-completed": _told("penetration-test", "1 high, 0 allowed"),
    "vulnerability-scans-passed": _told("trivy", "1 critical, 0 allowed"),
    "authentication-authorization-verified": _figure("open to anyone", auth="open"),
    "rate-limiting-tested": _figure("no 429 in 60 requests", limiter="off"),
    # Application Monitoring
    "health-endpoint-monitored-every-30s": _figure("'unhealthy'", health="unhealthy"),
    "database-connectivity-checked": _figure("gauge.up is 0", database="unhealthy"),
    "external-api-availability-verified": _figure(
        "groq is unhealthy", external_apis={"groq": "unhealthy"}
    ),
    "response-time-tracking-lt-100ms-target": _figure("quantile.p95", **SLOW),
    "throughput-monitoring-gt-1000-req-min": _figure("rate.requests", traffic="20%"),
    "error-rate-tracking-lt-0-1-percent-target": _figure("gauge.last_minute", error_ratio="6%"),
    "websocket-connection-stability": _gauge("websockets", 0, "gauge.open is 0"),
    # Infrastructure Monitoring
    "cpu-usage-lt-70-percent-average": _gauge("cpu_ratio", "92%", "gauge.cpu is 0.92"),
    "memory-usage-lt-80-percent-average": _figure("gauge.memory is 0.91", memory_used_ratio="91%"),
    "disk-space-lt-80-percent-full": _gauge("disk_ratio", "85%", "gauge.disk is 0.85"),
    "network-bandwidth": _figure("rate.sent is 0", traffic="0%"),
    "connection-pool-status": _gauge("pool_used", 39, "pool.used is 39"),
    "query-performance": _gauge("query_seconds", "450ms", "gauge.query is 0.45"),
    "storage-usage": _gauge("database_bytes", "7.5GiB", "gauge.bytes"),
    "backup-verification": _told("backup", "the newest backup has 8 bytes"),
    # Business Metrics
    "active-users-per-frontend": _figure("velocity", active_users={"velocity": 0}),
    "authentication-success-rate": _gauge("auth_success_ratio", "71%", "gauge.success is 0.71"),
    "feature-usage-tracking": _figure("rate.used is 0", traffic="0%"),
    "error-occurrences-by-frontend": _figure("ratio.", frontend_errors="60%"),
    "lt-100ms-api-response-time": _figure("quantile.p95", **SLOW),
    "lt-5s-websocket-connection-time": Fault(
        order={"ws_refused": "100%"}, reason="ws.rejected", words="503"
    ),
    "zero-data-loss-guarantee": _figure("ratio.stored is 0.9", stored="95%"),
    # Steps and success criteria
    "verify-staging": Fault(
        order={"status": {"/api/v1/swarm/tasks": 502}},
        reason="assert.failed",
        words="swarm-tasks: ",
    ),
    "all-4-frontends-functional": _built("/assets/index.js: HTTP 404", broken=True),
    "response-times-within-targets": _figure("quantile.p95", **SLOW),
    "backup-recovery-tested": Fault(
        told="restore-test", reason="stale.no_sample", words="a restore was last tested"
    ),
    "performance-slas-met": _figure("quantile.p95", **SLOW),
}
