"""Parts of a JSON document that may hold anything: taken as what they should be, or told."""

from collections.abc import Mapping

from golive_tui.errors import InputError


def mapping(value: object) -> Mapping[str, object]:
    """A JSON object, or an empty one in place of anything else."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: object) -> list[Mapping[str, object]]:
    """The JSON objects of a list; none where there is no list. Raises InputError for a list that
    holds anything else: what is passed over could be what is looked for."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise InputError("it is damaged: what should be a list of objects is none")
    return list(value)


def words(value: object, limit: int = 200) -> str:
    """A text, cut; empty in place of anything else."""
    return value[:limit] if isinstance(value, str) else ""


def amount(value: object) -> int | None:
    """A count: a whole number that is not negative, also one written as text (ZAP)."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return None
