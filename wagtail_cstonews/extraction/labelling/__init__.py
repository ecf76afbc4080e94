"""Which line is what: title, body, and what was left out."""
