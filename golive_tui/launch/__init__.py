"""What has happened and what is due: the heart of golive; read it first.

Pure: every function takes values (and `now`) and gives values; nothing here does I/O, reads a
clock or starts a task. May import `checklist` and the ground. Start reading at `events.py` and
`state.py`, then `fold.py`, `decide.py`, `judge.py`, `advance.py`.
"""
