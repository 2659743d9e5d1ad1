"""Actions of request files."""
