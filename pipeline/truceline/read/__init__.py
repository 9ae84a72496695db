"""Reading: files and folders in, Documents out, with a reason for whatever could not be read.

Which formats there are is in `inputs`, what each of them holds in `formats`, how an article is cleaned in `article`.
"""

from truceline.read.document import Document
from truceline.read.inputs import list_inputs
from truceline.read.sources import read_input, read_inputs, read_sources

__all__ = ["Document", "list_inputs", "read_input", "read_inputs", "read_sources"]
