"""A local Orders API, with faults to switch on."""
