"""What is true of this document only: the edition of another one begins by deleting this folder."""
