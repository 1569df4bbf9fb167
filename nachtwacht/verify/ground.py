"""What a canary needs of the world: run a program on a host, try a log-in, ask the runtime."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from nachtwacht.verify.tokens import LoginKey


class Ground(Protocol):
    """The real one is ``SshGround``; tests of the pure parts bring their own."""

    def run(self, host: str, argv: Sequence[str], stdin: str = "") -> str:
        """Run a program on a host of ``hosts.yaml``; its output. The exit status does not matter."""

    def login(self, asset: str, account: str, key: LoginKey, minutes: int) -> None:
        """Authorise the key on the asset for nothing but a log-in, log in with it, take it away again."""

    def runtime(self, *words: str, stdin: str = "") -> Any:
        """Ask the customer's runtime over its control socket; the decoded answer."""
