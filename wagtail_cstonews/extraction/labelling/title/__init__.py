"""Which line is the title."""
