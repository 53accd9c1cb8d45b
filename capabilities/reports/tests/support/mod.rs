//! A small centre around the reports, and what is asked of every figure.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "support of tests")]

use std::sync::Arc;

use agents::{Agents, NewUserWithPosting, SkillWish};
use contact::AgentRef;
use contacts::Contacts;
use db::{Db, Migrations};
use identity::Identity;
use kernel::{Principal, RefusalKind};
use reports::{By, Counted, Drill, Question, Reports};
use routing::Routing;
use web::{ApiError, ApiResult};

pub const SETS: &[Migrations] = &[
    identity::MIGRATIONS,
    agents::MIGRATIONS,
    contacts::MIGRATIONS,
    routing::MIGRATIONS,
    reports::MIGRATIONS,
];

/// What reports stand on.
pub struct Below {
    pub agents: Arc<Agents>,
    pub contacts: Arc<Contacts>,
    pub routing: Arc<Routing>,
}

impl Below {
    pub async fn over(db: &Db) -> Self {
        let agents = Agents::new(db.clone(), Identity::new(db.clone(), &[]));
        let contacts = Contacts::start(db.clone(), customers::Customers::new(db.clone())).await.unwrap();
        let routing = Routing::start(db.clone(), agents.clone(), contacts.clone()).await.unwrap();
        Self { agents, contacts, routing }
    }

    /// An agent who serves orders, posted in a team.
    pub async fn agent(&self, number: &str, name: &str, team: &str) -> AgentRef {
        let form = NewUserWithPosting {
            username: number.to_owned(),
            name: name.to_owned(),
            role: "agent".to_owned(),
            password: "correct horse".to_owned(),
            staff_number: None,
            team: Some(team.to_owned()),
            skills: vec![SkillWish { skill: "订单".to_owned(), level: 3 }],
        };
        let (_, agent) = self.agents.create_user(&Principal::system(), form).await.unwrap();
        AgentRef { id: agent.unwrap().id, staff_number: number.to_owned(), name: name.to_owned() }
    }

    /// Reports that have yet to read the log.
    pub fn reports(&self, db: &Db) -> Arc<Reports> {
        Reports::start(db.clone(), self.agents.clone(), self.contacts.clone(), self.routing.clone())
    }
}

/// The first 200 of what is behind a figure.
pub async fn behind(reports: &Reports, name: &str, question: &Question, drill: &Drill) -> Vec<Counted> {
    reports.counted(&Principal::system(), name, question, drill, (0, 200)).await.unwrap()
}

/// Numerator and denominator of an indicator, which are the sums of what is behind it.
pub async fn figure(reports: &Reports, name: &str, question: &Question) -> (f64, f64) {
    let figures = reports.indicators(&Principal::system(), question).await.unwrap();
    let figure = &figures.indicators[name];
    let value = (figure.denominator > 0.0).then(|| figure.numerator / figure.denominator);
    assert_eq!(figure.value, value, "{name}");
    let counted = behind(reports, name, question, &Drill::default()).await;
    let sums =
        counted.iter().fold((0.0, 0.0), |sums, one| (sums.0 + one.numerator, sums.1 + one.denominator));
    assert_eq!((figure.numerator, figure.denominator), sums, "{name} is what is behind it");
    sums
}

/// Each point of a series says what its part of the period says alone.
pub async fn series_agrees(reports: &Reports, question: &Question, by: By, points: usize) {
    let system = Principal::system();
    let series = reports.series(&system, question, by).await.unwrap();
    assert_eq!(series.len(), points);
    assert_eq!(series.iter().map(|point| Some(point.from)).next(), Some(question.from));
    assert_eq!(series.last().map(|point| point.to), question.to);
    for (n, point) in series.iter().enumerate() {
        let part = Question { from: Some(point.from), to: Some(point.to), ..question.clone() };
        let alone = reports.indicators(&system, &part).await.unwrap().indicators;
        assert_eq!(point.indicators.keys().collect::<Vec<_>>(), alone.keys().collect::<Vec<_>>());
        for (name, figure) in alone {
            let measured = point.indicators[&name];
            let (wanted, found) = (
                (figure.value, figure.numerator, figure.denominator),
                (measured.value, measured.numerator, measured.denominator),
            );
            assert_eq!(found, wanted, "{name} in part {n}");
        }
        assert_eq!(n + 1 == points, Some(point.to) == question.to);
    }
}

/// Of what kind the refusal is.
pub fn refusal<T>(answer: ApiResult<T>) -> RefusalKind {
    match answer {
        Err(ApiError::Refused(refused)) => refused.kind,
        Err(other) => panic!("failed: {other}"),
        Ok(_) => panic!("it was allowed"),
    }
}
