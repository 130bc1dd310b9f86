"""A conversation played by a script, and a screen as text."""
