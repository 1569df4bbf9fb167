"""``nachtwacht:host:Identity``: keys that are made on a host, and the certificate for its agent."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from nachtwacht.model.failure import Failure
from nachtwacht.provision import pki
from nachtwacht.provision.handlers.handler import Partial, Plain, Work
from nachtwacht.provision.keyed import drifted, unkeyed, wished


class Identity:
    """Inputs: ``host``, ``address``, ``server``, ``authority`` (PEM), ``keys`` (a keyed document of users and keys).

    Result: ``certificates`` (path of the key -> PEM) and ``public_keys`` (path -> OpenSSH line).
    """

    def create(self, work: Work, inputs: Plain) -> Plain:
        """Have the keys made, sign what is to be signed, and put certificate and authority beside each key."""
        return self.update(work, {}, {}, inputs)

    def update(self, work: Work, old: Plain, result: Plain, inputs: Plain) -> Plain:
        """Keep a certificate while it suits; issue another when it does not."""
        host = inputs["host"]
        answer = work.apply(host, _name(host, "keys"), unkeyed(inputs["keys"]))
        fresh = {
            "certificates": _certificates(work, inputs, answer.outputs, result.get("certificates", {})),
            "public_keys": {path: text for path, text in answer.outputs.items() if not _is_request(text)},
        }
        try:
            work.apply(host, _name(host, "certificates"), _files(inputs, fresh))
        except Failure as failure:
            raise Partial(fresh, failure) from None
        work.progress(
            host,
            "identity",
            "changed",
            f"{len(fresh['certificates'])} certificate, {len(fresh['public_keys'])} public key",
        )
        return fresh

    def read(self, work: Work, inputs: Plain, result: Plain) -> tuple[Plain, Plain] | None:
        """Compare keys and files with the host's, and the certificates with what they should say."""
        inputs, host = wished(inputs), inputs["host"]
        documents = {"keys": unkeyed(inputs["keys"]), "certificates": _files(inputs, result)}
        answers = work.check(host, {_name(host, part): one for part, one in documents.items()})
        if answers is None:
            return inputs, result
        keys, files = answers
        seen = {**inputs, "keys": drifted(inputs["keys"], keys.differences)}
        if files.differences:
            seen["files_seen"] = {one.resource: {one.property: one.have} for one in files.differences}
        for path, request in keys.outputs.items():
            if _is_request(request):
                why = pki.stale(
                    result.get("certificates", {}).get(path, ""), inputs["authority"], request, _agent(work, inputs)
                )
                seen.update({"certificate": why} if why else {})
        return seen, result

    def delete(self, work: Work, inputs: Plain, result: Plain) -> None:
        """Take certificate and keys away, and revoke what was issued to the host."""
        work.undo(inputs["host"], *(_name(inputs["host"], part) for part in ("certificates", "keys")))
        pki.revoke(work.authority, inputs["host"], work.passphrase)

    def foretell(self, old: Plain, result: Plain, inputs: Plain) -> Plain | None:
        """Public keys stay while the same keys are wanted."""
        return result if old.get("keys", {}).get("keys") == inputs["keys"].get("keys") else None


def _name(host: str, part: str) -> str:
    return f"identity@{host}/{part}"


def _agent(work: Work, inputs: Plain) -> pki.Agent:
    named = {part: inputs[part] for part in ("host", "address", "server")}
    return pki.Agent(customer=work.customer, **named)


def _certificates(work: Work, inputs: Plain, outputs: dict[str, str], held: dict[str, str]) -> dict[str, str]:
    agent, made = _agent(work, inputs), {}
    for path, request in outputs.items():
        if _is_request(request):
            why = pki.stale(held.get(path, ""), inputs["authority"], request, agent)
            made[path] = pki.issue(work.authority, agent, request, work.passphrase) if why else held[path]
    return made


def _files(inputs: Plain, result: Plain) -> dict[str, Any]:
    """Certificate and authority beside each key: ``agent.pem`` for ``agent.key``, and ``ca.pem``."""
    files = []
    for path, certificate in sorted(result.get("certificates", {}).items()):
        key = PurePosixPath(path)
        group = inputs["keys"]["keys"][path]["group"]
        for place, text in ((key.with_suffix(".pem"), certificate), (key.with_name("ca.pem"), inputs["authority"])):
            files.append({"path": str(place), "content": text, "owner": "root", "group": group, "mode": "0644"})
    return {"files": files}


def _is_request(text: str) -> bool:
    return text.startswith("-----BEGIN CERTIFICATE REQUEST-----")
