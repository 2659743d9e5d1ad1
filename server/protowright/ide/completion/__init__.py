"""What can be typed here."""

from protowright.ide.completion.complete import REQUEST_TRIGGERS, completion, documentation
from protowright.ide.completion.items import MAXIMUM_ITEMS, CompletionItem, CompletionList, Declared

__all__ = [
    "MAXIMUM_ITEMS",
    "REQUEST_TRIGGERS",
    "CompletionItem",
    "CompletionList",
    "Declared",
    "completion",
    "documentation",
]
