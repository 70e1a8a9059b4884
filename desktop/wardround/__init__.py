"""Wardround: size, price and de-risk an Odoo-based healthcare ERP on Azure, and explain every number."""

__version__ = "0.1.0"
