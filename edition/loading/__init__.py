"""From YAML to a checked edition: files read with the place of every value, validated, checked, or reported."""
