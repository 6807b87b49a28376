"""The server under the workbench."""
from __future__ import annotations

import socket
from contextlib import suppress

import uvicorn
from fastapi import FastAPI


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes a free one. OSError where that cannot be."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(address)
        made.listen(128)
    except OSError:
        made.close()
        raise
    return made


def run(app: FastAPI, sock: socket.socket) -> None:
    """Serve until interrupted; requests are not logged, errors are, on stderr."""
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, lifespan="off")
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[sock])
