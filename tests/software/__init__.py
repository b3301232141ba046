"""Is the software sound? What holds for any document, tried on the second one and on whatever is in `data/`."""
