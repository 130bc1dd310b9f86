"""Addresses in a message, and which of them is where the work is done."""
