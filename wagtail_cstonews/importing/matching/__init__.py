"""What becomes of a document, by what is on record of it and of its likes."""
