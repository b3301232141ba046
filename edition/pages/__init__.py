"""Pages: what a component shows, its template, and how both get into a page in Markdown."""
