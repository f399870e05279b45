"""Concepts: things people look for, with what they are called in each language. Queries and documents meet at them."""
