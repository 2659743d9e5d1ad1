"""Text without a language: spans, line indexes, edits, near names. Standard library only."""
