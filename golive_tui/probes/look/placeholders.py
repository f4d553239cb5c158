"""Values that only hold the place of one: what `.env.example` files, copied, leave behind."""

import re
from typing import Final

_WHOLE: Final = re.compile(
    r"""(?ix)
    change[-_ ]?(?:me|this|it).* | replace[-_ ]?(?:me|this|with).* | insert[-_ ].* | fill[-_ ]?me.*
    | to[-_ ]?do[:\s].* | to[-_ ]?do | tbd | fix[-_ ]?me | place[-_ ]?holder.* | dummy | example
    | none | null | nil | undefined | nan | x{3,} | \*{3,} | \.{3,} | -{3,} | \?+
    | \[object\ object\]
    """
)
"""What is one if it is all of the value. `undefined` is what JavaScript makes of a name unset."""

_ANYWHERE: Final = re.compile(
    r"""(?ix)
    <[a-z][a-z0-9 _.-]{2,60}> | \$\{[^{}]{1,100}\} | \{\{[^{}]{1,100}\}\}
    | (?<![a-z0-9])your[-_](?:[a-z0-9]|$) | change[-_]?me | replace[-_]me
    """
)
"""What is one wherever it stands: `https://your-project.supabase.co`, `<password>` in the address
of a database, a `${NAME}` that nobody filled in."""

LONGEST: Final = 10_000
"""Characters that are looked at."""


def is_placeholder(value: str) -> bool:
    """Whether the value holds the place of one, in whole or in part."""
    text = value.strip()[:LONGEST]
    return bool(_WHOLE.fullmatch(text) or _ANYWHERE.search(text))
