"""What developers measure and make with: benchmarks, mutants, pictures. Not tests, and nothing the site needs."""
