"""XML and HTML without entities, DTDs, XInclude or network, and the running text of a marked-up element."""

import html
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from sanudo.articles.decoding import decode
from sanudo.articles.text import unwrap
from sanudo.errors import ReadError

__all__ = [
    "block_text",
    "child",
    "children",
    "markup_text",
    "parse_html",
    "parse_xml",
    "rich_text",
    "tag_of",
    "text_at",
]

Element = etree._Element

_DECLARED = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']""")
_DECLARATION = re.compile(r"<\?xml\b[^>]*\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,31});")
_TAGS = re.compile(r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|img|table|figure)\b[^<>]*>", re.I)

MAX_ATTRIBUTES = 1_000
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{2000,}")


@cache
def _elements() -> dict[str, frozenset[str]]:
    lines = files("sanudo.articles").joinpath("data/elements.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {kind: frozenset(names.split()) for kind, names in rows}


def parse_xml(data: bytes, charset: str | None = None) -> Element:
    """The root of an XML document; markup that is not well-formed is mended as browsers do.

    Nothing is fetched, no entity is expanded. Raises ReadError for a document that declares entities of its own (none
    of the formats needs them, attacks do) and for one that cannot be read at all.

    >>> tag_of(parse_xml(b"<a><b>1 &nbsp; 2</a>"))
    'a'
    """
    declared = _DECLARED.search(data[:1024])
    text = decode(data, charset or (declared[1].decode("ascii") if declared else None))
    text = text.lstrip("\ufeff \t\r\n")
    declaration = _DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    if re.search(r"<!ENTITY\b", text[:65536]):
        raise ReadError(
            "the XML declares entities of its own, which attacks use and news formats do not",
            advice="Remove the DOCTYPE and put the text in the place of the entities.",
        )
    try:
        return etree.fromstring(text.encode(), _xml_parser(recover=False))
    except (etree.XMLSyntaxError, UnicodeEncodeError, ValueError):
        mended = _NOT_XML.sub("", _ENTITY.sub(lambda m: html.unescape(m.group()), text))
    try:
        root: Element | None = etree.fromstring(mended.encode(), _xml_parser(recover=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"this XML cannot be read: {error}", advice="Mend the file.") from error
    if root is None:
        raise ReadError("this XML has no element that can be read", advice="Mend the file.")
    return root


def _xml_parser(*, recover: bool) -> "etree.XMLParser[Element]":
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse_html(text: str) -> HtmlElement | None:
    """The root element of an HTML page or fragment; None where there is no element in it.

    Raises ReadError for a tag with more attributes than any page has: comparing them takes the parser for ever.
    """
    text = _NOT_XML.sub("", text)
    if any(len(_QUOTED.sub("", tag.group()).split()) > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise ReadError(f"a tag with more than {MAX_ATTRIBUTES:,} attributes", advice="Mend or remove the file.")
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if isinstance(root, HtmlElement) else None


def tag_of(element: Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, *path: str) -> Iterator[Element]:
    """The descendants along a path of local names, whatever their namespaces."""
    if not path:
        yield element
        return
    for node in element:
        if tag_of(node) == path[0]:
            yield from children(node, *path[1:])


def child(element: Element, *path: str) -> Element | None:
    """The first descendant along a path of local names."""
    return next(children(element, *path), None)


def text_at(element: Element, *path: str) -> str | None:
    """The text of the first descendant along a path that has some, on one line.

    >>> text_at(parse_xml(b"<a><b/><b>two\\n words</b></a>"), "b")
    'two words'
    """
    for node in children(element, *path):
        if text := " ".join("".join(node.itertext()).split()):
            return text
    return None


def block_text(element: Element) -> str:
    """The running text in an element, one line a paragraph; scripts, pictures, forms and navigation left out.

    >>> block_text(parse_html("<p>One <b>bold</b> word.</p><script>x</script><p>Two<br>lines.</p>"))
    'One bold word.\\nTwo\\nlines.'
    """
    pieces: list[str] = []
    blocks, left_out = _elements()["block"], _elements()["left out"]
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        name = tag_of(node).lower()
        if event == "start" and name in left_out and node is not element:
            walker.skip_subtree()
        if name in blocks:
            pieces.append("\n")
        if event == "start" and (name not in left_out or node is element):
            pieces.append(_own_text(node, name))
        elif event == "end" and node is not element:
            pieces.append(" ".join((node.tail or "").split("\n")))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _own_text(node: Element, name: str) -> str:
    """The text before the first child: line ends count only where text is set as it stands."""
    text = node.text or "" if isinstance(node.tag, str) else ""
    return unwrap(text.strip("\n")) if name == "pre" else text.replace("\n", " ")


def markup_text(text: str) -> str:
    """The running text of HTML in a string."""
    root = parse_html(text)
    return "" if root is None else block_text(root)


def rich_text(text: str) -> str:
    """The running text of a string that may be HTML or plain.

    >>> rich_text("<p>AT&amp;T</p>"), rich_text("2 < 3 &amp; 4")
    ('AT&T', '2 < 3 & 4')
    """
    return markup_text(text) if _TAGS.search(text) else html.unescape(text)
