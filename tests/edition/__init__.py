"""Is this edition sound? What is true of this document only: the edition of another one deletes this folder."""

import re

from edition.document.index import Index
from edition.loading.ledger import address_now, former_ids


def now(index: Index, text: str) -> str:
    """A text that names ids or addresses, with the names that those of them have now that were renamed or retired."""
    aliases = [alias for alias in index.edition.aliases if alias.to]
    renamed = {alias.address.removeprefix("./"): address_now(index, str(alias.to)) for alias in aliases}
    for old, moved in former_ids(index).items():
        new = (moved.alias.to or old).rpartition(":")[2]
        renamed |= {old: new, f"#{old}": f"#{new}"}
    return re.sub(r"[\w./#-]+", lambda name: renamed.get(name[0], name[0]), text)
