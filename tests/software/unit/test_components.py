"""Components: what they make of the data, before their templates see it."""

from datetime import date

import pytest
from jinja2 import meta
from jinja2.defaults import DEFAULT_NAMESPACE
from lxml import html

from edition.document.addresses import page_of
from edition.document.index import Index
from edition.kinds.event import Event
from edition.kinds.goal import Goal
from edition.pages.components import COMPONENTS
from edition.pages.drawing import drawing_of
from edition.pages.filters import shown_on, stage, words
from edition.pages.page import Page
from edition.pages.reading import MANY_SESSIONS, NEAR, navigator, navigator_beside
from edition.templating import render_component, templates
from tests.helpers.projects import changed


def page_at(index: Index, address: str = "") -> Page:
    return Page(index, address, "https://example.org/", "", "", "../" * address.count("/"))


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_template_sees_its_context_and_nothing_else_and_uses_all_of_it(name: str, second_index: Index) -> None:
    component = COMPONENTS[name]
    names = {*(component.shows or component.make(page_at(second_index)))}
    loader = templates().loader
    assert loader
    source, _, _ = loader.get_source(templates(), f"components/{component.template}")
    used = meta.find_undeclared_variables(templates().parse(source))
    assert used == names


def test_no_function_and_no_module_is_global_in_templates() -> None:
    assert templates().globals.keys() == DEFAULT_NAMESPACE.keys()


def test_the_time_of_an_event_is_seen_from_the_one_that_the_document_reports(second_index: Index) -> None:
    assert [(event.id, stage(page_at(second_index), event)) for event in second_index.of(Event)] == [
        ("sinking-piers", "before the event reported here"),
        ("harbour-forum", "the event reported here"),
        ("lighthouse-congress", "after the event reported here"),
        ("quayside-gatherings", "no single date"),
    ]
    forum, *others = second_index.edition.of(Event)
    for day in (forum.start, forum.end):
        same_day = Event(id="a", name="A", start=day)
        assert stage(page_at(second_index), same_day) == "during the event reported here"
    undated = changed(second_index, events=(forum.model_copy(update={"start": None}), *others))
    assert stage(page_at(undated), Event(id="a", name="A", start=date(1, 1, 1))) == "no single date"


def test_without_links_to_goals_there_is_no_drawing(second_index: Index) -> None:
    assert second_index.of(Goal) and drawing_of(second_index)
    assert drawing_of(changed(second_index, sdg_links=())) is None


def with_sessions(index: Index, count: int) -> Index:
    session, conclusion = index.edition.sessions[0], index.edition.conclusions[0]
    sessions, conclusions = [], []
    for at in range(1, count + 1):
        named = {"id": f"s{at}", "slug": f"page-{at}", "short_title": f"Page {at}"}
        sessions.append(session.model_copy(update=named))
        conclusions.append(conclusion.model_copy(update={"id": f"c{at}", "session": f"s{at}", "paragraphs": ()}))
    return changed(index, sessions=sessions, conclusions=conclusions, sdg_links=(), notes=(), attributions=())


def seen(index: Index, address: str) -> list[tuple[str, bool]]:
    """The sessions that the navigator shows beside a page, and whether with their conclusions."""
    shown = navigator_beside(page_at(index, address))
    assert shown
    introduction, *sessions, closing = shown["parts"]
    assert [introduction.headline, closing.headline] == ["Introduction", "Closing"]
    return [(heading.label, heading in shown["whole"]) for heading in sessions]


def test_the_navigator_shows_all_sessions_of_a_small_edition(second_index: Index) -> None:
    small = with_sessions(second_index, MANY_SESSIONS)
    for address in ("workshop/", "closing/", "full-text/", "sessions/page-1/", f"sessions/page-{MANY_SESSIONS}/"):
        assert seen(small, address) == [(f"Page {at}", True) for at in range(1, MANY_SESSIONS + 1)]


def test_the_navigator_of_a_large_edition_shows_what_is_near(second_index: Index) -> None:
    """With the stops before and after those of the page; the full text has all that it leads to."""
    last = MANY_SESSIONS + 1
    large = with_sessions(second_index, last)
    for current, first, end in ((1, 1, 1 + NEAR), (2, 1, 2 + NEAR), (7, 7 - NEAR, 7 + NEAR), (13, 13 - NEAR, 13)):
        here = range(first, end + 1)
        assert seen(large, f"sessions/page-{current}/") == [(f"Page {at}", abs(at - current) <= 1) for at in here]
    ends = [*range(1, 1 + NEAR), *range(last + 1 - NEAR, last + 1)]
    assert seen(large, "workshop/") == [(f"Page {at}", at in (1, last)) for at in ends]
    assert seen(large, "full-text/") == [(f"Page {at}", True) for at in range(1, last + 1)]
    assert len(navigator(page_at(large))["parts"]) == last + 2


def test_the_navigator_is_beside_the_document_only_and_has_the_paragraphs_of_its_page(second_index: Index) -> None:
    for address in ("", "speakers/"):
        assert navigator_beside(page_at(second_index, address)) is None
    for address in ("workshop/", "closing/", "full-text/", "sessions/shore-and-town/"):
        page = page_at(second_index, address)
        shown = navigator_beside(page)
        assert shown
        with shown_on(page):
            made = html.fromstring(render_component("navigator.html", shown))
        links = made.xpath("//ul[@class='navigator__paragraphs']//a/@href")
        found = [str(href).partition("#")[2] for href in links]
        kinds = "introduction", "paragraph", "closing"
        wanted = [one for kind in kinds for one in second_index.by_kind[kind]]
        assert found == [one.id for one in wanted if address in (page_of(one), "full-text/")]


def test_acronyms_stand_for_their_names_as_words_of_their_own(second_index: Index) -> None:
    page = page_at(second_index)
    forum = '<abbr title="Harbour Forum">HF</abbr>'
    assert words(page, "<The> LHT’s HF, not HFs, 9HF or lht") == (
        f'&lt;The&gt; <abbr title="League of Harbour Towns">LHT</abbr>’s {forum}, not HFs, 9HF or lht'
    )
    assert [words(page, text) for text in ("HF", "<HFs>", "", None)] == [forum, "&lt;HFs&gt;", "", ""]


def test_of_two_acronyms_the_longer_is_taken_and_their_dots_are_dots(second_index: Index) -> None:
    document = second_index.edition.document
    acronyms = [document.acronyms[0].model_copy(update={"acronym": one}) for one in ("TE", "TE U", "T.E.")]
    other = changed(second_index, document=document.model_copy(update={"acronyms": acronyms}))
    explained = html.fromstring(words(page_at(other), "TE U, TE, T.E. and TXEX")).iter("abbr")
    assert [abbr.text for abbr in explained] == ["TE U", "TE", "T.E."]
