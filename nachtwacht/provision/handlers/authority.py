"""``nachtwacht:pki:Authority``: the customer's certificate authority and canary key, on the controller."""

from __future__ import annotations

from nachtwacht.provision import canary_key, pki
from nachtwacht.provision.handlers.handler import Plain, Work
from nachtwacht.provision.keyed import wished


class Authority:
    """Inputs: ``customer``, ``runtime_host``. Result: ``certificate`` and ``canary_public_key``, PEM."""

    def create(self, work: Work, inputs: Plain) -> Plain:
        """Make both, or use those that are there."""
        certificate = pki.authority(work.authority, inputs["customer"], inputs["runtime_host"], work.passphrase)
        return {"certificate": certificate, "canary_public_key": canary_key.public_key(work.authority, work.passphrase)}

    def update(self, work: Work, old: Plain, result: Plain, inputs: Plain) -> Plain:
        """Another runtime host, or an authority that is nearly over: a new certificate."""
        return self.create(work, inputs)

    def read(self, work: Work, inputs: Plain, result: Plain) -> tuple[Plain, Plain] | None:
        """Compare with the files."""
        inputs = wished(inputs)
        place = work.authority / "ca.pem"
        if not place.exists() or not (work.authority / "ca.key").exists():
            return None
        if place.read_text() != result.get("certificate") or not pki.suits(place, inputs["runtime_host"]):
            return {**inputs, "certificate": "is another one, or nearly over"}, result
        return inputs, result

    def delete(self, work: Work, inputs: Plain, result: Plain) -> None:
        """Destroy the authority's key; certificates and record stay as evidence of what was issued."""
        (work.authority / "ca.key").unlink(missing_ok=True)
        (work.authority / "ca.pem").unlink(missing_ok=True)

    def foretell(self, old: Plain, result: Plain, inputs: Plain) -> Plain | None:
        """A new certificate cannot be known beforehand."""
        return None
