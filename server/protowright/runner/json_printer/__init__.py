"""From messages to proto3 JSON, by functions that are prepared once for each type."""

from protowright.runner.json_printer.printer import JsonPrinter

__all__ = ["JsonPrinter"]
