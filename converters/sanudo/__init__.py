"""News articles in, typed political-event records out."""
