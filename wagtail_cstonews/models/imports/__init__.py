"""The records of imports: runs, documents, changes, images and files. Never public."""

from .changes import ImportChange, ImportedObject
from .documents import ImportedDocument, ImportLink, ImportProposal, ImportSketch
from .files import ImportedFile, ImportedFileAddress, ImportedImage, ImportedImageAddress
from .runs import ImportChunk, ImportFindings, ImportRun
from .uploads import CorrectionSteps, ImportUpload, ImportUploadFile, PlannedDocument

__all__ = [
    "CorrectionSteps",
    "ImportChange",
    "ImportChunk",
    "ImportFindings",
    "ImportLink",
    "ImportProposal",
    "ImportRun",
    "ImportSketch",
    "ImportUpload",
    "ImportUploadFile",
    "ImportedDocument",
    "ImportedFile",
    "ImportedFileAddress",
    "ImportedImage",
    "ImportedImageAddress",
    "ImportedObject",
    "PlannedDocument",
]
