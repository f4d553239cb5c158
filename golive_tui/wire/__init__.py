"""Say: the messages between an engine and its clients, and who is at the other end.

WebSocket over a unix socket, one JSON object a message. May import `launch` and the ground.
Start reading at `messages.py`.
"""
