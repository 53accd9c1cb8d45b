//! Placeholder of the port's inside.

/// Inside.
pub struct Core;
