"""Libraries that not every launch needs: installed on demand, and missed with a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from golive_tui.errors import InputError


@contextmanager
def extra(kind: str, name: str, library: str) -> Iterator[None]:
    """Import what needs `library` in this block; raises InputError that names the extra `name`.

    Any other module that cannot be imported is a bug, and stays one.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library:
            raise
        raise InputError(
            f"{kind}: {library} is not installed", hint=f"pip install 'golive-tui[{name}]'"
        ) from error
