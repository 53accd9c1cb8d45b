-- A code is one customer's: of those who have the same, who is known longest keeps the claim; the others are told when
-- they set it anew. Codes of those who left and of booths are put into the index by the program, a few at a time.
DELETE FROM customers_identities WHERE kind = 'code' AND EXISTS (
    SELECT 1 FROM customers_identities AS older WHERE older.kind = 'code'
    AND older.channel = customers_identities.channel AND older.value = customers_identities.value
    AND older.customer_id < customers_identities.customer_id);
CREATE UNIQUE INDEX customers_codes ON customers_identities (channel, value) WHERE kind = 'code';
UPDATE customers_customers SET searchable = FALSE WHERE body LIKE '%"booth_number"%' OR body LIKE '%"trading_code"%';
