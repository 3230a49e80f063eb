"""A real mail server on this machine, that can be slow, refuse, or die after it took a letter."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session
from django.test import override_settings


class PostOffice:
    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.refused: dict[str, str] = {}
        self.dies_after: int | None = None

    async def handle_RCPT(
        self, server: Any, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Session, envelope: Envelope) -> str:
        self.taken.append(message_from_bytes(envelope.original_content or b""))
        if self.dies_after == len(self.taken):
            server.transport.abort()
            await asyncio.sleep(0.1)
        return "250 Taken"

    def ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.taken]


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with sends_to(controller.port):
            yield office
    finally:
        controller.stop()


@contextmanager
def sends_to(port: int, patience: float = 2) -> Iterator[None]:
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=patience,
    ):
        yield


@contextmanager
def a_server_that_says_nothing() -> Iterator[None]:
    """Takes the call and is silent."""
    with socket.create_server(("127.0.0.1", 0)) as silent, sends_to(silent.getsockname()[1], 0.3):
        yield


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
