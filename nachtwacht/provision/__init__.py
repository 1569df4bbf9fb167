"""Brings a plan to a customer's hosts and takes it back: Pulumi, Ansible, SSH, certificates."""
