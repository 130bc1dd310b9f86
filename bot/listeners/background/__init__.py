"""What goes on for a draft after the ack, while the person fills in the next screen."""
