"""What is said about orders that have been confirmed."""
