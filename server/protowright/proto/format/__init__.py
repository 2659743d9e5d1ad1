"""Formatting of `.proto` text, in the style of `buf format`."""
