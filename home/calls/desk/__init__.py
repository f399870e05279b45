"""Calls in the administration: the list, the form, and a page for each act."""
