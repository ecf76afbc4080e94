"""What both versions of the API answer: parameters, lists and the shapes of their items."""
