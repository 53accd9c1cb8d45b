-- Many values at once are asked for whatever their channel: an import, the evidence of doubles, whole codes.
CREATE INDEX customers_identities_by_value ON customers_identities (value, kind);
