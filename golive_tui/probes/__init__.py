"""Look: one file a kind of probe, and the machinery that they share.

May import `launch` (samples), `checklist` (fields, conditions) and the ground; heavy libraries
only inside `look`. Start reading at `kind.py`, then `tcp.py`, the shortest kind.
"""
