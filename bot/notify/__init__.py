"""Notifying people, and messages that are edited later."""
