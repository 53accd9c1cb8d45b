-- What is recommended to groups of customers, and what each said to it.
CREATE TABLE customers_recommendations (
    id TEXT PRIMARY KEY,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX customers_recommendations_by_end ON customers_recommendations (until_at);
CREATE TABLE customers_answers (
    recommendation_id TEXT NOT NULL REFERENCES customers_recommendations (id),
    customer_id TEXT NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (recommendation_id, customer_id)
);
CREATE INDEX customers_answers_by_customer ON customers_answers (customer_id);
CREATE INDEX customers_answers_counted ON customers_answers (recommendation_id, answer);
