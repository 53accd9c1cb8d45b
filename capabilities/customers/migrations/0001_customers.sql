CREATE TABLE customers_customers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    notes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE customers_phones (
    number TEXT NOT NULL,
    customer_id TEXT NOT NULL REFERENCES customers_customers (id),
    position BIGINT NOT NULL,
    PRIMARY KEY (number, customer_id)
);
CREATE INDEX customers_phones_by_customer ON customers_phones (customer_id);
