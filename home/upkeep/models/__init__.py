from .feedback import Feedback
from .links import CheckedLink, LinkUse
from .reviews import ContentReview, ReviewReminder

__all__ = ["CheckedLink", "ContentReview", "Feedback", "LinkUse", "ReviewReminder"]
