"""The law as pure values: calendar and terms, lifecycles, periods, money, codes. No storage, no service."""
