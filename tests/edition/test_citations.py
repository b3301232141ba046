"""Citations of this document, as they look."""

from edition.document.index import Index
from edition.formats.citations import cited_range, formatted, record_of
from edition.formats.history import state_of
from tests.helpers.renaming import now

URL = "https://example.org/idm/"
CITED = "sessions/track-and-report/#c5-p2"


def test_the_styles_as_they_look(index: Index) -> None:
    iom = "International Organization for Migration (IOM)"
    event = "Follow-up and review of migration in the Sustainable Development Goals"
    place, days = "United Nations Headquarters, New York", "29 February–1 March 2016"
    address = f"{URL}{state_of(index).folder}{now(index, CITED)}"
    assert formatted(record_of(index, index.passages[now(index, "c5-p2")], URL), index.edition.document) == {
        "APA, reference list": f"{iom}. (2016). Paragraph 5.2 [Unofficial digital edition]. In Summary of conclusions "
        f"(Version {index.version}). {iom}. {event}, {place}, {days}. {address}",
        "Chicago, reference list": f"[{iom}]. [2016]. ‘Paragraph 5.2’. In Summary of Conclusions, "
        f"version {index.version}. {event}, {days}, {place}. [{iom}]. Unofficial digital edition. {address}.",
        "Chicago, footnote": f"[{iom}], ‘Paragraph 5.2’, in Summary of Conclusions, version {index.version}, {event}, "
        f"{days}, {place} ([{iom}], [2016]), Unofficial digital edition, {address}.",
        "UN, footnote": f"[{iom}], Summary of conclusions, {event}, {place}, {days} "
        f"([{iom}], [2016]), conclusion 5, para. 5.2, [p. 3]. Unofficial digital edition, version {index.version}. "
        f"Available at {address}.",
    }


def test_footnotes_have_the_pages_in_brackets(index: Index) -> None:
    record = record_of(index, index.passages["c5-p6"], URL)
    assert "para. 5.6, [pp. 3–4]. " in formatted(record, index.edition.document)["UN, footnote"]
    cited = record | cited_range(index, index.passages["c5-p1"], index.passages["c5-p2"])
    assert "paras. 5.1–5.2, [p. 3]. " in formatted(cited, index.edition.document)["UN, footnote"]
