"""The servers that are measured beside each other, each a program of its own, and what they play and count."""
