"""The explorer: events as one page to look at, without a server and without the network."""

from sanudo.explorer.gathering import Told, gather
from sanudo.explorer.page import write_page

__all__ = ["Told", "gather", "write_page"]
