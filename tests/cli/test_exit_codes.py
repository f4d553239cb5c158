import inspect

import pytest

from golive_tui import errors
from golive_tui.cli.exit_codes import BAD_INPUT, ENGINE, MEANINGS, NO, NOT_FOUND, exit_code

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.GoliveError)
]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.InputError("x"), BAD_INPUT),
        (errors.ChecklistError("x.toml", []), BAD_INPUT),
        (errors.TemplateError("x"), BAD_INPUT),
        (errors.TerminalUnfit("x"), BAD_INPUT),
        (errors.NotFound("x"), NOT_FOUND),
        (errors.Refused("x"), ENGINE),
        (errors.EngineBusy("x"), ENGINE),
        (errors.EngineUnreachable("x"), ENGINE),
        (errors.StoreUnwritable("x"), ENGINE),
        (errors.JournalDamaged("x", line=7), ENGINE),
        (errors.VersionMismatch("x"), ENGINE),
    ],
)
def test_every_error_has_its_code(error: errors.GoliveError, code: int) -> None:
    assert exit_code(error) == code


@pytest.mark.parametrize("kind", KINDS)
def test_no_error_is_taken_for_an_answer(kind: type[errors.GoliveError]) -> None:
    """1 says hold or no-go, and 0 says go: neither may come of something that broke."""
    error = kind.__new__(kind)
    assert exit_code(error) in MEANINGS.keys() - {0, NO}
