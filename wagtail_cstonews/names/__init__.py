"""Names of people: the keys that spellings share, and how alike two names are."""
