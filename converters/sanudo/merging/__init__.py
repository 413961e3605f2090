"""Records of one happening in several articles as one event, which names them and can be undone."""

from .merge import Merged, merge_records

__all__ = ["Merged", "merge_records"]
