//! A WebSocket as a client holds it, frame by frame.

use std::time::Duration;

use futures_util::SinkExt;
use futures_util::StreamExt;
use serde_json::Value;
use serde_json::json;
use tokio::net::TcpStream;
use tokio_tungstenite::MaybeTlsStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderName;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use crate::support::Server;

/// The time after which a test is taken to hang.
const HANGS: Duration = Duration::from_secs(20);

pub(crate) const PROTOCOL: (&str, &str) = ("sec-websocket-protocol", "graphql-transport-ws");

pub(crate) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Opens a WebSocket with these headers; the status when it is refused.
    pub(crate) async fn open(server: &Server, headers: &[(&str, &str)]) -> Result<Self, u16> {
        let mut request = server.url.replace("http://", "ws://").into_client_request().unwrap();
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            request.headers_mut().append(name, HeaderValue::from_str(value).unwrap());
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(other) => panic!("{other}"),
        }
    }

    /// Opens one in the protocol, and begins.
    pub(crate) async fn ready(server: &Server) -> Self {
        let mut socket = Self::open(server, &[PROTOCOL]).await.unwrap();
        socket.init(Value::Null).await;
        assert_eq!(socket.hear().await, json!({"type": "connection_ack"}));
        socket
    }

    pub(crate) async fn init(&mut self, payload: Value) {
        self.say(&json!({"type": "connection_init", "payload": payload})).await;
    }

    pub(crate) async fn subscribe(&mut self, id: &str, query: &str) {
        self.say(&json!({"type": "subscribe", "id": id, "payload": {"query": query}})).await;
    }

    pub(crate) async fn say(&mut self, message: &Value) {
        self.say_text(&message.to_string()).await;
    }

    pub(crate) async fn say_text(&mut self, text: &str) {
        self.send(Message::text(text)).await;
    }

    pub(crate) async fn send(&mut self, message: Message) {
        self.0.send(message).await.unwrap();
    }

    pub(crate) async fn message(&mut self) -> Option<Result<Message, Error>> {
        tokio::time::timeout(HANGS, self.0.next()).await.unwrap()
    }

    /// The next message that says something.
    pub(crate) async fn hear(&mut self) -> Value {
        loop {
            match self.message().await {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The code with which the server closes, whatever it says before.
    pub(crate) async fn close_code(&mut self) -> u16 {
        self.closed().await.0
    }

    /// The code and the reason with which the server closes.
    pub(crate) async fn closed(&mut self) -> (u16, String) {
        loop {
            match self.message().await {
                Some(Ok(Message::Close(Some(frame)))) => return (frame.code.into(), frame.reason.to_string()),
                Some(Ok(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}
