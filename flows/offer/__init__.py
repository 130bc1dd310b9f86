"""Money: currencies, discounts, prices, totals, rules of an offer."""
