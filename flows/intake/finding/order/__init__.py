"""Products and jobs that a message wants, and how many."""
