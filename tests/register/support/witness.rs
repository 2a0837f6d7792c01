//! Witnesses that run beside a test, good ones and others.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use ed25519_dalek::SigningKey;
use tempfile::TempDir;
use tizilim::journal::keys::Keys;
use tizilim::journal::note::{KeyKind, KeyName, NoteKey, NoteSigner};
use tizilim::journal::witnessing::Logs;
use tizilim::registry::{Clock, Registry, Signing};
use tizilim::witness::{Memory, Policy, Witness, WitnessAt, Witnesses};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{TestRegister, signing_keys};

/// The time after which a test is taken to hang: a good witness answers before, on whatever machine.
const HANGS: Duration = Duration::from_secs(60);

/// A server that can be stopped, and started again where it was.
pub(crate) struct Stoppable {
    pub(crate) address: SocketAddr,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Stoppable {
    pub(crate) async fn start(router: Router) -> Self {
        let mut server = Self { address: SocketAddr::from(([127, 0, 0, 1], 0)), running: None };
        server.again(router).await;
        server
    }

    pub(crate) async fn again(&mut self, router: Router) {
        let listener = TcpListener::bind(self.address).await.expect("its address");
        self.address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = axum::serve(listener, router).with_graceful_shutdown(async move { drop(stopped.await) });
        let task = tokio::spawn(async move { serving.await.expect("served") });
        self.running = Some((stop, task));
    }

    /// Stops it, with the connections that were kept for later.
    pub(crate) async fn stop(&mut self) {
        if let Some((stop, task)) = self.running.take() {
            drop(stop);
            task.await.expect("stopped");
        }
    }
}

/// A key of a witness.
pub(crate) fn witness_key(seed: u8) -> NoteSigner {
    let name = KeyName::new(&format!("w{seed}.example")).expect("a name");
    NoteSigner::new(name, KeyKind::Witness, SigningKey::from_bytes(&[seed; 32]))
}

/// A witness of the logs of some registers.
pub(crate) struct TestWitness {
    server: Stoppable,
    seed: u8,
    logs: Vec<NoteKey>,
    pub(crate) folder: TempDir,
}

impl TestWitness {
    /// One that watches the log of the registers of tests.
    pub(crate) async fn start(seed: u8) -> Self {
        Self::of(seed, &[&signing_keys()]).await
    }

    pub(crate) async fn of(seed: u8, registers: &[&Keys]) -> Self {
        let logs: Vec<NoteKey> = registers.iter().flat_map(|keys| keys.log_keys()).collect();
        let folder = tempfile::tempdir().expect("a folder");
        let server = Stoppable::start(one(seed, &logs, &folder).router()).await;
        Self { server, seed, logs, folder }
    }

    pub(crate) async fn stop(&mut self) {
        self.server.stop().await;
    }

    /// Starts it again, as what its folder says of it.
    pub(crate) async fn again(&mut self) {
        self.stop().await;
        self.server.again(one(self.seed, &self.logs, &self.folder).router()).await;
    }

    pub(crate) fn at(&self) -> WitnessAt {
        at(&self.server, self.seed)
    }

    pub(crate) fn key(&self) -> NoteKey {
        witness_key(self.seed).public().clone()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/add-checkpoint", self.server.address)
    }

    pub(crate) fn memory(&self) -> Memory {
        Memory::in_folder(self.folder.path().to_owned()).expect("a folder")
    }
}

fn one(seed: u8, logs: &[NoteKey], folder: &TempDir) -> Witness {
    let memory = Memory::in_folder(folder.path().to_owned()).expect("a folder");
    Witness::new(witness_key(seed), Logs::new(logs.to_vec()).expect("logs"), memory, Clock::system())
}

/// A server as the witness of a key.
pub(crate) fn at(server: &Stoppable, seed: u8) -> WitnessAt {
    WitnessAt::new(&format!("http://{}", server.address), &witness_key(seed).public().to_string()).expect("a witness")
}

impl TestRegister {
    /// The register, asking witnesses.
    pub(crate) fn witnessed(&self, witnesses: Vec<WitnessAt>, quorum: Option<usize>) -> Registry {
        self.witnessed_as(signing_keys(), witnesses, quorum)
    }

    pub(crate) fn witnessed_as(&self, keys: Keys, witnesses: Vec<WitnessAt>, quorum: Option<usize>) -> Registry {
        self.waiting(keys, witnesses, quorum, HANGS)
    }

    pub(crate) fn waiting(&self, keys: Keys, at: Vec<WitnessAt>, quorum: Option<usize>, patience: Duration) -> Registry {
        let policy = Policy::new(at, quorum).expect("a policy");
        let cosigner = Witnesses::new(&policy).expect("clients").with_patience(patience);
        let memory = self.folder.path().join("signed");
        self.registry.clone().signing_with(Signing::new(keys, memory, Some(Arc::new(cosigner))))
    }
}
