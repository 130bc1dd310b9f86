"""Lists of orders and what is done from them: filters, sharing, an order whole, exports."""
