"""Event records as a graph to query with SPARQL."""

from sanudo.store.asking import Answer, ask, ask_as
from sanudo.store.binding import term
from sanudo.store.saved import Parameter, Saved, saved_queries, saved_query

__all__ = ["Answer", "Parameter", "Saved", "ask", "ask_as", "saved_queries", "saved_query", "term"]
