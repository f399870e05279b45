"""What people ask about a call in public, and what everybody may read about it then."""

from .queries import Published, published_questions, questions_of, text_of_questions, why_no_questions

__all__ = ["Published", "published_questions", "questions_of", "text_of_questions", "why_no_questions"]
