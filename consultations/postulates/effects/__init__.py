"""What each move changes besides the state. Called by the services only, inside their transaction.

An effect may add facts to the event by returning them; it raises ``ValidationError`` with the name of the detail
where what was given cannot be.
"""

from . import answering, filing, moderation, routing
from .registry import EFFECTS

__all__ = ["EFFECTS", "answering", "filing", "moderation", "routing"]
