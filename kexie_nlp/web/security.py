"""Checks that a request comes from a page of this server (host, origin, token), and the security headers of answers."""
from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
ANYWHERE = frozenset(("0.0.0.0", "::", ""))  # listening on all addresses of the machine
POLICY = ("default-src 'none'; script-src 'self'; style-src {style}; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
          "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
# a page without scripts, shown inside the page of a document; its style is inline
FRAMED = ("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
          "sandbox allow-same-origin")
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
           "Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "camera=(), microphone=(), geolocation=()"}


def headers(kind: str = "page") -> dict[str, str]:
    """The headers of an answer. `kind`: page, chart (plotly needs inline styles) or framed (shown inside a page of ours)."""
    policy = FRAMED if kind == "framed" else POLICY.format(style="'self' 'unsafe-inline'" if kind == "chart" else "'self'")
    return {**HEADERS, "Content-Security-Policy": policy, "X-Frame-Options": "SAMEORIGIN" if kind == "framed" else "DENY"}


def own_host(header: str | None, host: str) -> bool:
    """Whether a Host header names this server, bound to `host`; another name that resolves to it is refused.

    A server that listens on all addresses accepts any IP address, but no other name.
    """
    name = _name(header)
    if name is None:
        return False
    if name in LOOPBACK or name == host.strip("[]").lower():
        return True
    return host in ANYWHERE and _is_address(name)


def own_origin(given: Mapping[str, str]) -> bool:
    """Whether a POST comes from a page of this server, by the headers that browsers send."""
    if given.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = given.get("origin")
    return origin is None or urlsplit(origin).netloc == given.get("host") != ""


def foreign_use(given: Mapping[str, str]) -> bool:
    """Whether another site loads something from here in the background; following a link is allowed."""
    return given.get("sec-fetch-site") == "cross-site" and given.get("sec-fetch-mode") != "navigate"


def new_session() -> str:
    """A new random session ID for a browser's cookie."""
    return secrets.token_urlsafe(24)


def token(secret: bytes, session: str) -> str:
    """The token that the forms of a session contain: an HMAC of the session ID."""
    return hmac.new(secret, session.encode(), hashlib.sha256).hexdigest()


def is_token(secret: bytes, session: str | None, given: str) -> bool:
    """Whether a form contains the token of the session that sends it."""
    return bool(session) and hmac.compare_digest(token(secret, session or "").encode(), given.encode())


def _name(header: str | None) -> str | None:
    try:
        return urlsplit(f"//{header or ''}").hostname
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    try:
        return bool(ip_address(name))
    except ValueError:
        return False
