"""`golive verify`: are the files of a launch those that its engines wrote?"""

import argparse
import hashlib
import os
from collections.abc import Iterator
from typing import Any, Final

from golive_tui.cli.exit_codes import DONE, NO
from golive_tui.cli.launches import add_launch, meant
from golive_tui.cli.output import answer, answer_json
from golive_tui.cli.parsing import Parser
from golive_tui.errors import NotFound, StoreError
from golive_tui.holder.place import Place
from golive_tui.report.proof import DOES_NOT, PROVES, Proof, follow, prove
from golive_tui.store import snapshot as snapshots
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import open_to_read
from golive_tui.store.recover import ground
from golive_tui.store.snapshot import Snapshot
from golive_tui.text import clean, plural

LOOKS: Final = 3
"""Times that the files are read when they do not fit each other: an engine may be at work."""


def add_arguments(parser: Parser) -> None:
    """Which launch, and how to say it."""
    add_launch(parser)
    parser.add_argument("--json", action="store_true", help="one JSON document for scripts")


def run(args: argparse.Namespace) -> int:
    """Look at every line and every transcript; 0 when all are whole, 1 when one is not."""
    launch = meant(args)
    proof = proof_of(launch)
    if args.json:
        answer_json(_document(launch, proof))
    else:
        for label, text in _rows(proof):
            answer(f"{label:<11} {clean(text, 1000)}")
    return DONE if proof.whole else NO


def proof_of(launch: LaunchDirectory) -> Proof:
    """What the files prove now; raises NotFound, StoreError, VersionMismatch."""
    proof = _proof(launch)
    for _ in range(LOOKS - 1):
        if proof.whole or not proof.chain.whole:
            break
        proof = _proof(launch)  # an engine may have taken in a checklist between the two looks
    return proof


def _proof(launch: LaunchDirectory) -> Proof:
    # state.toml first: a living engine may only have written more of the journal since.
    snapshot = snapshots.read(launch.state)
    state, position = ground(launch)
    seq = snapshot.position.seq if isinstance(snapshot, Snapshot) else -1
    chain = follow(_lines(launch), state, position, seq)
    if not chain.position.lines and chain.whole and not position.seq:
        raise NotFound(f"{launch.path} holds no launch")
    try:
        checklist = hashlib.sha256(launch.read_checklist()).hexdigest()
    except NotFound:
        checklist = None
    return prove(chain, snapshot, checklist, lambda attempt: _digest(launch, attempt))


def _lines(launch: LaunchDirectory) -> Iterator[bytes]:
    try:
        descriptor = open_to_read(launch.journal)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{launch.journal} cannot be read: {error.strerror}.") from error
    with os.fdopen(descriptor, "rb") as file:
        yield from file


def _digest(launch: LaunchDirectory, attempt: str) -> str | None:
    try:
        descriptor = open_to_read(Place(launch.steps / attempt).transcript)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(
            f"the transcript of {attempt} cannot be read: {error.strerror}."
        ) from error
    with os.fdopen(descriptor, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rows(proof: Proof) -> Iterator[tuple[str, str]]:
    chain = proof.chain
    lines = plural(chain.position.lines, "line")
    if chain.whole:
        events = f"events {chain.first_seq} to {chain.position.seq}"
        yield "journal", f"whole: {lines}, {events}, each follows from the one before"
        yield "last link", f"{chain.position.prev} (of event {chain.position.seq})"
    else:
        yield "journal", f"NOT WHOLE: line {chain.bad_line}: {chain.problem}"
        yield "", f"before it {lines} hold"
    if chain.whole:
        yield "checklist", proof.checklist or f"as recorded, sha256 {chain.checklist}"
        covers = f"of this journal, as of event {proof.covered}" if proof.covered else "missing"
        yield "state.toml", proof.state or covers
    good = sum(not problem for problem in proof.attempts.values())
    if proof.attempts:
        yield "transcripts", f"{good} of {len(proof.attempts)} as recorded"
    for attempt, problem in proof.attempts.items():
        if problem:
            yield "", f"{attempt}: {problem}"
    for note in proof.notes:
        yield "note", note
    if proof.whole:
        yield "proven", PROVES
        yield "not proven", DOES_NOT


def _document(launch: LaunchDirectory, proof: Proof) -> dict[str, Any]:
    chain = proof.chain
    return {
        "schema": 1,
        "dir": str(launch.path),
        "whole": proof.whole,
        "journal": {
            "whole": chain.whole,
            "lines": chain.position.lines,
            "first_seq": chain.first_seq,
            "last_seq": chain.position.seq,
            "link": chain.position.prev,
            "bad_line": chain.bad_line or None,
            "problem": chain.problem or None,
            "torn_bytes": chain.torn,
        },
        "checklist": {"sha256": chain.checklist or None, "problem": proof.checklist or None},
        "state": {"problem": proof.state or None},
        "transcripts": {
            attempt: {"sha256": chain.transcripts[attempt], "problem": problem or None}
            for attempt, problem in proof.attempts.items()
        },
        "notes": list(proof.notes),
        "proves": PROVES,
        "does_not_prove": DOES_NOT,
    }
