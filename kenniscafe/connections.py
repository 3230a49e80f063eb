"""A connection that asks nothing, or never ends asking, costs little and is closed.

httptools sets no limits of its own; what a whole request may weigh is decided in asgi.py.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

PATIENCE = 15.0  # seconds for an address and headers
LARGEST_HEAD = 64 * 1024
LARGEST_MESSAGE = 64 * 1024 * 1024  # a body, how it is cut in chunks, and what is thrown away


class Connection(HttpToolsProtocol):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arrived = 0  # bytes of this message
        self.in_head = True
        self.deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self.stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if getattr(self.cycle, "response_complete", True):
            self.wait_for_head()
        self.arrived += len(data)
        super().data_received(data)
        if self.arrived > (LARGEST_HEAD if self.in_head else LARGEST_MESSAGE):
            self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.in_head = True

    def on_header(self, name: bytes, value: bytes) -> None:
        if self.in_head:  # what comes after the body is nobody's
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self.in_head = False
        self.stop_waiting()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self.arrived = 0

    def wait_for_head(self) -> None:
        if self.deadline is None:
            self.deadline = self.loop.call_later(PATIENCE, self.timeout_keep_alive_handler)

    def stop_waiting(self) -> None:
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None
