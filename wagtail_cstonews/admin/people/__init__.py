"""People in the admin: the snippet's screens, their chooser, and two more screens to merge and to split."""
