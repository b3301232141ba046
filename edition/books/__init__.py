"""The edition as a book: chapters, PDF, EPUB, and the whole site in a zip."""
