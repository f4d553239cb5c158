"""Stand-ins for the commands of the document: they look and take time like them, and do nothing.

`acts.py` has the vocabulary, each other file the play of one command; `player.py` plays it.
Imports only the ground. Start reading at `acts.py`, then `frontends.py`.
"""
