"""Whether an article is an interview, and whose turn each line is."""
