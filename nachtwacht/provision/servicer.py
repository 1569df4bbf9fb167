"""Our provider, as the engine speaks to it: the ResourceProvider service over handlers, one per type of resource."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import grpc
from google.protobuf import empty_pb2, struct_pb2  # type: ignore[import-untyped]
from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped]
from google.rpc import status_pb2
from msgspec import Struct
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from nachtwacht.model.failure import Failure
from nachtwacht.provision.diff import leaves
from nachtwacht.provision.handlers.handler import Handler, Partial, Plain, Work
from nachtwacht.provision.unreachable import Unreachable

if TYPE_CHECKING:
    from grpc import ServicerContext

T = TypeVar("T")
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""The engine's word for a value that is not known before something else was made."""
PACKAGE = "nachtwacht"


class Failed(Struct, frozen=True, kw_only=True):
    """One resource that could not be brought, changed or taken away."""

    resource: str
    what: str
    mend: str
    host: str = ""


class Servicer(provider_pb2_grpc.ResourceProviderServicer):
    """Serves one run of the engine; a cancelled one stays cancelled, so the next run has its own."""

    def __init__(self, handlers: dict[str, Handler], work: Work) -> None:
        self.handlers = handlers
        self.work = work
        self.failed: list[Failed] = []

    def Handshake(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """The engine seals secrets itself, also those that are nested (``accept_secrets`` false)."""
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=False)

    def Attach(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """Nothing to do."""
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """Our version."""
        return plugin_pb2.PluginInfo(version="1.0.0")

    def CheckConfig(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """There is no configuration."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """There is no configuration."""
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Configure(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """Previews are told what can be foretold."""
        return provider_pb2.ConfigureResponse(acceptSecrets=False, supportsPreview=True)

    def Cancel(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """Stop what is under way; it also comes at the end of every run."""
        self.work.hosts.halt()
        return empty_pb2.Empty()

    def Check(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """Inputs are made by our own program, and right."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """Leaf by leaf; another host is another resource."""
        old, new = MessageToDict(request.old_inputs), MessageToDict(request.news)
        moved = [name for name in ("host", "customer") if old.get(name) != new.get(name)]
        details = {}
        for path, change in leaves(old, new):
            kind = f"{change}_REPLACE" if path in moved else change
            details[path] = provider_pb2.PropertyDiff(kind=provider_pb2.PropertyDiff.Kind.Value(kind), inputDiff=True)
        some = provider_pb2.DiffResponse.DIFF_SOME if details else provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(
            changes=some, replaces=moved, detailedDiff=details, hasDetailedDiff=True, deleteBeforeReplace=bool(moved)
        )

    def Create(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """Make it, or adopt what is there after a run that was killed."""
        if request.preview:
            return provider_pb2.CreateResponse(properties=request.properties)
        inputs, name = MessageToDict(request.properties), _name(request.urn)

        def make() -> Any:
            result = self._handler(request.urn).create(self.work, inputs)
            return provider_pb2.CreateResponse(id=name, properties=_state(result))

        return self._guard(request.urn, context, make, name, inputs)

    def Update(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """Change it."""
        handler, inputs = self._handler(request.urn), MessageToDict(request.news)
        old, result = MessageToDict(request.old_inputs), _result(request.olds)
        if request.preview:
            foretold = None if UNKNOWN in str(inputs) else handler.foretell(old, result, inputs)
            return provider_pb2.UpdateResponse(properties=_state(foretold) if foretold is not None else _unknown())

        def change() -> Any:
            return provider_pb2.UpdateResponse(properties=_state(handler.update(self.work, old, result, inputs)))

        return self._guard(request.urn, context, change, request.id, inputs)

    def Read(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """Look at it where it is."""
        inputs, result = MessageToDict(request.inputs), _result(request.properties)

        def look() -> Any:
            found = self._handler(request.urn).read(self.work, inputs, result)
            if found is None:
                return provider_pb2.ReadResponse()
            return provider_pb2.ReadResponse(id=request.id, inputs=_struct(found[0]), properties=_state(found[1]))

        return self._guard(request.urn, context, look, request.id, inputs)

    def Delete(self, request: Any, context: ServicerContext) -> Any:  # noqa: N802
        """Take it away."""
        inputs, result = MessageToDict(request.old_inputs), _result(request.properties)

        def remove() -> Any:
            self._handler(request.urn).delete(self.work, inputs, result)
            return empty_pb2.Empty()

        return self._guard(request.urn, context, remove, request.id, inputs)

    def _handler(self, urn: str) -> Handler:
        return self.handlers[urn.split("::")[2].rpartition("$")[2]]

    def _guard(self, urn: str, context: ServicerContext, deed: Callable[[], T], ident: str, inputs: Plain) -> T:
        """Do it; a failure is kept for the run's report and told to the engine in one line."""
        try:
            return deed()
        except Partial as partial:
            self._note(urn, partial.failure)
            _tell_partial(context, partial, ident, inputs)
        except Failure as failure:
            self._note(urn, failure)
            context.abort(grpc.StatusCode.UNKNOWN, failure.what)
        except Exception as error:  # noqa: BLE001  # a bug of ours must fail one resource, with its name
            self._note(urn, Failure(f"{type(error).__name__}: {error}", mend="this is a bug of nachtwacht: report it"))
            context.abort(grpc.StatusCode.UNKNOWN, f"{type(error).__name__}: {error}")
        raise AssertionError("unreachable")  # abort raises

    def _note(self, urn: str, failure: Failure) -> None:
        host = failure.host if isinstance(failure, Unreachable) else ""
        self.failed.append(Failed(resource=_name(urn), what=failure.what, mend=failure.mend, host=host))


def _tell_partial(context: ServicerContext, partial: Partial, ident: str, inputs: Plain) -> None:
    """The engine keeps id, inputs and result, marks them as unfinished, and comes back to them in the next run."""
    what = partial.failure.what
    status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=what)
    detail = provider_pb2.ErrorResourceInitFailed(
        id=ident, properties=_state(partial.result), inputs=_struct(inputs), reasons=[what]
    )
    status.details.add().Pack(detail)
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(grpc.StatusCode.UNKNOWN, what)


def _name(urn: str) -> str:
    return urn.split("::")[3]


def _struct(value: Plain) -> struct_pb2.Struct:
    made = struct_pb2.Struct()
    made.update(value)
    return made


def _state(result: Plain) -> struct_pb2.Struct:
    return _struct({"result": result})


def _unknown() -> struct_pb2.Struct:
    return _struct({"result": UNKNOWN})


def _result(properties: struct_pb2.Struct) -> Plain:
    found = MessageToDict(properties).get("result")
    return found if isinstance(found, dict) else {}
