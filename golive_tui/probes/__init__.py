"""Look: what kinds of probe there are (a light file each), and `take`, which makes a sample.

May import `launch` (samples), `checklist` (fields, conditions) and the ground. What looks at the
world, and every heavy library, stands in `look/` and is imported when a probe first opens. Start
reading at `kind.py`, then `tcp.py` with `look/tcp.py`, the shortest kind, then `take.py`.
"""
