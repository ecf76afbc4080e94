"""Dates as this newsroom writes them: 12 February 2025, 14:30."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
