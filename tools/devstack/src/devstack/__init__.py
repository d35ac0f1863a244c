"""Real Kafka, real PostgreSQL, an issuer of tokens and every process of the product on one machine."""
