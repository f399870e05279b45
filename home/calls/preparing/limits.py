"""How much an organisation may keep for one call. Forms and docs/limits.md read these same numbers."""

from cms.limits import declare

MOST_OF_A_CALL = declare("preparations.of_a_call", 10, "offers", "Offers that one organisation prepares for one call.")
LONGEST_TITLE = declare("preparations.title", 200, "characters", "The working title of an offer in preparation.")
LONGEST_NOTES = declare("preparations.notes", 20_000, "characters", "The notes of an offer in preparation.")
MOST_OWN_ITEMS = declare("preparations.own_items", 40, "items", "Items that an organisation adds to its checklist.")
LONGEST_ITEM = declare("preparations.item", 200, "characters", "An item that an organisation adds to its checklist.")
