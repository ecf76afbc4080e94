"""The models: people, records of imports, site profiles, and the mixins for page types."""

from .imports import (
    CorrectionSteps,
    ImportChange,
    ImportChunk,
    ImportedDocument,
    ImportedFile,
    ImportedFileAddress,
    ImportedImage,
    ImportedImageAddress,
    ImportedObject,
    ImportFindings,
    ImportLink,
    ImportProposal,
    ImportRun,
    ImportSketch,
    ImportUpload,
    ImportUploadFile,
    PlannedDocument,
    Trouble,
)
from .merges import PersonMerge
from .pages import InterviewPageMixin, NewsIndexPageMixin, NewsPageMixin
from .people import Person, PersonName, PersonRole
from .profiles import SiteProfile
from .quotations import Quotation

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
    "InterviewPageMixin",
    "NewsIndexPageMixin",
    "NewsPageMixin",
    "Person",
    "PersonMerge",
    "PersonName",
    "PersonRole",
    "PlannedDocument",
    "Quotation",
    "SiteProfile",
    "Trouble",
]
