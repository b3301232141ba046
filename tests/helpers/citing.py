"""Citations as one reads them."""

from edition.document.edition import Document
from edition.formats.citations import CslItem, formatted


def texts_of(record: CslItem, document: Document) -> dict[str, str]:
    """The citation in each style."""
    return formatted(record, document)
