"""What a form is made of: fields, screens, and the dialog through them."""
