"""The records of imports: runs, documents, changes, images and files. Never public."""

from .changes import ImportChange, ImportedObject
from .documents import ImportedDocument, ImportLink, ImportProposal, ImportSketch
from .files import ImportedFile, ImportedFileAddress, ImportedImage, ImportedImageAddress
from .runs import ImportChunk, ImportFindings, ImportRun

__all__ = [
    "ImportChange",
    "ImportChunk",
    "ImportFindings",
    "ImportLink",
    "ImportProposal",
    "ImportRun",
    "ImportSketch",
    "ImportedDocument",
    "ImportedFile",
    "ImportedFileAddress",
    "ImportedImage",
    "ImportedImageAddress",
    "ImportedObject",
]
