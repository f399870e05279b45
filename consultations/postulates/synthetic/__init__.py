"""Invented cases in great number, for measuring; written in bulk, beside the services, and never in production.

Every event follows the table of the workflow: a move that it does not allow is an error here as well.
"""

from .load import CasesTold, load_cases

__all__ = ["CasesTold", "load_cases"]
