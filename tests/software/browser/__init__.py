"""What a reader does: journeys in a browser."""
