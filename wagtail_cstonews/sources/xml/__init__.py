"""Long XML files, an item at a time."""
