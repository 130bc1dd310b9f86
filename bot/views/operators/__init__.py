"""What operators read: outages, and orders whose fate a person must decide."""
