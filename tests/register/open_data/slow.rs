//! Callers who do not read what they asked for.

use std::time::Duration;

use tizilim::app::App;
use tizilim::registry::Registry;
use tizilim::settings::Settings;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use super::{demo, fetch};

/// So little is held between server and caller that a file of some hundred KB does not fit.
const SMALL: u32 = 4_096;

async fn serve(registry: &Registry, stall_ms: u64) -> std::net::SocketAddr {
    let mut settings = Settings::default();
    (settings.open_data.max_files, settings.open_data.stall_ms) = (1, stall_ms);
    let app = App::new(registry.clone(), &settings).expect("an application");
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_send_buffer_size(SMALL).expect("a small buffer");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    let listener = socket.listen(16).expect("a listener");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app.router()).await });
    address
}

/// Asks for the longest file and reads the first byte of the answer.
async fn ask_and_wait(server: std::net::SocketAddr, sequence: i64) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(SMALL).expect("a small buffer");
    let mut stream = socket.connect(server).await.expect("a connection");
    let request = format!("GET /open-data/acts.jsonl?sequence={sequence} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("sent");
    stream.read_u8().await.expect("an answer");
    stream
}

/// The statuses that a second caller gets, until it is let in.
async fn let_in(server: std::net::SocketAddr) -> Vec<u16> {
    let mut found = Vec::new();
    for _ in 0..200 {
        found.push(fetch(&format!("http://{server}"), "rules.csv?sequence=1").await.status);
        if found.last() == Some(&200) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_reading_is_given_up_and_knows_that_the_file_is_not_whole() {
    let register = demo().await;
    let server = serve(&register.registry, 400).await;
    let mut slow = ask_and_wait(server, register.newest().await.number()).await;
    let statuses = let_in(server).await;
    assert_eq!((statuses.first(), statuses.last()), (Some(&503), Some(&200)), "{statuses:?}");
    let mut rest = Vec::new();
    // The end of the last chunk never comes: either the connection breaks or what came is visibly not all.
    let _ = slow.read_to_end(&mut rest).await;
    assert!(!rest.ends_with(b"0\r\n\r\n"), "a file that broke off looks whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_goes_away_makes_room() {
    let register = demo().await;
    let server = serve(&register.registry, 600_000).await;
    let slow = ask_and_wait(server, register.newest().await.number()).await;
    assert_eq!(fetch(&format!("http://{server}"), "rules.csv?sequence=1").await.status, 503);
    drop(slow);
    assert_eq!(let_in(server).await.last(), Some(&200));
}
