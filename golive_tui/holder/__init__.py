"""Hold: one small process an attempt owns its command, drains its output, publishes its result.

May import `store` (files, address, crash points) and the ground; knows no launch, no event loop
and no heavy library, since the process stays below 20 MB. Start reading at `place.py` (the files
of an attempt) and `run.py` (the loop); the engine calls `start.py`, `adopt.py`, `ask.py` and
`follow.py`.
"""
