"""What people ask about a call in public, and what everybody may read about it then."""

from .queries import published_questions, text_of_questions, why_no_questions

__all__ = ["published_questions", "text_of_questions", "why_no_questions"]
