"""What an order waits for before it is sent: approval, and the photos that its job needs."""
