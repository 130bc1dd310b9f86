"""Lists of orders, and exports of them: our own records and the Orders API's, merged."""
