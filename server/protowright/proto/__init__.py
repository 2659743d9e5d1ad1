"""The `.proto` language."""
