"""Remarks on the language of the document."""

from edition.kinds.kind import Kind, Place, Quote
from edition.records.fields import Text


class LanguageRemark(Kind, Quote):
    """A remark on spelling, punctuation or style of the document. The words stay as they are."""

    remark: Text

    @classmethod
    def listed_at(cls) -> Place:
        return Place("remark", ("language",), 140, listed="Remarks on the language of the document.")
