"""A site with an image model and a user model of its own."""
