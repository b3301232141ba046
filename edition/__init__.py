"""The digital edition: YAML -> records -> index of references -> components -> pages. Its rooms: `CONTRIBUTING.md`."""
