"""The ground as it is: the customer's hosts over SSH with pinned keys, the runtime over its control socket."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from nachtwacht.model.failure import Failure
from nachtwacht.model.layout import CONFIG, SOFTWARE
from nachtwacht.model.reach import Reach
from nachtwacht.provision import ssh
from nachtwacht.verify.tokens import LoginKey

# Adds or removes exactly one line of an account's authorized_keys. The order comes as JSON on standard input.
_KEYS = """
import json, os, pathlib, pwd, sys
order = json.load(sys.stdin)
account = pwd.getpwnam(order["account"])
folder = pathlib.Path(account.pw_dir) / ".ssh"
if not folder.is_dir():
    folder.mkdir(mode=0o700); os.chown(folder, account.pw_uid, account.pw_gid)
file = folder / "authorized_keys"
old = file.read_text().splitlines() if file.exists() else []
new = [line for line in old if line != order["line"]] + ([order["line"]] if order["add"] else [])
draft = folder / "authorized_keys.nachtwacht"
draft.write_text("".join(line + chr(10) for line in new)); os.chmod(draft, 0o600)
os.chown(draft, account.pw_uid, account.pw_gid)
os.replace(draft, file.resolve() if file.exists() else file)
"""


class OverSsh:
    """A ``Ground``. Every call opens its own connection, so that calls may come from several threads."""

    def __init__(self, reach: Reach, customer: str, runtime_host: str) -> None:
        """``runtime_host``: the host of ``hosts.yaml`` on which the customer's runtime is."""
        self.reach = reach
        self.customer = customer
        self.runtime_host = runtime_host

    def run(self, host: str, argv: Sequence[str], stdin: str = "") -> str:
        """Run a program; what it wrote. The exit status does not matter."""
        ran = self._ran(host, list(argv), stdin)
        return ran.out + ran.err

    def runtime(self, *words: str, stdin: str = "") -> Any:
        """Ask the runtime; a Failure with its own words when it says no."""
        config = f"{CONFIG}/{self.customer}/runtime.json"
        program = ["env", f"PYTHONPATH={SOFTWARE}/runtime", "python3", "-m", "nachtwacht", "runtime", "ctl"]
        ran = self._ran(self.runtime_host, [*program, "--config", config, *words], stdin)
        if ran.status != 0:
            said = (ran.err or ran.out).strip()[-500:]
            raise Failure(
                f"{self.runtime_host}: the runtime did not answer to {shlex.join(words)[:80]}: {said}",
                mend=f"look at journalctl -u nachtwacht-runtime@{self.customer} on {self.runtime_host}",
            )
        return json.loads(ran.out)

    def login(self, asset: str, account: str, key: LoginKey, minutes: int) -> None:
        """Log in once with a one-time key that may do nothing and expires by itself."""
        until = (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y%m%d%H%MZ")
        line = f'restrict,command="/bin/true",expiry-time="{until}" {key.public} nachtwacht-canary'
        with self._authorized(asset, account, line):
            self._login(asset, account, key)

    @contextmanager
    def _authorized(self, asset: str, account: str, line: str) -> Iterator[None]:
        order = {"account": account, "line": line}
        try:
            self._keys(asset, {**order, "add": True})
            yield
        finally:
            self._keys(asset, {**order, "add": False})

    def _keys(self, asset: str, order: dict[str, Any]) -> None:
        ran = self._ran(asset, ["python3", "-c", _KEYS], json.dumps(order))
        if ran.status != 0:
            raise Failure(
                f"{asset}: the canary's one-time key could not be {'added' if order['add'] else 'removed'}: {ran.err[-300:]}",
                mend=f"look at authorized_keys of {order['account']} on {asset}; the line expires by itself",
            )

    def _login(self, asset: str, account: str, key: LoginKey) -> None:
        import paramiko

        place = self.reach.hosts[asset]
        client = paramiko.SSHClient()
        ssh.pin(client, self.reach)
        identity = paramiko.Ed25519Key.from_private_key(io.StringIO(key.private))
        try:
            client.connect(
                place.address, place.port, account, pkey=identity, look_for_keys=False, allow_agent=False, timeout=10
            )
            client.exec_command("true")[1].channel.recv_exit_status()
        except (paramiko.SSHException, OSError) as error:
            raise Failure(
                f"{asset}: the canary could not log in as {account}: {error}",
                mend="see whether sshd there accepts keys for that account (PermitRootLogin, AuthorizedKeysFile)",
            ) from error
        finally:
            client.close()

    def _ran(self, host: str, argv: list[str], stdin: str) -> ssh.Ran:
        connection = ssh.connect(self.reach, host)
        try:
            return ssh.run(connection, argv, stdin or None, timeout=120)
        finally:
            connection.close()


def places(reach: Reach) -> dict[str, str]:
    """What canaries may name of the world: ``hosts.yaml``'s ``canary`` section and every host's address."""
    addresses = {f"address:{name}": place.address for name, place in reach.hosts.items()}
    abroad = reach.canary.get("abroad", "")
    known = {"abroad": abroad, "abroad_address": reach.hosts[abroad].address if abroad in reach.hosts else ""}
    return {**addresses, **known, **{key: value for key, value in reach.canary.items() if key != "abroad"}}
