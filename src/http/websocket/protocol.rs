//! The words of `graphql-transport-ws`, read and written.

use async_graphql::Response as Executed;
use async_graphql::ServerError;
use serde::Deserialize;
use serde::Serialize;
use serde_json::Map;
use serde_json::Value;

use super::super::answer;
use super::super::parameters::{Given, Parameters};

/// The name of the protocol in the handshake.
pub(super) const SUBPROTOCOL: &str = "graphql-transport-ws";

/// The longest id that an operation may be given: it comes back with each answer.
const LONGEST_ID: usize = 128;

/// What a client says.
#[derive(Debug)]
pub(super) enum Said {
    /// It begins, and may say who it is.
    Init(Map<String, Value>),
    /// It asks for a sign of life.
    Ping,
    /// It gives one.
    Pong,
    /// It asks something, under an id of its own. What is wrong with the parameters is told under that id.
    Subscribe(String, Result<Parameters, crate::graphql::error::RequestError>),
    /// It wants no more answers.
    Complete(String),
}

/// Why a connection ends: a code of the protocol, or of RFC 6455, and a reason for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Close {
    /// The code.
    pub(super) code: u16,
    /// At most 123 bytes.
    pub(super) reason: String,
}

impl Close {
    /// The code of a client that was too slow: ours, since neither the protocol nor RFC 6455 has one.
    pub(super) const RESUME: u16 = 4420;

    /// Takes a code and a reason.
    pub(super) fn new(code: u16, reason: impl Into<String>) -> Self {
        let mut reason = reason.into();
        let end = (0..=reason.len().min(123)).rev().find(|end| reason.is_char_boundary(*end)).unwrap_or_default();
        reason.truncate(end);
        Self { code, reason }
    }

    /// Nothing that the protocol knows.
    pub(super) fn bad_message(why: &str) -> Self {
        Self::new(4400, format!("Invalid message: {why}"))
    }

    /// Something was asked before the client began.
    pub(super) fn unauthorised() -> Self {
        Self::new(4401, "Unauthorized: send connection_init first")
    }

    /// Who the client says that it is, it is not.
    pub(super) fn forbidden() -> Self {
        Self::new(4403, "Forbidden: the token is no good")
    }

    /// The client speaks another protocol.
    pub(super) fn other_protocol() -> Self {
        Self::new(4406, format!("Subprotocol not acceptable: {SUBPROTOCOL} is spoken here"))
    }

    /// The client never began.
    pub(super) fn init_timeout() -> Self {
        Self::new(4408, "Connection initialisation timeout")
    }

    /// An operation under way has this id.
    pub(super) fn id_taken(id: &str) -> Self {
        Self::new(4409, format!("Subscriber for {id} already exists"))
    }

    /// The client began twice.
    pub(super) fn second_init() -> Self {
        Self::new(4429, "Too many initialisation requests")
    }

    /// The client is gone, as far as can be told.
    pub(super) fn idle() -> Self {
        Self::new(1001, "Nothing was heard for too long")
    }

    /// The server stops; another, or the same, goes on.
    pub(super) fn going_away() -> Self {
        Self::new(1001, "The server is stopping: come again, and go on after the last act that came")
    }

    /// The message is longer than the limit.
    pub(super) fn too_long() -> Self {
        Self::new(1009, "The message is too long (maxMessageBytes)")
    }

    /// The client did not take its answers.
    pub(super) fn resume() -> Self {
        Self::new(Self::RESUME, "RESUME: the answers were not taken in time; go on after the last act that came")
    }

    /// The register cannot tell now whether a token is good.
    pub(super) fn unavailable() -> Self {
        Self::new(1013, "The token cannot be checked now: come again later")
    }
}

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "type")]
    kind: String,
    id: Option<String>,
    #[serde(default)]
    payload: Option<Value>,
}

/// Takes the text of a message; gives what it says, or why the connection is at an end.
pub(super) fn read(text: &str) -> Result<Said, Close> {
    let message: Message = serde_json::from_str(text).map_err(|_| Close::bad_message("not a JSON object with a type"))?;
    let id = |id: Option<String>| match id {
        Some(id) if (1..=LONGEST_ID).contains(&id.len()) => Ok(id),
        _ => Err(Close::bad_message("the id is a string of 1 to 128 bytes")),
    };
    match message.kind.as_str() {
        "connection_init" => object(message.payload).map(|payload| Said::Init(payload.unwrap_or_default())),
        "ping" => object(message.payload).map(|_| Said::Ping),
        "pong" => object(message.payload).map(|_| Said::Pong),
        "complete" => Ok(Said::Complete(id(message.id)?)),
        "subscribe" => {
            let Some(mut asked) = object(message.payload)? else { return Err(Close::bad_message("nothing is asked")) };
            let is_named = asked.contains_key("documentId") || asked.contains_key("extensions");
            if !asked.get("query").map_or(is_named, Value::is_string) {
                return Err(Close::bad_message("the query is a string"));
            }
            Ok(Said::Subscribe(id(message.id)?, Given::take_from(&mut asked).read()))
        }
        _ => Err(Close::bad_message("the type is not one that a client sends")),
    }
}

fn object(payload: Option<Value>) -> Result<Option<Map<String, Value>>, Close> {
    match payload {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(payload)) => Ok(Some(payload)),
        Some(_) => Err(Close::bad_message("the payload is an object")),
    }
}

#[derive(Serialize)]
struct Telling<'a, P: Serialize> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<P>,
}

/// The server is ready.
pub(super) const ACK: &str = r#"{"type":"connection_ack"}"#;

/// The server is alive.
pub(super) const PONG: &str = r#"{"type":"pong"}"#;

/// An answer to an operation.
pub(super) fn next(id: &str, answer: &Executed) -> String {
    answer::json(&Telling { id, kind: "next", payload: Some(answer) })
}

/// What is wrong with an operation; nothing follows.
pub(super) fn error(id: &str, errors: &[ServerError]) -> String {
    answer::json(&Telling { id, kind: "error", payload: Some(errors) })
}

/// No more answers to an operation.
pub(super) fn complete(id: &str) -> String {
    answer::json(&Telling::<()> { id, kind: "complete", payload: None })
}

#[cfg(test)]
mod tests {
    use super::Close;
    use super::Said;
    use super::complete;
    use super::read;

    #[test]
    fn what_a_client_may_say_is_read() {
        assert!(matches!(read(r#"{"type":"connection_init"}"#), Ok(Said::Init(payload)) if payload.is_empty()));
        assert!(
            matches!(read(r#"{"type":"connection_init","payload":{"authorization":"x"}}"#), Ok(Said::Init(payload)) if payload.len() == 1)
        );
        assert!(matches!(read(r#"{"type":"ping","payload":null}"#), Ok(Said::Ping)));
        assert!(matches!(read(r#"{"type":"pong","payload":{}}"#), Ok(Said::Pong)));
        assert!(matches!(read(r#"{"type":"complete","id":"1"}"#), Ok(Said::Complete(id)) if id == "1"));
        let asked = read(r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":{"b":1}}}"#);
        assert!(matches!(asked, Ok(Said::Subscribe(id, Ok(asked))) if id == "1" && asked.document == "{a}".into()));
    }

    #[test]
    fn all_else_ends_the_connection() {
        for bad in [
            "",
            "{",
            "[]",
            "{}",
            r#"{"type":7}"#,
            r#"{"type":"next","id":"1"}"#,
            r#"{"type":"start","id":"1","payload":{"query":"{a}"}}"#,
            r#"{"type":"ping","payload":7}"#,
            r#"{"type":"subscribe","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":7,"payload":{"query":"{a}"}}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":7}}"#,
            r#"{"type":"complete"}"#,
        ] {
            assert_eq!(read(bad).unwrap_err().code, 4400, "{bad}");
        }
    }

    #[test]
    fn a_reason_fits_into_its_frame() {
        assert!(Close::id_taken(&"ө".repeat(200)).reason.len() <= 123);
        assert_eq!(complete("a\"b"), r#"{"id":"a\"b","type":"complete"}"#);
    }
}
