"""What answers and look-ups mean for an order that was sent."""
