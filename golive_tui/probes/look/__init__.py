"""How each kind looks: sockets, TLS, HTTP, WebSocket, DNS, this host, child processes.

Imported only when a probe opens: nothing here may be imported by a kind's declaration at its
top. Start reading at `stages.py` and `dial.py`, which most of the kinds stand on.
"""
