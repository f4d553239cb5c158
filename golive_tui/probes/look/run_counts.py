"""What any report of tests comes down to: counts, of when, of which commit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from golive_tui.probes.look.report_date import Told

NAMED: Final = 3
"""So many failing tests are named, and so many contradictions told."""

COMMIT_NAMES: Final = (
    "commit", "git.commit", "git_commit", "gitCommit", "git.commit.id", "git.sha", "git_sha",
    "GIT_COMMIT", "GITHUB_SHA", "CI_COMMIT_SHA", "commit_sha", "commitHash", "sha", "revision",
    "revision.id", "vcs.revision",
)  # fmt: skip
"""Names under which tools and their users write down the commit."""

COUNTED: Final = ("tests", "passed", "failed", "errors", "skipped", "flaky")


@dataclass(slots=True)
class Counts:
    """Tests by what became of them; one that passed at a later try is among `passed` too."""

    passed: int = 0
    failed: int = 0
    errors: int = 0
    skipped: int = 0
    flaky: int = 0

    @property
    def tests(self) -> int:
        """All of them."""
        return self.passed + self.failed + self.errors + self.skipped

    def of(self, name: str) -> int:
        """One of COUNTED."""
        return int(getattr(self, name))

    def add(self, kind: str, *, flaky: bool = False) -> None:
        """One more of a kind: passed, failed, errors or skipped."""
        setattr(self, kind, self.of(kind) + 1)
        self.flaky += flaky

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        names = ("passed", "failed", "errors", "skipped", "flaky")
        return Counts(**{name: self.of(name) + other.of(name) for name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A report as it was read. `disagree`: where its own counts contradict its tests; then
    `told_failing` is the most failures or errors that a count tells of."""

    format: str
    counts: Counts
    failing: tuple[str, ...] = ()
    disagree: tuple[str, ...] = ()
    told_failing: int = 0
    told: Told | None = None
    duration: float | None = None
    commit: str | None = None
    interrupted: str = ""


def commit_of(found: Mapping[str, object], names: Sequence[str]) -> str | None:
    """The first of the names that holds a commit: 7 to 64 hex digits, or a tag without blanks."""
    for name in names:
        text = found.get(name)
        if isinstance(text, str) and re.fullmatch(r"[\w.@/+-]{1,100}", text.strip()):
            return text.strip()
    return None


def same_commit(one: str, other: str) -> bool:
    """Whether both name one commit; a hash may be cut to 7 digits or more, as git cuts it."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    if short == long:
        return True
    return (
        len(short) >= 7 and re.fullmatch("[0-9a-f]+", long) is not None and long.startswith(short)
    )
