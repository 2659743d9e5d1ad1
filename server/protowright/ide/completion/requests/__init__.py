"""What can be typed in request files."""
