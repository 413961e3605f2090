"""Typed records of political events: the importable schema of Sanudo."""
