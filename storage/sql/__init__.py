"""The SQL, written once for both databases: queries, rows, and what a store needs of a database."""
