"""What belongs to a language: months, verbs of speech, boilerplate, offices."""
