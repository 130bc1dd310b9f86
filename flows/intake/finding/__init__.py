"""Finding one kind of thing in a message each: a number, an address, a name, a product."""
