//! The rules as assertions over the slow reference model.

use kernel::{AgentId, ContactId, Timestamp};
use router::{Decision, Rule};

use crate::model::{Model, ModelContact, Place};

impl Model {
    /// The contact and the agent are those whom the rules name, and the decision says so.
    pub fn check_offer(&mut self, id: ContactId, agent: AgentId, decision: &Decision) {
        self.checked += 1;
        let contact = &self.contacts[&id];
        assert_eq!(contact.place, Place::Waiting, "offered to one agent at a time");
        assert!(self.has_room(agent, contact.arrival.channel), "the agent is present and has room");
        if !self.check_order {
            return;
        }
        let takers = self.takers(contact);
        assert!(takers.contains(&agent), "the agent may take it: present, with room and skills");
        assert_eq!(decision.waited, self.now.since(contact.arrival.waiting_since));
        assert_eq!(decision.effective_priority, self.effective_priority(contact));
        assert!(decision.skills.iter().all(|skill| skill.level >= skill.needed));
        assert_eq!(*decision.staff_number, *self.agents[&agent].config.staff_number);
        let order = self.chosen(contact, &takers);
        assert_eq!(order[0], agent, "the agent whom the rules name");
        if self.kept(contact).is_none() {
            assert_eq!(decision.candidates as usize, takers.len());
            assert_eq!(
                decision.next_best.as_ref().map(|next| next.agent),
                order.get(1).copied(),
                "next best"
            );
            assert_eq!(
                decision.rule == Rule::OnlyCandidate,
                takers.len() == 1 && self.preferred(contact) != Some(agent)
            );
        }
        let waiting = self.contacts.values().filter(|other| other.place == Place::Waiting);
        let first =
            waiting.filter(|other| !self.takers(other).is_empty()).min_by_key(|c| self.place_in_line(c));
        assert_eq!(first.unwrap().arrival.contact, id, "the first in line who can be taken");
    }

    /// What must hold whenever the router has answered.
    pub fn check_rest(&self, next_wake: Option<Timestamp>) {
        for contact in self.contacts.values().filter(|contact| contact.place == Place::Waiting) {
            assert_eq!(self.takers(contact), [], "work conservation: {:?}", contact.arrival.contact);
            if let Some(step) = self.queue(contact).overflow.get(contact.next_step) {
                let due = contact.steps_since.plus(step.after);
                assert!(due > self.now, "an overflow step was forgotten");
                assert!(next_wake.is_some_and(|wake| wake <= due), "the next step is armed");
            }
            if self.queue(contact).announce_every.is_some() {
                assert!(next_wake.is_some(), "the announcement is armed");
            }
        }
        assert!(next_wake.is_none_or(|wake| wake > self.now));
    }

    /// Who handles what.
    pub fn handled(&self) -> Vec<(ContactId, AgentId)> {
        let by = |contact: &ModelContact| match contact.place {
            Place::Handling(agent) => Some((contact.arrival.contact, agent)),
            Place::Waiting | Place::Offered(..) => None,
        };
        self.contacts.values().filter_map(by).collect()
    }
}
