"""The ready-made page types. A site with its own base page model does not install this app."""
