"""The digital edition: YAML -> typed model -> index of references -> macros -> pages.

Read the modules in this order: `yaml_file` (text to values with their places), `forms`, `records` and `model` (what
the values mean), `passages` (the document in order), `wording` and `check` (what must hold), `load` (all of it, once),
`index` (who mentions what), `excerpt`, `related`, `explore` and `glance` (what pages make of it), `urls` (where things
stand), `render` (templates), `build` and `finish` (the site), `search` (its index), `citations`, `export`, `linked`,
`pdf`, `epub`, `offline` (its files), `ledger` (its addresses), `serve` (the preview).
"""
