import inspect
from typing import get_args

from golive_tui.engine import inbox
from golive_tui.engine.engine import Engine


def test_whatever_comes_in_is_attended_to() -> None:
    """The consumer's `match` names each: what it does not name would be lost without a word."""
    made = {name for name, each in vars(inbox).items() if inspect.getmodule(each) is inbox}
    kinds = {kind.__name__ for kind in get_args(inbox.Work)}
    assert kinds == made - {"Work"}
    consumer = inspect.getsource(Engine._do)
    assert [kind for kind in kinds if f"case {kind}(" not in consumer] == []
