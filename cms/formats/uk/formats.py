"""Dates without a leading zero: 7 грудня 2026 р."""

DATE_FORMAT = "j E Y р."
DATETIME_FORMAT = "j E Y р., H:i"
