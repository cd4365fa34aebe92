"""A LocalStack server that binds the addresses of ``GATEWAY_LISTEN`` and no other.

LocalStack's own Twisted server keeps only the port and listens on every interface of the machine.
"""

from typing import Any

from localstack.config import HostAndPort, is_ipv6_address
from localstack.runtime.server.core import RuntimeServer, RuntimeServerPlugin


class LoopbackServerPlugin(RuntimeServerPlugin):
    """The server that ``GATEWAY_SERVER=loopback`` chooses."""

    name = "loopback"

    def load(self, *_args: Any, **_kwargs: Any) -> RuntimeServer:
        """Return the server; Twisted is imported only now."""
        from localstack.runtime.server import twisted

        server: Any = twisted

        class BoundTwistedServer(server.TwistedRuntimeServer):  # type: ignore[misc] # Twisted's side is untyped
            def register(
                self, gateway: Any, listen: list[HostAndPort], ssl_creds: tuple[str, str] | None = None
            ) -> None:
                for address in listen:
                    _listen(address, _protocol(gateway, ssl_creds))

        return BoundTwistedServer()


def _protocol(gateway: Any, ssl_creds: tuple[str, str] | None) -> Any:
    from localstack.aws.serving import twisted
    from twisted.internet import ssl

    serving: Any = twisted
    tls: Any = ssl
    site = serving.TwistedGateway(gateway)
    if ssl_creds is None:
        return site
    certificate, key = ssl_creds
    context = tls.DefaultOpenSSLContextFactory(key, certificate)
    context.getContext().use_certificate_chain_file(certificate)
    return serving.TLSMultiplexerFactory(context, False, site)


def _listen(address: HostAndPort, protocol: Any) -> None:
    from twisted.internet import endpoints, reactor

    kinds: Any = endpoints
    kind = kinds.TCP6ServerEndpoint if is_ipv6_address(address.host) else kinds.TCP4ServerEndpoint
    failures: list[Any] = []
    kind(reactor, address.port, interface=address.host).listen(protocol).addErrback(failures.append)
    for failure in failures:
        failure.raiseException()
