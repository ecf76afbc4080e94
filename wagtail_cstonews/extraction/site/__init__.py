"""What is known of a site by its other documents."""
