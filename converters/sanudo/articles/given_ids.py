"""The ids given to the articles of one run, kept on disk so that memory does not grow with their number."""

import sqlite3

__all__ = ["GivenIds"]


class GivenIds:
    """Each id given, where its article was read, and a digest of its text; in a database that vanishes with it.

    >>> ids = GivenIds()
    >>> ids.give("a", "a.txt", b"1"), ids.give("a", "b.txt", b"2"), ids.first("a")
    (True, False, ('a.txt', b'1'))
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)  # "" is a nameless file
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE given (id PRIMARY KEY, place, digest, versioned) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def give(self, id: str, place: str, digest: bytes, *, versioned: bool = False) -> bool:
        """Give an id to the article read at that place; False where another has it."""
        row = (_key(id), _key(place), digest, versioned)
        return self._database.execute("INSERT OR IGNORE INTO given VALUES (?, ?, ?, ?)", row).rowcount == 1

    def first(self, id: str) -> tuple[str, bytes]:
        """Where the article of an id was read, and the digest of its text; LookupError where none has it."""
        row = self._database.execute("SELECT place, digest FROM given WHERE id = ?", (_key(id),)).fetchone()
        if row is None:
            raise LookupError(id)
        return row[0].decode("utf-8", "surrogatepass"), row[1]

    def versioned(self, id: str) -> bool:
        """Whether the id was given to an article that is one of several versions."""
        row = self._database.execute("SELECT versioned FROM given WHERE id = ?", (_key(id),)).fetchone()
        return row is not None and bool(row[0])


def _key(text: str) -> bytes:
    """The text as the database holds it: file names may have bytes that are no text."""
    return text.encode("utf-8", "surrogatepass")
