"""The people of a site: their public pages, and making two of them one wherever they are referred to."""
