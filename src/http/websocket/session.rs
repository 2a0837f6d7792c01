//! One WebSocket from its opening to its end: a loop that hears, tells, and looks at the clock.
//!
//! It tells one answer at a time, and asks for the next only when the last has left. So a client that reads slowly
//! makes its own answers wait, and nothing is queued for it.

use std::collections::HashMap;
use std::pin::pin;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use axum::body::Bytes;
use axum::extract::ws::CloseFrame;
use axum::extract::ws::Message;
use axum::extract::ws::WebSocket;
use futures_util::SinkExt;
use futures_util::StreamExt;
use futures_util::stream;
use futures_util::stream::AbortHandle;
use futures_util::stream::BoxStream;
use futures_util::stream::SelectAll;
use serde_json::Map;
use serde_json::Value;
use tokio::time::Instant;
use tokio::time::timeout;

use super::super::Answers;
use super::super::bearer;
use super::super::meter::Meter;
use super::super::operation;
use super::super::operation::Told;
use super::super::parameters::Parameters;
use super::super::request_id::RequestId;
use super::super::streams::Slot;
use super::protocol;
use super::protocol::Close;
use super::protocol::Said;
use crate::graphql::error::Code;
use crate::graphql::error::RequestError;

/// How long a client may take to hear the end of its connection.
const FAREWELL: Duration = Duration::from_secs(1);

/// One WebSocket.
pub(super) struct Session<A: Answers> {
    app: A,
    socket: WebSocket,
    principal: Option<A::Principal>,
    request_id: Option<RequestId>,
    meter: Option<Meter>,
    is_initialised: bool,
    operations: HashMap<String, Operation>,
    /// The answers of all operations: under which id, and nothing when no more follow.
    answers: SelectAll<BoxStream<'static, (String, Option<Told>)>>,
    began_at: Instant,
    heard_at: Instant,
    /// When the last operation ended, or the connection began.
    used_at: Instant,
    ping_at: Instant,
}

/// An operation under way.
struct Operation {
    abort: AbortHandle,
    /// The act of the last answer that was sent.
    last: Option<i64>,
    #[expect(dead_code, reason = "held for its end")]
    slot: Option<Slot>,
}

impl Drop for Operation {
    fn drop(&mut self) {
        self.abort.abort();
    }
}

/// Why the loop ends.
enum End {
    /// The server closes.
    Close(Close),
    /// The client did not take an answer in time.
    Slow,
    /// The client closed, or is gone.
    Gone,
}

impl From<Close> for End {
    fn from(close: Close) -> Self {
        Self::Close(close)
    }
}

impl<A: Answers> Session<A> {
    /// Takes an open WebSocket, who asked for it, the id of that request, and its meter.
    pub(super) fn new(
        app: A,
        socket: WebSocket,
        principal: Option<A::Principal>,
        request_id: Option<RequestId>,
        meter: Option<Meter>,
    ) -> Self {
        let now = Instant::now();
        let ping_at = now + app.streams().limits().ping();
        Self {
            app,
            socket,
            principal,
            request_id,
            meter,
            is_initialised: false,
            operations: HashMap::new(),
            answers: SelectAll::new(),
            began_at: now,
            heard_at: now,
            used_at: now,
            ping_at,
        }
    }

    /// Serves it until it ends.
    pub(super) async fn run(mut self) {
        let end = match self.socket.protocol() {
            Some(protocol) if protocol == protocol::SUBPROTOCOL => self.serve().await,
            _ => Close::other_protocol().into(),
        };
        match end {
            End::Close(close) => self.close(close).await,
            End::Slow => self.tell_to_resume().await,
            End::Gone => drop(timeout(FAREWELL, self.socket.close()).await),
        }
    }

    async fn serve(&mut self) -> End {
        let mut closing = pin!(self.app.streams().closing());
        loop {
            let next_look = self.next_look();
            let step = tokio::select! {
                () = &mut closing => Err(Close::going_away().into()),
                message = self.socket.recv() => self.hear(message).await,
                Some((id, told)) = self.answers.next() => self.tell(id, told).await,
                () = tokio::time::sleep_until(next_look) => self.look().await,
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    async fn hear(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<(), End> {
        self.heard_at = Instant::now();
        let text = match message {
            None | Some(Ok(Message::Close(_))) => return Err(End::Gone),
            Some(Err(error)) => return Err(broken(&error)),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(()),
            Some(Ok(Message::Binary(_))) => return Err(Close::bad_message("it is binary").into()),
            Some(Ok(Message::Text(text))) => text,
        };
        match protocol::read(&text)? {
            Said::Init(_) if self.is_initialised => Err(Close::second_init().into()),
            Said::Init(payload) => self.initialise(payload).await,
            Said::Ping => self.send(protocol::PONG.to_owned()).await,
            Said::Pong => Ok(()),
            Said::Subscribe(..) if !self.is_initialised => Err(Close::unauthorised().into()),
            Said::Subscribe(id, _) if self.operations.contains_key(&id) => Err(Close::id_taken(&id).into()),
            Said::Subscribe(id, asked) => match asked.and_then(|asked| self.begin(&id, asked)) {
                Ok(()) => Ok(()),
                Err(refusal) => self.send(protocol::error(&id, &[refusal.into()])).await,
            },
            Said::Complete(id) => {
                self.end(&id);
                Ok(())
            }
        }
    }

    /// A token that is told here stands before one in the handshake, where browsers cannot put any.
    async fn initialise(&mut self, payload: Map<String, Value>) -> Result<(), End> {
        if let Some((_, told)) = payload.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization")) {
            let token = told.as_str().and_then(bearer::read).ok_or_else(Close::forbidden)?;
            self.principal = match self.app.authenticate(token).await {
                Ok(principal) => Some(principal),
                Err(error) if error.code == Code::NotAuthenticated => return Err(Close::forbidden().into()),
                Err(_) => return Err(Close::unavailable().into()),
            };
        }
        self.is_initialised = true;
        self.send(protocol::ACK.to_owned()).await
    }

    fn begin(&mut self, id: &str, asked: Parameters) -> Result<(), RequestError> {
        let most = self.app.streams().limits().max_operations;
        if self.operations.len() >= most {
            let message = format!("As many operations are under way here as may be: {most} (maxOperations).");
            return Err(RequestError::new(Code::LimitExceeded, message));
        }
        self.charge(|meter| meter.charge(1))?;
        let admitted = operation::admit(&self.app, &asked)?;
        self.charge(|meter| meter.charge_for(admitted.cost).map(drop))?;
        let is_followed = admitted.operation_type == OperationType::Subscription;
        let client = self.meter.as_ref().map(Meter::client);
        let slot = is_followed.then(|| self.app.streams().subscribe(client)).transpose()?;
        let answers = operation::answers(&self.app, self.principal.clone(), (asked, admitted), None, self.request_id.clone());
        let told = answers.map(Some).chain(stream::iter([None]));
        let under = id.to_owned();
        let (told, abort) = stream::abortable(told.map(move |told| (under.clone(), told)));
        self.answers.push(told.boxed());
        self.operations.insert(id.to_owned(), Operation { abort, last: None, slot });
        Ok(())
    }

    /// Each operation costs what it would cost by a request of its own.
    fn charge(&self, charge: impl FnOnce(&Meter) -> Result<(), RequestError>) -> Result<(), RequestError> {
        self.meter.as_ref().map_or(Ok(()), charge)
    }

    async fn tell(&mut self, id: String, told: Option<Told>) -> Result<(), End> {
        match told {
            Some(Told::Next(answer, sequence)) => {
                if let Some(operation) = self.operations.get_mut(&id) {
                    operation.last = sequence.or(operation.last);
                }
                self.send(protocol::next(&id, &answer)).await
            }
            Some(Told::Error(errors)) => {
                self.end(&id);
                self.send(protocol::error(&id, &errors)).await
            }
            None => {
                self.end(&id);
                self.send(protocol::complete(&id)).await
            }
        }
    }

    fn end(&mut self, id: &str) {
        self.operations.remove(id);
        self.used_at = Instant::now();
    }

    /// When the clock has to be looked at next.
    fn next_look(&self) -> Instant {
        let limits = self.app.streams().limits();
        let idle_at = self.heard_at + limits.idle_timeout();
        let look_at = self.ping_at.min(idle_at).min(self.unused_at());
        if self.is_initialised { look_at } else { look_at.min(self.began_at + limits.init_timeout()) }
    }

    /// When it will have been open for too long without an operation.
    fn unused_at(&self) -> Instant {
        let since = if self.operations.is_empty() { self.used_at } else { Instant::now() };
        since + self.app.streams().limits().unused_timeout()
    }

    async fn look(&mut self) -> Result<(), End> {
        let (limits, now) = (self.app.streams().limits(), Instant::now());
        if !self.is_initialised && now >= self.began_at + limits.init_timeout() {
            return Err(Close::init_timeout().into());
        }
        if now >= self.heard_at + limits.idle_timeout() || now >= self.unused_at() {
            return Err(Close::idle().into());
        }
        if now >= self.ping_at {
            self.ping_at = now + limits.ping();
            return self.hand_over(Message::Ping(Bytes::new())).await;
        }
        Ok(())
    }

    async fn send(&mut self, text: String) -> Result<(), End> {
        self.hand_over(Message::Text(text.into())).await
    }

    /// Waits until the message has left.
    async fn hand_over(&mut self, message: Message) -> Result<(), End> {
        let patience = self.app.streams().limits().take_timeout();
        match timeout(patience, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Gone),
            Err(_) => Err(End::Slow),
        }
    }

    /// Tells under each id after which act to go on. The answer that was not taken stands before it in the line, so a
    /// client that hears this has that answer too.
    async fn tell_to_resume(mut self) {
        let followed = self.operations.iter().filter_map(|(id, operation)| Some((id, operation.last?)));
        let words: Vec<String> = followed.map(|(id, last)| protocol::error(id, &[operation::resume(Some(last))])).collect();
        self.operations.clear();
        for word in words {
            if self.send(word).await.is_err() {
                // It hears nothing; its connection is cut, and it finds where it was by itself.
                return;
            }
        }
        self.close(Close::resume()).await;
    }

    /// Says why, and waits a moment for the other side to have heard.
    async fn close(mut self, close: Close) {
        tracing::debug!(code = close.code, reason = close.reason, "a WebSocket is closed");
        let frame = CloseFrame { code: close.code, reason: close.reason.into() };
        let farewell = async {
            if self.socket.send(Message::Close(Some(frame))).await.is_ok() {
                while let Some(Ok(_)) = self.socket.recv().await {}
            }
        };
        drop(timeout(FAREWELL, farewell).await);
    }
}

/// What a connection that cannot be read ends with.
fn broken(error: &axum::Error) -> End {
    // The library tells a message that is too long from a broken one by its words only.
    if error.to_string().starts_with("Space limit exceeded") { Close::too_long().into() } else { End::Gone }
}
