import importlib

import pytest

from golive_tui.errors import InputError
from golive_tui.probes.extras import extra


def test_a_library_that_is_not_there_is_an_extra_to_install() -> None:
    with pytest.raises(InputError) as caught, extra("pigeon", "mail", "no_such_library"):
        importlib.import_module("no_such_library.client")
    assert caught.value.message == "pigeon: no_such_library is not installed"
    assert caught.value.hint == "pip install 'golive-tui[mail]'"


def test_any_other_module_that_is_not_there_is_a_bug() -> None:
    with pytest.raises(ModuleNotFoundError), extra("pigeon", "mail", "no_such_library"):
        importlib.import_module("another_library")
