"""The digital edition: YAML -> typed model -> index of references -> macros -> pages.

`CONTRIBUTING.md` lists the modules in the order in which to read them: each uses only those before it.
"""
