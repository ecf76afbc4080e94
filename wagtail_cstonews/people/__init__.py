"""The people of a site: where they are quoted, and making two of them one."""
