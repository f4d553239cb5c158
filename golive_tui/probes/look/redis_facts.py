"""What Redis says of itself (INFO), as facts; and what its refusals mean."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from golive_tui.probes.look.reasons import Reading

_BY_WORD: Final[dict[str, tuple[Literal["fail", "error"], str]]] = {
    # The first word of an error reply; the client cuts some of them off and has classes instead.
    "LOADING": ("fail", "db.starting"),
    "BUSY": ("fail", "db.timeout"),
    "READONLY": ("fail", "db.read_only"),
    "MISCONF": ("fail", "db.read_only"),
    "OOM": ("fail", "db.read_only"),
    "NOREPLICAS": ("fail", "db.read_only"),
    "MASTERDOWN": ("fail", "db.starting"),
    "NOAUTH": ("fail", "auth.rejected"),
    "WRONGPASS": ("fail", "auth.rejected"),
    "NOPERM": ("fail", "auth.rejected"),
    "DENIED": ("fail", "auth.rejected"),
}
_BY_CLASS: Final[dict[str, tuple[Literal["fail", "error"], str]]] = {
    "BusyLoadingError": ("fail", "db.starting"),
    "ReadOnlyError": ("fail", "db.read_only"),
    "OutOfMemoryError": ("fail", "db.read_only"),
    "MasterDownError": ("fail", "db.starting"),
    "AuthenticationError": ("fail", "auth.rejected"),
    "AuthenticationWrongNumberOfArgsError": ("fail", "auth.rejected"),
    "AuthorizationError": ("fail", "auth.rejected"),
    "NoPermissionError": ("fail", "auth.rejected"),
    "MaxClientsError": ("fail", "db.pool_exhausted"),
    "InvalidResponse": ("fail", "db.rejected"),
}
_UNPASSWORDED: Final = re.compile("without any password|no password is set|invalid username-pass")


def refusal(error: Exception) -> Reading | None:
    """What an error of the client means; None where a cause below it says more."""
    words = str(error).strip() or type(error).__name__
    if "max number of clients" in words:
        return Reading("fail", "db.pool_exhausted", words)
    if _UNPASSWORDED.search(words.lower()):
        return Reading("fail", "auth.rejected", words)
    known = _BY_WORD.get(words.partition(" ")[0]) or _BY_CLASS.get(type(error).__name__)
    if known is not None:
        return Reading(*known, words)
    if type(error).__name__ in {"ResponseError", "ModuleError", "ExecAbortError"}:
        return Reading("fail", "db.rejected", words)
    return None


def read_info(text: str) -> dict[str, str]:
    """The lines `name:value` of INFO."""
    pairs = (line.partition(":") for line in text.splitlines() if not line.startswith("#"))
    return {name: value for name, colon, value in pairs if colon}


def facts_of(info: Mapping[str, str], now: float) -> dict[str, object]:
    """Facts of an INFO at `now` (seconds since the epoch); one that is not told is left out."""
    number = {name: float(value) for name, value in info.items() if _is_number(value)}
    facts: dict[str, object] = {}
    for fact, name in _PLAIN.items():
        if name in number:
            facts[fact] = number[name]
    if "redis_version" in info:
        facts["version"] = info["redis_version"]
    if "role" in info:
        facts["role"] = "replica" if info["role"] == "slave" else info["role"]
    facts["memory"] = _memory(info, number)
    hits, misses = number.get("keyspace_hits", 0.0), number.get("keyspace_misses", 0.0)
    if hits + misses:
        facts["hit_ratio"] = hits / (hits + misses)
    facts |= _persistence(info, number, now)
    if "master_link_status" in info:
        facts["link_up"] = info["master_link_status"] == "up"
        heard = number.get("master_last_io_seconds_ago", -1.0)
        if heard >= 0:
            facts["link_age_seconds"] = heard
    return facts


_PLAIN: Final = {
    "clients": "connected_clients",
    "clients_max": "maxclients",
    "evicted": "evicted_keys",
    "replicas": "connected_slaves",
    "unsaved_changes": "rdb_changes_since_last_save",
    "uptime_seconds": "uptime_in_seconds",
}


def _memory(info: Mapping[str, str], number: Mapping[str, float]) -> dict[str, object]:
    memory: dict[str, object] = {}
    used, most = number.get("used_memory"), number.get("maxmemory", 0.0)
    if used is not None:
        memory["used"] = used
        if most:  # 0 stands for no limit
            memory |= {"max": most, "ratio": used / most}
    if "maxmemory_policy" in info:
        memory["policy"] = info["maxmemory_policy"]
    return memory


def _persistence(
    info: Mapping[str, str], number: Mapping[str, float], now: float
) -> dict[str, object]:
    facts: dict[str, object] = {}
    wrote = [info[n] for n in ("rdb_last_bgsave_status", "aof_last_write_status") if n in info]
    if wrote:
        facts["last_save_ok"] = all(status == "ok" for status in wrote)
    if "rdb_last_save_time" in number:
        facts["last_save_age_seconds"] = max(now - number["rdb_last_save_time"], 0.0)
    return facts


def persistence_of(info: Mapping[str, str], save: str | None) -> str | None:
    """aof, rdb or none; `save` is the server's setting, None where it does not tell: then a
    server without AOF is not known to be either."""
    if info.get("aof_enabled") == "1":
        return "aof"
    return None if save is None else "rdb" if save.strip() else "none"


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"-?\d{1,19}(?:\.\d{1,9})?", value))
