"""What stands before every page of the service: who asks, from which page, and what browsers may do.

Headers: Fetch Metadata (Sec-Fetch-Site), RFC 6454 (Origin), CSP 3. A browser sends the first two by itself,
with scripts switched off too; a page elsewhere cannot forge them.
"""

import ipaddress
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generator.service.telling import tell

LARGEST_BODY = 256 * 1024
"""Bytes of a request: the form with a file of a hundred rules."""

IPV4_NETWORK, IPV6_NETWORK = 24, 64
"""Prefixes of what counts as one network: a household or an office has at least so many addresses."""


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address as Origin tells them: "https://lab.example"."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in (None, usual) else "")


def sent_from(headers: Mapping[str, str], allowed: Collection[str]) -> bool:
    """Tell whether a form was sent from a page of an allowed origin.

    Where a browser says no Origin, only its word that the page was of this very origin counts.
    """
    origin = headers.get("origin", "null")
    if origin == "null":
        return headers.get("sec-fetch-site") == "same-origin"
    return origin in allowed


def asker(forwarded: Sequence[str], peer: str, proxies: int) -> str:
    """Return the address of who asks: the peer, or whom the outermost of our own proxies has seen.

    `forwarded` are all lines of X-Forwarded-For, which count as one (RFC 9110, 5.3). Each proxy adds whom it
    serves at the end, some in a line of its own (HAProxy); what stands before those anybody may write.
    """
    seen = [part.strip() for part in ",".join(forwarded).split(",") if part.strip()]
    return seen[-proxies] if 0 < proxies <= len(seen) else peer


def network_of(address: str) -> str:
    """Return the network that limits count for: "192.0.2.0/24", "2001:db8::/64"; "?" for no address."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "?"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    prefix = IPV4_NETWORK if found.version == 4 else IPV6_NETWORK
    return str(ipaddress.ip_network((found, prefix), strict=False))


def policy(site_origin: str) -> dict[str, str]:
    """Return the headers of every answer: nothing from elsewhere, in no frame, kept by nobody.

    Addresses hold secrets, so other hosts are told only from which host a reader comes. "no-referrer" would
    hide that too, but then browsers do not say either from which origin a form is sent.
    """
    return {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"img-src 'self' data:; form-action 'self' {site_origin}; base-uri 'none'; frame-ancestors 'none'",
        "Referrer-Policy": "strict-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


class Guard:
    """ASGI middleware: puts the policy on every answer, and lets no fault out to the server's log."""

    def __init__(self, app: ASGIApp, site_origin: str) -> None:
        """`site_origin` is that of the static site, whose search box is on the service's pages too."""
        self._app, self._policy = app, policy(site_origin)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; what is no request (the service's start and end) passes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in self._policy.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, send_guarded)
        except ClientDisconnect:
            return  # nobody is there to be answered
        except Exception as error:
            tell(error)
            if not begun:
                await PlainTextResponse("Internal error\n", 500)(scope, receive, send_guarded)
