"""What each call of the store takes when there are many orders, beside what it takes when there are few."""
