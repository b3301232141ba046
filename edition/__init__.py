"""The digital edition: YAML -> typed model -> index of references -> components -> pages.

Each package is a room: `records`, `kinds`, `document`, `loading`, `formats`, `pages`, `books`, `site`. A room uses only
those before it.
"""
