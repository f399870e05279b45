"""How often calendars may ask."""

from cms.limits import declare

CALENDAR_READS = declare("calendars.reads", 60, "an hour", "By one secret address; then it asks to wait.")
CALENDAR_WRONG_KEYS = declare("calendars.wrong_keys", 30, "an hour", "Wrong secret addresses from one machine.")
