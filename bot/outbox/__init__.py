"""Sending confirmed orders, and what is known of the Orders API meanwhile."""
