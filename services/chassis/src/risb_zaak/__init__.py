"""The technique of a case: act and timeline, agenda, documents, letters. No service, no rule of a service."""
