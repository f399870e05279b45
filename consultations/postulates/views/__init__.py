"""Screens of the room. Every right comes from the table; a view asks, never decides."""
