"""Dates as this newsroom writes them in Russian: 12 февраля 2025, 14:30."""

DATE_FORMAT = "j E Y"
TIME_FORMAT = "H:i"
