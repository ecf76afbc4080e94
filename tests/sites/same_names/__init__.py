"""A news site whose own pages have the names of the app's pages."""
