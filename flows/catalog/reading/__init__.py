"""How a catalog file becomes a catalog, with every mistake at its line."""
