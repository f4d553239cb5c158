"""What `/` understands among the events: text, `!x`, `@ana`, `:item`, `:failed`. Pure.

Words stand one after another and all must hold; `!` turns one round. `:` looks at the beginning of
an event's kind, or of its verb: `:round`, `:passed`, `:probe.changed`. Case does not matter.
"""

from collections.abc import Callable, Iterable
from typing import Final

from golive_tui.checklist.model import Checklist
from golive_tui.launch.events import Event
from golive_tui.launch.sentences import sentence

QUICK: Final = (":item", ":round", ":probe", ":engine")
"""What the key `f` goes through, before it shows everything again."""

Holds = Callable[[Event], bool]


def sought(text: str, checklist: Checklist) -> Holds:
    """Whether an event is looked for; with no words every one is."""
    tests = [_test(word, checklist) for word in text.casefold().split() if word not in _EMPTY]
    return lambda event: all(test(event) for test in tests)


_EMPTY: Final = frozenset({"!", "@", ":", "!@", "!:"})


def _test(word: str, checklist: Checklist) -> Holds:
    if word.startswith("!"):
        positive = _test(word[1:], checklist)
        return lambda event: not positive(event)
    if word.startswith("@"):
        return lambda event: word[1:] in event.by.user.casefold()
    if word.startswith(":"):
        return lambda event: _of_kind(event, word[1:])
    return lambda event: any(word in each for each in _texts(event, checklist))


def _of_kind(event: Event, word: str) -> bool:
    noun, _, verb = event.fact.kind.partition(".")
    verbs = [verb]
    if (verdict := getattr(event.fact, "verdict", None)) is not None:
        verbs.append(str(verdict))
    return (
        event.fact.kind.startswith(word) or noun == word or any(v.startswith(word) for v in verbs)
    )


def _texts(event: Event, checklist: Checklist) -> Iterable[str]:
    yield sentence(event, checklist).casefold()
    yield event.fact.kind
    for name in ("item", "probe", "round"):
        if (subject := getattr(event.fact, name, None)) is not None:
            yield str(subject)
