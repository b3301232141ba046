"""Is this edition sound? What is true of this document only: the edition of another one deletes this folder."""
