"""Orders as lists, searches and exports find them."""
