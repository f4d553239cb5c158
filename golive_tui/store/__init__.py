"""Remember: the launch directory, and everything that outlives the engine's process.

May import `launch` (events, state, samples) and the ground; knows no network and no event loop.
Start reading at `directory.py` (which files there are) and `journal.py` (the commit point), then
`recover.py` (how a launch comes back); `chain.py` and `codec.py` say what a line of journal is.
"""
