"""A module brought to a laboratory host by itself, with the certificates that the provisioning would give it."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from module_folder import MODULES
from msgspec import Struct

from nachtwacht import lab
from nachtwacht.catalog import read_catalog, root
from nachtwacht.model.coverage import CheckResult, CoveragePlan, Placement
from nachtwacht.model.finding import Rejected
from nachtwacht.model.progress import silent
from nachtwacht.model.state import Difference, File, HostState, Site, Step
from nachtwacht.prepare import prepare
from nachtwacht.provision import blobs, pki, sites
from nachtwacht.provision.hosts import Hosts
from nachtwacht.provision.passphrase import Passphrase
from nachtwacht.provision.requests import Answer, Left, Request, document
from nachtwacht.scope import load_scope, read_reach
from nachtwacht.verify.checks import run_checks

SNAPSHOT = Path(__file__).with_name("snapshot.sh")
CUSTOMER = "gouden-aar"
SECRET = Passphrase("only for these tests")


class Standing(Struct, frozen=True, kw_only=True):
    """One module on one host."""

    module: str
    host: str
    site: Site
    steps: tuple[Step, ...]
    hosts: Hosts
    store: blobs.Store
    authority: Path

    def bring(self) -> None:
        """Every step, and between them the certificates for keys that were made."""
        for step in self.steps:
            answer = self.ask("apply", step)
            requests = {path: text for path, text in answer.outputs.items() if "CERTIFICATE REQUEST" in text}
            for path, text in requests.items():
                self.ask("apply", Step(name="certificates", do=self._certificates(path, text)))

    def compare(self) -> list[Difference]:
        """What is not as wanted."""
        return [each for step in self.steps for each in self.ask("check", step).differences]

    def take_back(self) -> list[Left]:
        """Every undo, the last first; what each says is left."""
        order = [*reversed(self.steps), Step(name="certificates", do=HostState())]
        return [left for step in order for left in self.ask("undo", step).left]

    def check(self) -> list[CheckResult]:
        """The module's checks, over SSH."""
        config = Path(lab.state_folder()) / "ssh_config"
        return list(run_checks([(self.module, self.site)], MODULES, config, silent))

    def ask(self, op: Any, step: Step) -> Answer:
        """One step on its host."""
        assert isinstance(step.do, HostState)
        request = Request(op=op, name=f"{self.module}@{self.host}/{step.name}", document=document(step.do))
        (answer,) = blobs.with_blobs(self.hosts, self.store, self.host, [request])
        return answer

    def _certificates(self, key: str, request: str) -> HostState:
        runtime = self.site.runtime_host
        agent = pki.Agent(host=self.host, address=self.site.address, customer=CUSTOMER, server=self.host == runtime)
        own = pki.authority(self.authority, CUSTOMER, runtime, SECRET)
        issued = pki.issue(self.authority, agent, request, SECRET)
        files = {key.replace(".key", ".pem"): issued, str(Path(key).with_name("ca.pem")): own}
        return HostState(files=tuple(File(path=path, content=text, group="nachtwacht") for path, text in files.items()))


@contextmanager
def standing(module: str, host: str, others: tuple[str, ...], authority: Path) -> Iterator[Standing]:
    """A module that can be brought to a host of the laboratory, which is up."""
    catalog = good(read_catalog(root()))
    folder = root() / "customers" / CUSTOMER
    scope = good(load_scope(folder / "scope.yaml", catalog, date(2026, 10, 1)))
    reach = good(read_reach(folder, Path(lab.state_folder()), scope, catalog))
    artefacts = artefacts_of(module)
    plan = CoveragePlan(
        scope=scope,
        cells=(),
        placements=tuple(Placement(module=each, host=host) for each in (module, *others)),
        packs=(),
        runbooks=(),
    )
    digests = {name: blobs.sha256(path) for name, path in artefacts.items()}
    ground = sites.Ground(
        plan=plan, catalog=catalog, reach=reach, root=root(), blobs=digests, canary_public_key=public_key()
    )
    hosts = Hosts(reach)
    placement = Placement(module=module, host=host)
    try:
        yield Standing(
            module=module,
            host=host,
            site=sites.site(ground, placement),
            steps=sites.steps(ground, placement),
            hosts=hosts,
            store=blobs.Store(reach, {digests[name]: path for name, path in artefacts.items()}),
            authority=authority,
        )
    finally:
        hosts.close()


def artefacts_of(module: str) -> dict[str, Path]:
    """The prepared artefacts that a module's steps name, as files."""
    wanted = {"log_shipper": "collector", "detection_runtime": "runtime"}.get(module)
    return {wanted: prepare([wanted], silent)[wanted]} if wanted else {}


def public_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    pem = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return Ed25519PrivateKey.generate().public_key().public_bytes(*pem).decode()


def good(value: Any) -> Any:
    assert not isinstance(value, Rejected), value
    return value


def snapshot(host: str) -> set[str]:
    """Everything on a host that a module could leave behind."""
    done = lab.run(host, ["sh"], SNAPSHOT.read_bytes())
    assert done.returncode == 0, done.stderr.decode()
    return set(done.stdout.decode().splitlines())


def shell(host: str, *argv: str, stdin: str = "") -> str:
    """A program on a host over ssh; what it prints. It must end well."""
    done = subprocess.run(
        lab.ssh_command(host, [shlex.join(argv)]), input=stdin, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, f"{argv}: {done.stdout} {done.stderr}"
    return done.stdout


def respond(host: str, **request: object) -> dict[str, Any]:
    """Ask a host's responder as its account does; empty while the host cannot be reached."""
    argv = ("runuser", "-u", "nw-respond", "--", "sudo", "-n", "/usr/local/lib/nachtwacht/respond")
    done = subprocess.run(
        lab.ssh_command(host, [shlex.join(argv)]), input=json.dumps(request), capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout) if done.stdout else {}
    return answer
