"""The stand-in of the customer's backend: one child process on 127.0.0.1, no network needed.

HTTP, WebSocket, Socket.IO, metrics, TLS, DNS and the four frontends, each in its own module; none
of them knows the checklist. May import the ground (clock, units, errors, text) and nothing else of
the project. Start reading at `serve.py`; what can be changed while it runs is in `behaviour.py`.
"""
