"""What runs without a browser and without a built site, in seconds."""
