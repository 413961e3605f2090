"""Every error that the schema package raises on purpose.

The tree::

    ValueError
    └── SchemaError            catch this one to catch them all
        └── UnknownCodeError   a code that its code system does not have
"""

from collections.abc import Iterable


class SchemaError(ValueError):
    """Something does not fit the schema."""


class UnknownCodeError(SchemaError):
    """A code that its code system does not have; it is never turned into another one.

    `near` holds the codes of that system that look most like it, best first.

    >>> error = UnknownCodeError("0421", "CAMEO", near=["042"])
    >>> print(error)
    '0421' is no CAMEO code (near: 042)
    """

    def __init__(self, code: object, system: str, near: Iterable[str] = ()) -> None:
        self.code, self.system, self.near = code, system, tuple(near)
        hint = f" (near: {', '.join(self.near)})" if self.near else ""
        super().__init__(f"{code!r} is no {system} code{hint}")

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between worker processes whole."""
        return type(self), (self.code, self.system, self.near)
