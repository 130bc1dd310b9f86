"""Lists of orders: what is asked for, the words an order is found by, and what a page shows of each."""
