"""Every kind of probe, by name. A kind that is not in this list does not exist.

Importing it is cheap (no asyncio, no library that speaks a protocol): `golive validate` reads the
specs of all kinds, and looks at nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec.structs import replace

from golive_tui.checklist.fields import Spec
from golive_tui.probes import (
    auth_required,
    backup,
    business,
    cdn,
    command,
    cookies,
    cors,
    dns,
    env,
    file,
    flow,
    frontend,
    health_deep,
    host,
    http,
    load_report,
    metrics,
    not_exposed,
    postgres,
    prometheus,
    rate_limit,
    redirect,
    redis,
    scan_report,
    secret,
    security_headers,
    socketio,
    tcp,
    test_report,
    tls,
    tls_policy,
    version,
    websocket,
    ws_upgrade,
)
from golive_tui.probes.kind import ProbeKind

KINDS: Final[Mapping[str, ProbeKind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            http.KIND,
            websocket.KIND,
            socketio.KIND,
            tls.KIND,
            tls_policy.KIND,
            dns.KIND,
            tcp.KIND,
            host.KIND,
            command.KIND,
            env.KIND,
            secret.KIND,
            file.KIND,
            load_report.KIND,
            postgres.KIND,
            redis.KIND,
            prometheus.KIND,
            metrics.KIND,
            backup.KIND,
            business.KIND,
            scan_report.KIND,
            test_report.KIND,
            redirect.KIND,
            cdn.KIND,
            cors.KIND,
            security_headers.KIND,
            cookies.KIND,
            rate_limit.KIND,
            auth_required.KIND,
            not_exposed.KIND,
            version.KIND,
            health_deep.KIND,
            ws_upgrade.KIND,
            frontend.KIND,
            flow.KIND,
        )
    }
)


def specs() -> Mapping[str, Spec]:
    """The fields and the facts of each kind, for the checklist's reader."""
    return {
        name: replace(
            kind.spec,
            facts=tuple(fact.path for fact in kind.facts),
            check_only=kind.check_only,
        )
        for name, kind in KINDS.items()
    }
