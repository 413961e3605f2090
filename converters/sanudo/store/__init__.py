"""Event records as a graph to query with SPARQL."""

from sanudo.store.asking import Answer, ask, saved_queries, saved_query

__all__ = ["Answer", "ask", "saved_queries", "saved_query"]
