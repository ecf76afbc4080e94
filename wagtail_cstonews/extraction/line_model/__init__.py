"""The trained model that scores each line of a page."""
