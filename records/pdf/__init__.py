"""The edge where a record becomes a PDF. Nothing of the trade is known here.

``render`` takes finished HTML and a stylesheet as text and gives back bytes. The work is done in
a process of its own under limits (``process``); WeasyPrint is imported there only (``weasy``).
"""

from .errors import DocumentTooLarge, RenderingBusy, RenderingFailed
from .process import Limits, Rendered, prepare, render, render_document

__all__ = [
    "DocumentTooLarge",
    "Limits",
    "Rendered",
    "RenderingBusy",
    "RenderingFailed",
    "prepare",
    "render",
    "render_document",
]
