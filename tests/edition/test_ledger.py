"""What has been published of this document."""

from edition.loading.ledger import read_ledger
from tests.helpers.projects import PROJECT


def test_the_ledger_has_what_has_been_published() -> None:
    assert len(read_ledger(PROJECT).addresses) > 100
