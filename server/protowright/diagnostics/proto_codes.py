"""All codes of `.proto` files: the modules `*_codes.py` hold those of one subject each, and this one holds them together."""

# ruff: noqa: F403 - to re-export everything is what this module is for

from __future__ import annotations

from protowright.diagnostics.declaration_codes import *
from protowright.diagnostics.default_codes import *
from protowright.diagnostics.edition_codes import *
from protowright.diagnostics.enum_codes import *
from protowright.diagnostics.extension_codes import *
from protowright.diagnostics.feature_codes import *
from protowright.diagnostics.field_codes import *
from protowright.diagnostics.field_option_codes import *
from protowright.diagnostics.file_codes import *
from protowright.diagnostics.import_codes import *
from protowright.diagnostics.internal_codes import *
from protowright.diagnostics.json_codes import *
from protowright.diagnostics.lexical_codes import *
from protowright.diagnostics.map_codes import *
from protowright.diagnostics.name_codes import *
from protowright.diagnostics.option_codes import *
from protowright.diagnostics.reserved_codes import *
from protowright.diagnostics.runtime_codes import *
from protowright.diagnostics.syntax_codes import *
