"""A Redis server: whether it lets us in, how full it is, and whether it keeps what it holds."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Choice, Field, Flag, Spec, Text
from golive_tui.probes.extras import extra
from golive_tui.probes.kind import OF_A_DATABASE, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, SERVER_NAME, VERIFY, Given

SPEC: Final = Spec(
    name="redis",
    help="Logs in to Redis, pings it and reads its own figures. Needs the extra `redis`.",
    fields=(
        Field(
            name="url",
            type=Text(template=True, example="${env:REDIS_URL}"),
            required=True,
            help="redis://USER:PASSWORD@HOST:PORT/DATABASE, rediss:// over TLS; a secret",
        ),
        Field(
            name="role",
            type=Choice(words=("master", "replica", "any")),
            default="master",
            help="what it must be; a replica whose link to its master is down fails as either",
        ),
        Field(
            name="canary",
            type=Flag(),
            default=False,
            help="whether to write a key of its own that expires within a minute, and read it back",
        ),
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="ping_seconds", help="seconds until the PONG"),
    FactDoc(path="connect_seconds", help="seconds until logged in"),
    FactDoc(path="canary_seconds", help="seconds to write the canary and read it back"),
    FactDoc(path="version", help="such as 7.2.4"),
    FactDoc(path="role", help="master or replica"),
    FactDoc(path="clients", help="connections of clients, this one included"),
    FactDoc(path="clients_max", help="how many it allows"),
    FactDoc(path="memory.used", help="bytes in use"),
    FactDoc(path="memory.max", help="bytes that it may use; not there without a limit"),
    FactDoc(path="memory.ratio", help="used / max, 0 to 1; not there without a limit"),
    FactDoc(path="memory.policy", help="what it does when full: noeviction, allkeys-lru, ..."),
    FactDoc(path="evicted", help="keys that it threw away for want of memory, since its start"),
    FactDoc(path="hit_ratio", help="share of reads that found their key, since its start"),
    FactDoc(path="persistence", help="aof, rdb, or none: nothing survives a restart"),
    FactDoc(path="last_save_ok", help="whether the last snapshot and the last AOF write succeeded"),
    FactDoc(path="last_save_age_seconds", help="seconds since the last snapshot"),
    FactDoc(path="unsaved_changes", help="changes since the last snapshot"),
    FactDoc(path="replicas", help="a master's replicas that are connected"),
    FactDoc(path="link_up", help="a replica: whether its link to the master is up"),
    FactDoc(path="link_age_seconds", help="a replica: seconds since it last heard its master"),
    FactDoc(path="uptime_seconds", help="seconds since its start"),
    FactDoc(path="ip", help="the address that answered"),
)


class Redis:
    """`kind = "redis"`."""

    name = "redis"
    spec = SPEC
    facts = FACTS
    reasons = OF_A_DATABASE
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout that logs in anew at each look."""
        with extra("redis", "redis", "redis"):
            from golive_tui.probes.look.redis import RedisLookout
            from golive_tui.probes.look.redis_line import Place

        given = Given(SPEC, settings)
        return RedisLookout(
            place=Place.read(
                given.needed("url"),
                verify=given.flag("verify"),
                ca=given.file("ca", reach.directory),
                server_name=given.text("server_name"),
            ),
            role=given.text("role"),
            canary=given.flag("canary"),
            deadline=reach.deadline,
        )


KIND: Final = Redis()
