"""From a draft to the order that is sent, and what answers and look-ups mean for it."""
