"""The rules: one small function each, their texts and thresholds in a versioned table."""
