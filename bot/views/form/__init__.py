"""The screens of the form, as views."""
