"""People of the site: their public pages, merging and splitting, and the references to them."""
