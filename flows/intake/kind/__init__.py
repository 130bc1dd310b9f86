"""What kind of text a message is: whether anybody in it is a client."""
