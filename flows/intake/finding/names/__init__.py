"""Whose a message is: the names in it, and who each of them is."""
