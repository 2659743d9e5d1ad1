"""What can be typed here."""

from protowright.ide.completion.complete import completion, documentation
from protowright.ide.completion.items import MAXIMUM_ITEMS, CompletionItem, CompletionList, Declared

__all__ = [
    "MAXIMUM_ITEMS",
    "CompletionItem",
    "CompletionList",
    "Declared",
    "completion",
    "documentation",
]
