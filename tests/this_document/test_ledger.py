"""What has been published of this document."""

from edition.ledger import read_ledger
from tests.conftest import PROJECT


def test_the_ledger_has_what_has_been_published() -> None:
    assert len(read_ledger(PROJECT)) > 100
