"""From pages to a published site: build, what follows the build, preview, release."""
