"""What holds of built sites, and of the commands that build, check and release them."""
