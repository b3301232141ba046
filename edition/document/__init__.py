"""What an edition is: its records, its entities, its passages, and the index of who mentions what."""
