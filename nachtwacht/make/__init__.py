"""New customers, modules, packs and runbooks, made whole from a template or not at all."""
