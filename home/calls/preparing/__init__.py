"""How organisations get ready for a call: their own outline of an offer, its checklist, and reminders in time."""
