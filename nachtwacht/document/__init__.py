"""YAML files read with positions: what stands where, and every mistake as a finding."""
