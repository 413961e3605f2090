"""The page as a file: template, style, scripts, fonts and borders of the world in one, with the data behind them.

Nothing in the page comes from elsewhere, and its Content-Security-Policy has the browser refuse all that would: the two
scripts and the style are allowed by their digests, everything else that loads or sends is not.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any, BinaryIO

from sanudo import __version__
from sanudo.explorer.gathering import Told
from sanudo.explorer.payload import cards, index

__all__ = ["write_page"]

SCRIPTS = (
    "dom.js",
    "events.js",
    "filters.js",
    "sidebar.js",
    "timeline.js",
    "table.js",
    "exporting.js",
    "threads.js",
    "network.js",
    "map.js",
    "card.js",
    "main.js",
)
"""The page's own scripts, in the order in which they run, in one scope of their own."""

LIBRARIES = ("topojson-client", "d3-dispatch", "d3-quadtree", "d3-timer", "d3-force")
FONTS = {"@sans@": "source-sans-3-latin-wght-normal", "@serif@": "source-serif-4-latin-wght-normal"}


def write_page(told: Sequence[Told], stream: BinaryIO, *, title: str = "Events", sparql: str | None = None) -> None:
    """Write the page of these events, UTF-8, to a binary stream.

    title: what the page is of, shown as text. sparql: the address of a page to ask questions
    on, linked where given; `:7878/` is the port of the machine that the page comes from.

    >>> from io import BytesIO
    >>> from sanudo_schema import make_record
    >>> visit = make_record("Visit", id="x:1", sources=[{"name": "Choe"}], targets=[{"name": "Russia"}])
    >>> stream = BytesIO()
    >>> write_page([Told(visit, (visit,))], stream)
    >>> stream.getvalue()[:15]
    b'<!doctype html>'
    """
    for piece in _pieces(told, title, sparql):
        stream.write(piece.encode("utf-8", "replace"))


def _pieces(told: Sequence[Told], title: str, sparql: str | None) -> Iterator[str]:
    style, libraries, program = _style(), _libraries(), _program()
    page = _asset("page.html")
    for name, value in (
        ("@policy@", _policy(style, libraries, program)),
        ("@style@", style),
        ("@libraries@", libraries),
        ("@program@", program),
        ("@licences@", _quoted(_vendored("LICENSES.txt").decode())),
        ("@world@", _quoted(_vendored("countries-110m.json").decode())),
    ):
        page = page.replace(name, value)
    before, _, rest = page.partition("@index@")
    between, _, after = rest.partition("@cards@")
    about = {"title": title, "sparql": sparql, "version": __version__, **index(told)}
    yield before + _json(about) + between
    for number, part in enumerate(cards(told)):
        yield f'<script type="application/json" id="cards-{number}">{_json(part)}</script>\n'
    yield after


def _style() -> str:
    style = _asset("explorer.css")
    for name, font in FONTS.items():
        style = style.replace(name, base64.b64encode(_vendored(f"{font}.woff2")).decode())
    return style


def _libraries() -> str:
    return "\n".join(_vendored(f"{name}.min.js").decode().strip() for name in LIBRARIES)


def _program() -> str:
    return "(() => {\n'use strict';\n" + "\n".join(map(_asset, SCRIPTS)) + "\n})();"


def _policy(style: str, *scripts: str) -> str:
    allowed = " ".join(map(_digest, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(value: Any) -> str:
    return _quoted(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _quoted(text: str) -> str:
    """The text so that no browser finds a tag in it: `<` as JSON escapes it, which a page's scripts undo."""
    return text.replace("<", "\\u003c")


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text("utf-8")


def _vendored(name: str) -> bytes:
    return files(__package__).joinpath("vendored", name).read_bytes()
