"""Invented news in great number, for measuring; the invented cases are told by the room of postulates."""
