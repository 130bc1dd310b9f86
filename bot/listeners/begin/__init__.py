"""Ways to begin an order, and to go on with one."""
