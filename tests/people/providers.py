"""A small provider of work accounts on this machine (oidc-provider-mock), and a browser that goes to it and back."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.test import Client

from tests.servers import free_port

BEGIN = "/aanmelden/werkaccount/"
BACK = "/aanmelden/werkaccount/terug/"


@dataclass
class Provider:
    port: int
    asked: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def knows(self, subject: str, **claims: Any) -> None:
        told = {"email_verified": True, "name": subject.title()} | claims
        httpx.put(f"{self.issuer}/users/{subject}", json=told).raise_for_status()

    def lets_in(self, address: str, subject: str) -> str:
        """The address to which it sends the browser back."""
        self.asked.append(address)
        answer = httpx.post(address, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        return self.way_back(answer)

    def way_back(self, answer: httpx.Response) -> str:
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"


@contextmanager
def a_provider() -> Iterator[Provider]:
    provider = Provider(free_port())
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(provider.port)],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(provider)
        yield provider
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(provider: Provider) -> None:
    for _ in range(300):
        try:
            httpx.get(f"{provider.issuer}/jwks")
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The provider did not start.")


def come_by_work_account(door: Client, provider: Provider, subject: str, begin: str = BEGIN) -> Any:
    """What the café says when the browser is back."""
    out = door.get(begin)
    assert out.status_code == 302, out.content.decode()
    return door.get(provider.lets_in(out["Location"], subject))
