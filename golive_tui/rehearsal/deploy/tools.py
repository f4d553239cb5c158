"""What checks ask of command line tools: `railway status` and `variables`, `docker image inspect`,
`psql` for the newest migration. They answer at once; told to fail, they answer badly.
"""

import json
from collections.abc import Callable, Mapping
from typing import Final

from golive_tui.rehearsal.deploy.acts import Break, Play, Say, Scene

PROJECT: Final = "flowmind-universal-backend"
IMAGE: Final = "flowmind/universal-backend:2.4.1"
MIGRATION: Final = "20261112093000"
"""The newest migration; `_OLDER` is the one before it."""
_OLDER: Final = "20261028141500"

_SET: Final[Mapping[str, str]] = {
    "NODE_ENV": "production",
    "SUPABASE_URL": "https://rehearsal.supabase.co",
    "SUPABASE_SERVICE_ROLE_KEY": "played-service-role-k7Gq",
    "OPENAI_API_KEY": "played-openai-Tz29",
    "ANTHROPIC_API_KEY": "played-anthropic-Lm58",
    "GROQ_API_KEY": "played-groq-Wx31",
    "REDIS_URL": "redis://played:6379",
    "ALLOWED_ORIGINS": "https://flowmind.app,https://citypulse.flowmind.app",
    "RATE_LIMITING_ENABLED": "true",
}


def platform(scene: Scene) -> Play:
    """`railway status --json`, `railway variables --kv` of all, and of the secrets."""
    tell = _TELLS.get(scene.where, _status)
    yield from tell(scene)


def _status(_scene: Scene) -> Play:
    yield Break((f"Project {PROJECT} not found. Run railway link to connect to a project.",))
    edges = [{"node": {"id": "e-1", "name": name}} for name in ("production", "staging")]
    yield Say(json.dumps({"id": "p-1", "name": PROJECT, "environments": {"edges": edges}}))


def _variables(scene: Scene) -> Play:
    for name, value in _SET.items():
        if not (scene.fails and name == "ANTHROPIC_API_KEY"):
            yield Say(f"{name}={value}")
    yield Say(f"JWT_SECRET={scene.secret}")


def _secrets(scene: Scene) -> Play:
    yield Say(f"JWT_SECRET={'your-256-bit-secret' if scene.fails else scene.secret}")


_TELLS: Final[Mapping[str, Callable[[Scene], Play]]] = {
    "status": _status,
    "variables": _variables,
    "secrets": _secrets,
}


def image(_scene: Scene) -> Play:
    """`docker image inspect`: the image that the deployment uploads."""
    yield Break((f"Error response from daemon: No such image: {IMAGE}",))
    config = {
        "User": "node",
        "ExposedPorts": {"3001/tcp": {}},
        "Healthcheck": {"Test": ["CMD", "wget", "-qO-", "http://localhost:3001/health"]},
        "Labels": {"version": IMAGE.partition(":")[2]},
    }
    told = {"Id": f"sha256:{'4f2c9ab1' * 8}", "RepoTags": [IMAGE], "Os": "linux", "Config": config}
    yield Say(json.dumps([told]))


def migration(scene: Scene) -> Play:
    """The newest revision that the database has."""
    yield Say(_OLDER if scene.fails else MIGRATION)
