//! The passing of time: what was due comes first, in the order in which it was due.

use crate::contact::Stage;
use crate::event::Output;
use crate::router::Router;

impl Router {
    /// Does everything that is due by now. Being late changes nothing but the moment: what an earlier wake-up would
    /// have done happens now, in the same order, and an offer made late stands its full time.
    pub(crate) fn pass_time(&mut self, out: &mut Vec<Output>) {
        while let Some((at, contact)) = self.rises.first().copied().filter(|(at, _)| *at <= self.now) {
            match self.contacts.find(contact) {
                Some(slot) => self.replace(slot),
                None => {
                    self.rises.remove(&(at, contact));
                }
            }
        }
        let mut moment = None;
        loop {
            let contact = self.timers.first().copied().filter(|(at, _)| *at <= self.now);
            let wrap_up = self.wrap_up_timers.first().copied().filter(|(at, ..)| *at <= self.now);
            // Everything due at one instant happens before the choice that follows from it.
            let due = contact.map(|(at, _)| at).into_iter().chain(wrap_up.map(|(at, ..)| at)).min();
            if moment.is_some() && moment != due {
                self.dispatch(out);
                moment = None;
                continue;
            }
            moment = due;
            match (contact, wrap_up) {
                (None, None) => return,
                (Some((at, contact)), wrap_up) if wrap_up.is_none_or(|(limit, ..)| at <= limit) => {
                    self.timers.remove(&(at, contact));
                    if let Some(slot) = self.contacts.find(contact) {
                        self.contacts[slot].due = None;
                        match self.contacts[slot].stage {
                            Stage::Offered { .. } => self.time_out(slot, out),
                            Stage::Waiting { .. } => self.line_timer(slot, out),
                            Stage::Handling { .. } => {}
                        }
                    }
                }
                (_, Some((at, agent, contact))) => {
                    self.wrap_up_timers.remove(&(at, agent, contact));
                    self.wrap_up_timer(agent, contact, out);
                }
                (Some(_), None) => return,
            }
        }
    }
}
