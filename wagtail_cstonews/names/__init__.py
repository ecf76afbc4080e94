"""Personal name matching: keys shared by spelling variants, blocking, and a measure of similarity."""
