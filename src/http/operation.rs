//! One operation whose answers are sent as they come, whatever carries them.

use std::panic::AssertUnwindSafe;

use async_graphql::Request as Operation;
use async_graphql::Response as Executed;
use async_graphql::ServerError;
use async_graphql::Value;
use async_graphql::parser::types::OperationType;
use futures_util::FutureExt;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;

use super::Answers;
use super::Followed;
use super::answer;
use super::parameters::Parameters;
use super::request_id::RequestId;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;
use crate::graphql::gate::Admitted;

/// An answer on its way out.
#[derive(Debug)]
pub(super) enum Told {
    /// An answer, and the act that it shows.
    Next(Box<Executed>, Option<i64>),
    /// The operation was not executed, or could not go on; nothing follows.
    Error(Vec<ServerError>),
}

/// Takes parameters that the gate admitted; gives them as the executor wants them.
pub(super) fn prepared(parameters: Parameters, admitted: Admitted) -> Operation {
    // Its text was read by the gate, and is not read again.
    let mut operation = Operation::new("").variables(parameters.variables);
    operation.operation_name = parameters.operation_name;
    operation.set_parsed_query(admitted.document);
    operation
}

/// Takes what an open connection asks; gives the document of a query or a subscription. Acts are sent by POST, where
/// the answer to each is certain.
pub(super) fn admit(app: &impl Answers, parameters: &Parameters) -> Result<Admitted, RequestError> {
    let admitted = app.gate().admit(&parameters.document, parameters.operation_name.as_deref(), &parameters.variables)?;
    if admitted.operation_type == OperationType::Mutation {
        return Err(RequestError::new(Code::MethodNotAllowed, "A mutation is sent by POST, and answered once."));
    }
    Ok(admitted)
}

/// Takes an admitted operation, who asks, after which act a subscription resumes, and the id of the request; gives its
/// answers, each made when it is taken. One that panics ends this operation and nothing else.
pub(super) fn answers<A: Answers>(
    app: &A,
    principal: Option<A::Principal>,
    (parameters, admitted): (Parameters, Admitted),
    resume: Option<i64>,
    id: Option<RequestId>,
) -> BoxStream<'static, Told> {
    let kind = admitted.operation_type;
    let operation = prepared(parameters, admitted);
    let answers = match kind {
        OperationType::Subscription => app.follow(principal, operation, resume),
        OperationType::Query | OperationType::Mutation => once(app.clone(), principal, operation).boxed(),
    };
    let answers = AssertUnwindSafe(answers).catch_unwind();
    answers.map(move |followed| told(kind, followed.unwrap_or_else(|_| panicked()), id.as_ref())).boxed()
}

fn once<A: Answers>(app: A, principal: Option<A::Principal>, operation: Operation) -> BoxStream<'static, Followed> {
    let answer = async move {
        let answer = tokio::time::timeout(app.request_timeout(), app.execute(principal, operation)).await;
        let answer = answer.unwrap_or_else(|_| Executed::from_errors(vec![too_late(&app).into()]));
        Followed { answer, sequence: None }
    };
    answer.into_stream().boxed()
}

/// The refusal of an answer that was not ready in time.
pub(super) fn too_late(app: &impl Answers) -> RequestError {
    let after = app.request_timeout().as_millis();
    RequestError::new(Code::Timeout, format!("The answer was not ready after {after} ms (requestTimeoutMs)."))
}

/// Gives the errors their codes, and tells an operation that was not executed, or could not go on, from an answer with
/// something wrong in it.
fn told(kind: OperationType, followed: Followed, id: Option<&RequestId>) -> Told {
    let Followed { mut answer, sequence } = followed;
    answer::finish(&mut answer, id);
    // What is wrong with an answer stands in a field of it: of a subscription, in a field of what was followed.
    let outside = if kind == OperationType::Subscription { 1 } else { 0 };
    let is_refused = !answer.errors.is_empty() && answer.errors.iter().all(|error| error.path.len() <= outside);
    if answer.data == Value::Null && is_refused { Told::Error(answer.errors) } else { Told::Next(Box::new(answer), sequence) }
}

/// Takes the act of the last answer that a client was given; gives the error that tells it to resume from there.
pub(super) fn resume(last: Option<i64>) -> ServerError {
    let message = match last {
        Some(last) => format!("The answers were not taken in time. Subscribe again after {last}: nothing is lost."),
        None => "The answers were not taken in time. Subscribe again.".to_owned(),
    };
    let mut error = ServerError::from(RequestError::new(Code::Resume, message));
    if let (Some(values), Some(last)) = (error.extensions.as_mut(), last) {
        values.set("lastSequence", last);
    }
    error
}

fn panicked() -> Followed {
    tracing::error!("an operation of an open connection panicked");
    let refusal = RequestError::new(Code::Internal, Code::Internal.description());
    Followed { answer: Executed::from_errors(vec![refusal.into()]), sequence: None }
}
