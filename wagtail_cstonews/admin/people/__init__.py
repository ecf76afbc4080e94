"""People in the admin: the snippet's views, the chooser, and the views for merging and splitting."""
