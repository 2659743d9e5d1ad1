"""The settings of the project that a command is called in."""

from __future__ import annotations

import os
import sys

from protowright.cli.output import write
from protowright.project.ignored import IgnoreRules
from protowright.project.settings import Settings, absolute_folders
from protowright.project.settings_file import project_settings, settings_layers


def settings_here() -> Settings:
    """The settings for the current folder; what is wrong with them is said on standard error, and ignored."""
    settings, faults = project_settings(os.getcwd())
    for fault in faults:
        write([("warning", "warning"), ("message", f": {fault}\n")], sys.stderr)
    return settings


def settings_file_here() -> str:
    """The absolute path of the file that the settings for the current folder come from; empty when there is none."""
    layers, _ = settings_layers(os.getcwd())
    return layers[0].place if layers else ""


def import_roots_of(settings: Settings) -> tuple[str, ...]:
    """The import roots that the settings name, absolute; those of the command line come before them."""
    return absolute_folders(settings.import_paths, [os.getcwd()])


def rules_of(settings: Settings) -> IgnoreRules:
    """What is left out of the folders that a command searches."""
    return IgnoreRules(settings.ignore_files, settings.exclusions)
