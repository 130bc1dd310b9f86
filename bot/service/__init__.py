"""What the listeners can do with orders, and what that needs."""
