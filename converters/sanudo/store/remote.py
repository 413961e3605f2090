"""Talks to a SPARQL 1.1 endpoint: the query protocol, and the requests of the Graph Store Protocol.

Only http(s), to the host named and no other: no redirect is followed. Credentials come from the environment, as the
whole Authorization header in SANUDO_AUTHORIZATION, never from the address.
"""

import http.client
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlencode, urlsplit

from sanudo.errors import QueryError, UsageError, WriteError
from sanudo.store.guard import Form

__all__ = ["Endpoint", "asked", "put_graph"]

LARGEST = 256 * 1024 * 1024
"""No answer may have more bytes."""
TRIES = 4
ROWS = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}
"""What to ask for an answer of rows as, by output format."""
GRAPHS = {
    "csv": "application/n-triples",
    "tsv": "application/n-triples",
    "json": "application/n-triples",
    "xml": "application/rdf+xml",
    "turtle": "text/turtle",
}
"""What to ask for a graph as; JSON-LD is made here, since servers compact it each in their own way."""


class Endpoint:
    """One server, over one connection that is kept open.

    >>> Endpoint("ftp://example.org/")
    Traceback (most recent call last):
    sanudo.errors.UsageError: ftp://example.org/: no address of an endpoint. Write it as http://host:port/path.
    """

    def __init__(self, url: str, timeout: float = 60) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError("no address of an endpoint", where=url, advice="Write it as http://host:port/path.")
        if parts.username or parts.password:
            advice = "Set SANUDO_AUTHORIZATION to the whole Authorization header instead."
            raise UsageError("an address may not hold a password", where=parts.hostname, advice=advice)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.url, self.timeout = url, timeout
        self.path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.connection = kind(parts.hostname, parts.port, timeout=timeout)

    def request(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Status and body of the answer; asks again, a few times, where the server is busy or just closed."""
        sent = {"User-Agent": "sanudo", **headers}
        if secret := os.environ.get("SANUDO_AUTHORIZATION"):
            sent["Authorization"] = secret
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            try:
                with suppress(BrokenPipeError, ConnectionResetError):  # it may have answered before it read all
                    self.connection.request(method, path, body, sent)
                answer = self.connection.getresponse()
                found = answer.read(LARGEST + 1)
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.connection.close()
                if last:
                    raise
                continue
            if len(found) > LARGEST:
                self.connection.close()
                raise QueryError("the answer is too large", where=self.url, advice="Ask for less: add a LIMIT.")
            if answer.status not in (429, 503) or last:
                return answer.status, found
            time.sleep(_pause(answer.getheader("Retry-After"), attempt))
        raise AssertionError("not reached")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def _pause(asked_for: str | None, attempt: int) -> float:
    """Seconds to wait before asking again."""
    return min(float(asked_for), 30.0) if asked_for and asked_for.isdecimal() else 0.5 * 2**attempt


def asked(url: str, query: str, form: Form, to: str, timeout: float) -> bytes:
    """The endpoint's answer to the query, in the format asked for; QueryError says what went wrong there."""
    accept = (ROWS if form.has_rows else GRAPHS)[to]
    headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
    endpoint = Endpoint(url, timeout)
    try:
        status, body = endpoint.request("POST", endpoint.path, urlencode({"query": query}).encode(), headers)
    except (OSError, http.client.HTTPException) as error:
        raise QueryError(f"the endpoint does not answer: {error}", where=url, advice=CHECK) from error
    finally:
        endpoint.close()
    if status != 200:
        raise QueryError(_refusal(status, body), where=url, advice=CHECK)
    return body


CHECK = "Check the address, and that the server runs."


def _refusal(status: int, body: bytes) -> str:
    """What an answer other than success says."""
    words = " ".join(body.decode(errors="replace").split())[:200]
    known = {401: "it wants a login", 403: "it forbids this", 404: "there is no such path", 405: "it cannot be written"}
    if 300 <= status < 400:
        return f"it answers {status}, a redirect, which is not followed"
    said = known.get(status, "it failed" if status >= 500 else "it refused")
    return f"{said} (HTTP {status}){': ' + words if words else ''}"


def put_graph(endpoint: Endpoint, graph: str, triples: bytes) -> None:
    """Replace one named graph of the store, by the Graph Store Protocol; WriteError says what went wrong."""
    glue = "&" if "?" in endpoint.path else "?"
    path = f"{endpoint.path}{glue}{urlencode({'graph': graph})}"
    try:
        status, body = endpoint.request("PUT", path, triples, {"Content-Type": "application/n-triples"})
    except (OSError, http.client.HTTPException) as error:
        raise WriteError(f"the store does not answer: {error}", where=endpoint.url, advice=CHECK) from error
    if not 200 <= status < 300:
        advice = "Give the address of its Graph Store Protocol, such as http://localhost:7878/store."
        raise WriteError(_refusal(status, body), where=endpoint.url, advice=advice)
