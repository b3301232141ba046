"""What records are made of: fields, references, dates, words that texts share, and where all of it is written."""
