"""What the site's administrator asks and does."""
