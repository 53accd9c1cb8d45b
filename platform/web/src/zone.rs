//! The centre's time zone, for those who do not keep it themselves.

use std::sync::OnceLock;

/// The zone until somebody can say which is the centre's.
const USUAL: &str = "Asia/Shanghai";

/// Whoever knows the centre's zone by its IANA name, such as `Asia/Shanghai`.
pub type TellZone = Box<dyn Fn() -> String + Send + Sync>;

/// Asks for the centre's zone whenever it is needed: it may change while the program runs.
#[derive(Default)]
pub struct CentreZone(OnceLock<TellZone>);

impl CentreZone {
    /// Says whom to ask: once, when the program is put together.
    pub fn ask(&self, zone: TellZone) {
        let _ = self.0.set(zone);
    }

    /// Its IANA name.
    pub fn name(&self) -> String {
        self.0.get().map_or_else(|| USUAL.to_owned(), |zone| zone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_usual_one_until_somebody_knows() {
        let zone = CentreZone::default();
        assert_eq!(zone.name(), "Asia/Shanghai");
        zone.ask(Box::new(|| "Asia/Kolkata".to_owned()));
        assert_eq!(zone.name(), "Asia/Kolkata");
    }
}
