"""How records come in: OTLP over mutual TLS, and the durable spool."""
