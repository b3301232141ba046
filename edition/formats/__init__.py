"""The edition as other programs read it: citations, linked data, JSON, CSV, plain text, the feed, the search index."""
