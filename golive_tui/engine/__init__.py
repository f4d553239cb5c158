"""Do: the background process that owns a launch, and alone writes it.

May import `store`, `probes`, `wire`, `launch` and below; never `client` or a screen. Start
reading at `engine.py` (one inbox, one consumer), then `prober.py`, `server.py`, `assemble.py`.
"""
