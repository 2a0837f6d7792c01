//! One question, asked of the register and of the replay.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use serde_json::{Value, json};

use super::error::{AuditError, Failure};
use super::remote::Remote;
use crate::domain::view::View;
use crate::graphql::Asked;
use crate::graphql::gate::Terms;
use crate::graphql::schema::{self, RegisterSchema};
use crate::registry::Registry;

const QUESTIONS: &str = include_str!("questions.graphql");

/// How long an answer of the replay may take is nobody's concern.
const UNBOUNDED: u64 = u64::MAX;

/// The register and its replay, side by side.
pub(super) struct Both<'a> {
    remote: &'a Remote,
    replayed: &'a Registry,
    schema: RegisterSchema,
    terms: Arc<Terms>,
    newest: View,
    page: usize,
}

/// What both answer.
pub(super) struct Answers {
    /// The register.
    pub(super) said: Value,
    /// The replay.
    pub(super) follows: Value,
}

/// Why there is no answer.
pub(super) enum NoAnswer {
    /// The question is too large for the register's limits.
    TooLarge,
    Failed(AuditError),
}

impl From<AuditError> for NoAnswer {
    fn from(error: AuditError) -> Self {
        Self::Failed(error)
    }
}

/// The most entries that are asked for at once, if the register lets them be.
const PAGE: usize = 50;

impl<'a> Both<'a> {
    pub(super) async fn new(remote: &'a Remote, replayed: &'a Registry, newest: View) -> Result<Self, AuditError> {
        let terms = Arc::new(Terms { request_timeout_ms: UNBOUNDED, ..Terms::default() });
        let mut both = Self { remote, replayed, schema: schema::build(), terms, newest, page: PAGE };
        let told = both.remote_answer("Limits", &json!({})).await.map_err(|why| both.failed(why))?;
        for limit in ["maxPageSize", "maxBatchSize"] {
            let most = told["register"]["limits"][limit].as_u64().and_then(|most| usize::try_from(most).ok());
            both.page = both.page.min(most.unwrap_or(PAGE)).max(1);
        }
        Ok(both)
    }

    /// How many entries are asked for at once.
    pub(super) const fn page(&self) -> usize {
        self.page
    }

    /// Asks for less at once from now on; gives whether that is possible.
    pub(super) fn ask_less(&mut self) -> bool {
        let less = self.page / 2;
        self.page = less.max(1);
        less > 0
    }

    /// A question about a view, with whatever else it needs.
    pub(super) async fn ask(&self, operation: &str, view: View, mut variables: Value) -> Result<Answers, NoAnswer> {
        variables["on"] = json!(view.on);
        variables["sequence"] = json!(view.seq);
        let (said, follows) =
            tokio::join!(self.remote_answer(operation, &variables), self.own_answer(operation, variables.clone()));
        let (mut said, mut follows) = (said?, follows?);
        Ok(Answers { said: said["at"].take(), follows: follows["at"].take() })
    }

    /// As [`Both::ask`] of the register alone.
    pub(super) fn failed(&self, why: NoAnswer) -> AuditError {
        match why {
            NoAnswer::TooLarge => {
                let what = "its limits leave no room for the smallest question of an audit".to_owned();
                Failure::Unreadable { url: self.remote.url("/graphql"), what }.into()
            }
            NoAnswer::Failed(error) => error,
        }
    }

    async fn remote_answer(&self, operation: &str, variables: &Value) -> Result<Value, NoAnswer> {
        let question = json!({ "query": QUESTIONS, "operationName": operation, "variables": variables });
        let mut answer = self.remote.ask(&question).await?;
        let error = answer["errors"].get(0);
        if error.is_some_and(|error| error["extensions"]["code"] == "LIMIT_EXCEEDED") {
            return Err(NoAnswer::TooLarge);
        }
        let unreadable = |what: String| Failure::Unreadable { url: self.remote.url("/graphql"), what };
        if let Some(error) = error {
            let what = format!("the question {operation} was refused: {}", super::difference::shown(&error["message"]));
            return Err(NoAnswer::Failed(unreadable(what).into()));
        }
        match answer.get_mut("data") {
            Some(data @ Value::Object(_)) => Ok(data.take()),
            _ => Err(NoAnswer::Failed(unreadable(format!("the answer to {operation} has no data")).into())),
        }
    }

    async fn own_answer(&self, operation: &str, variables: Value) -> Result<Value, AuditError> {
        let asked = Asked::new(self.replayed.clone(), Arc::clone(&self.terms), self.newest, None);
        let request = Request::new(QUESTIONS).operation_name(operation).variables(Variables::from_json(variables));
        let answer = self.schema.execute(request.data(asked)).await;
        if let Some(error) = answer.errors.first() {
            return Err(Failure::Replayed(format!("{operation}: {}", error.message)).into());
        }
        answer.data.into_json().map_err(|error| Failure::Replayed(error.to_string()).into())
    }
}
