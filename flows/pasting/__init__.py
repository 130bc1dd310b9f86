"""Pasted tables, read as lines of an offer."""
