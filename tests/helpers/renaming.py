"""What tests of a document know of it, as it is now: the guide lets an editor rename pages and ids."""

import re

from edition.loading.ledger import address_now, former_ids
from edition.model.index import Index


def now(index: Index, text: str) -> str:
    """A text that names ids or addresses, with the names that those of them have now that were renamed or retired."""
    aliases = [alias for alias in index.edition.aliases if alias.to]
    renamed = {alias.address.removeprefix("./"): address_now(index, str(alias.to)) for alias in aliases}
    for old, moved in former_ids(index).items():
        new = (moved.alias.to or old).rpartition(":")[2]
        renamed |= {old: new, f"#{old}": f"#{new}"}
    return re.sub(r"[\w./#-]+", lambda name: renamed.get(name[0], name[0]), text)
