"""The edge of every API by the NLGov REST API Design Rules: identity, problems, documents, exactly-once writes."""
