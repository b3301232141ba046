"""What is below a table or a picture."""

from dataclasses import dataclass
from typing import Annotated

from edition.document.passages import Passage
from edition.pages.arguments import OneOf
from edition.pages.components import component
from edition.pages.page import Page
from edition.pages.site import LINKED, version


@dataclass(frozen=True)
class FigureFoot:
    """What can be done with a table or a picture: where its data is, if it has a file, and how it is cited."""

    title: str
    file: str | None
    document: Passage
    version: str
    address: str


@component("figure_foot.html", page="explore/")
def figure_foot(
    page: Page, title: str, anchor: str, file: Annotated[str | None, OneOf("file", lambda _: LINKED)] = None
) -> FigureFoot:
    """Below a table or a picture of this page: its file, or else the picture itself as a file, and how to cite it."""
    return FigureFoot(
        title=title,
        file=file,
        document=page.index.title,
        version=version(page),
        address=f"{page.site_url}{page.address}#{anchor}",
    )
