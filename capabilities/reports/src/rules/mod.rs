//! Rules: what events make of facts, and what facts make of figures.

pub mod agent_state;
pub mod aims;
pub mod fact;
pub mod figures;
pub mod promised;
pub mod ticketed;
