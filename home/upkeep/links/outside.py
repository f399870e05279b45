"""Asks servers elsewhere whether an address works, without ever being led into a private network."""

import ipaddress
import socket
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from threading import Timer
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from requests.utils import requote_uri
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from home.upkeep.models import CheckedLink

from .addresses import fault_in_url

Problem = CheckedLink.Problem
MOST_REDIRECTS = 5
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_FOR_GOOD = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
# Networks whose addresses carry another address inside, which a gateway would unpack.
_WRAPPERS = tuple(ipaddress.ip_network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16"))


class LeadsInside(OSError):
    """The name or number belongs to a private network, or to this machine."""


@dataclass(frozen=True)
class Outcome:
    """What asking told: a problem or none, the answer's number, and where the thing moved for good."""

    problem: str = ""
    http_status: int | None = None
    moved_to: str = ""


def is_public(number: str) -> bool:
    """Say whether an IP address belongs to the open internet."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_multicast or any(address in network for network in _WRAPPERS if network.version == address.version):
        return False
    return address.is_global


def _refuse_inside(number: str, port: int) -> None:
    if not is_public(number) and f"{number}:{port}" not in settings.LINK_CHECK_ALLOWED_INSIDE:
        raise LeadsInside(number)


class _Guard:
    """Checks who really answered before a byte is sent, whatever the name meant a moment ago; ends a slow talk."""

    sock: socket.socket | None
    port: int
    _timer: Timer | None = None

    def _new_conn(self) -> socket.socket:
        sock: socket.socket = super()._new_conn()  # type: ignore[misc]
        try:
            _refuse_inside(sock.getpeername()[0], self.port)
        except OSError:
            sock.close()
            raise
        return sock

    def connect(self) -> None:
        self._timer = Timer(settings.LINK_CHECK_SECONDS * 2, self._cut)
        self._timer.daemon = True
        self._timer.start()
        super().connect()  # type: ignore[misc]

    def close(self) -> None:
        if self._timer:
            self._timer.cancel()
        super().close()  # type: ignore[misc]

    def _cut(self) -> None:
        if self.sock:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class _Plain(_Guard, HTTPConnection):
    """A guarded connection."""


class _Encrypted(_Guard, HTTPSConnection):
    """A guarded connection with a certificate."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _EncryptedPool(HTTPSConnectionPool):
    ConnectionCls = _Encrypted


class _GuardedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _EncryptedPool}


def probe(address: str) -> Outcome:
    """Ask for an address the way a reader's browser would, without its content; never raises for what is out there."""
    try:
        with _session() as session:
            return _follow(session, address)
    except LeadsInside:
        return Outcome(Problem.INSIDE)
    except socket.gaierror:
        return Outcome(Problem.NO_HOST)
    except requests.RequestException as error:
        return Outcome(_problem_of(error))
    except (UnicodeError, ValueError):
        return Outcome(Problem.BAD_ADDRESS)


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # a proxy of the environment would be asked instead, past the guard
    session.headers["User-Agent"] = settings.LINK_CHECK_AGENT
    for scheme in ("http://", "https://"):
        session.mount(scheme, _GuardedAdapter())
    return session


def _follow(session: requests.Session, address: str) -> Outcome:
    url, has_moved_for_good = address, True
    for _step in range(MOST_REDIRECTS + 1):
        if fault_in_url(url):
            return Outcome(Problem.BAD_ADDRESS)
        status, target = _ask(session, url)
        if target is None:
            is_there = status < HTTPStatus.BAD_REQUEST
            moved_to = url if url != address and has_moved_for_good and is_there else ""
            return Outcome(_problem_of_status(status), status, moved_to)
        has_moved_for_good = has_moved_for_good and status in _FOR_GOOD
        url = requote_uri(urljoin(url, target))
    return Outcome(Problem.REDIRECTS)


def _ask(session: requests.Session, url: str) -> tuple[int, str | None]:
    """Return the number of the answer and where it sends us; servers that mind HEAD are asked with GET."""
    for method in ("HEAD", "GET"):
        _resolve(url)
        with session.request(
            method, url, stream=True, allow_redirects=False, timeout=settings.LINK_CHECK_SECONDS
        ) as response:
            if method == "GET" or response.status_code < HTTPStatus.BAD_REQUEST:
                return response.status_code, session.get_redirect_target(response)
    raise AssertionError("GET is the last word")


def _resolve(url: str) -> None:
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    for *_kind, place in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM):
        _refuse_inside(str(place[0]), port)


def _problem_of_status(status: int) -> str:
    if status < HTTPStatus.BAD_REQUEST:
        return ""
    if status in _GONE:
        return Problem.GONE
    return Problem.SERVER_ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR else Problem.REFUSED


def _problem_of(error: requests.RequestException) -> str:
    if _caused_by(error, LeadsInside):
        return Problem.INSIDE
    if isinstance(error, requests.exceptions.SSLError):
        return Problem.CERTIFICATE
    if isinstance(error, requests.exceptions.Timeout):
        return Problem.TIMEOUT
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Problem.BAD_ADDRESS
    return Problem.CONNECTION


def _caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind) or any(isinstance(part, kind) for part in error.args):
            return True
        reason = getattr(error.args[0], "reason", None) if error.args else None
        error = reason if isinstance(reason, BaseException) else error.__cause__ or error.__context__
    return False
