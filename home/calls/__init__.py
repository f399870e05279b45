"""Calls for proposals: facts, deadlines and their extensions, questions, results."""
