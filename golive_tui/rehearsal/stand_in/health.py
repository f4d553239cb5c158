"""`/health` and its two short forms, as the customer's `server.production` variant tells them."""

from golive_tui.rehearsal.stand_in.behaviour import EXTERNAL_APIS, HEALTHY, Behaviour
from golive_tui.rehearsal.stand_in.http_server import Reply, json_reply
from golive_tui.rehearsal.stand_in.vitals import POOL_SIZE
from golive_tui.rehearsal.stand_in.world import World
from golive_tui.units import show_instant

ENVIRONMENT = "rehearsal"
FEATURES = ("ai_models", "citypulse", "quantum_swarm", "velocity_swarm", "websocket")

MEMORY_WARNING = 0.85


def report(world: World) -> Reply:
    """The whole health, always with HTTP 200: the word is in `status`."""
    behaviour, now = world.behaviour, world.vitals()
    return json_reply(
        {
            "status": word(behaviour, now.memory_ratio),
            "timestamp": show_instant(world.now()),
            "version": behaviour.version,
            "environment": ENVIRONMENT,
            "features": dict.fromkeys(FEATURES, True),
            "checks": {
                "database": {
                    "status": behaviour.database,
                    "ms": round(now.query_seconds * 1000, 2),
                    "pool": {"used": now.pool_used, "size": POOL_SIZE},
                },
                "redis": {"status": behaviour.redis, "ms": round(now.redis_seconds * 1000, 2)},
                "memory": {
                    "status": "warning" if now.memory_ratio > MEMORY_WARNING else HEALTHY,
                    "used_ratio": now.memory_ratio,
                },
                "external_apis": {
                    name: behaviour.external_apis.get(name, HEALTHY) for name in EXTERNAL_APIS
                },
            },
            "uptime": round(world.elapsed(), 3),
        }
    )


def word(behaviour: Behaviour, memory_ratio: float) -> str:
    """The word that was ordered, or what the checks amount to."""
    if behaviour.health is not None:
        return behaviour.health
    if behaviour.database != HEALTHY or behaviour.redis != HEALTHY:
        return "unhealthy"
    beyond = any(told != HEALTHY for told in behaviour.external_apis.values())
    return "warning" if beyond or memory_ratio > MEMORY_WARNING else HEALTHY


def ready(world: World) -> Reply:
    """503 while the database or Redis does not answer."""
    behaviour = world.behaviour
    if behaviour.database != HEALTHY or behaviour.redis != HEALTHY:
        return json_reply({"status": "not ready"}, status=503)
    return json_reply({"status": "ready"})


def live(world: World) -> Reply:
    """200 as long as the process answers."""
    return json_reply({"status": "alive", "uptime": round(world.elapsed(), 3)})
