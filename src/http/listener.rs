//! The socket of the server: each connection that takes nothing for too long is cut.
//!
//! An answer that waits to be sent holds memory, and a place where places are counted; a client that never reads would
//! hold it for ever.

use std::net::SocketAddr;
use std::pin::Pin;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio_io_timeout::TimeoutStream;

/// A TCP socket whose connections are cut after so long without taking any of the bytes that wait for them.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    write_timeout: Duration,
}

impl Listener {
    /// Takes a bound socket and the time that a write may take.
    pub fn new(socket: TcpListener, write_timeout: Duration) -> Self {
        Self { socket, write_timeout }
    }
}

impl axum::serve::Listener for Listener {
    type Io = Pin<Box<TimeoutStream<TcpStream>>>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        // The one of axum, which goes on after an error that passes.
        let (stream, from) = axum::serve::Listener::accept(&mut self.socket).await;
        // An answer of few bytes is not held back to wait for more.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.write_timeout));
        (Box::pin(stream), from)
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.socket.local_addr()
    }
}
