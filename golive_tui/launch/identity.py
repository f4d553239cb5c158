"""Who is who: one person, two, or two by their own word only.

A person is known by the uid that the kernel tells of the other end of the socket. People who share
an account (`deploy`, or root through sudo) have one uid: then only what they claim tells them
apart, SUDO_USER or a name that they type, and that is no proof.
"""

from typing import Final, Literal

from golive_tui.launch.events import By
from golive_tui.text import clean

UNPROVEN: Final = "identity not proven"

Likeness = Literal["same", "other", "unproven"]


def called(by: By, name: str = "") -> str:
    """What a person is called: by the name they give, by what sudo says, or by their account."""
    return name or by.claim or by.user


def likeness(one: By, one_name: str, other: By, other_name: str) -> Likeness:
    """Whether these are one person, two, or two by their own word only."""
    if called(one, one_name).casefold() == called(other, other_name).casefold():
        return "same"
    proven = all(by.how == "peer" and by.uid > 0 and not by.claim for by in (one, other))
    return "other" if proven and one.uid != other.uid else "unproven"


def with_doubt(name: str, like: Likeness) -> str:
    """The name, and that it is not proven where it is not."""
    return f"{name} ({UNPROVEN})" if like == "unproven" else name


def name_of(text: str) -> str:
    """A name as it was given: one clean line."""
    return clean(text.strip().partition("\n")[0], 60).strip()
