"""Sigma 2.1: rules and correlations parsed by pySigma, evaluated by our own engine."""
