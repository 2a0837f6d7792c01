//! The program itself, as processes that are started, killed and started again.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running `tizilim serve`. Killed when it goes.
pub(crate) struct Process {
    child: Child,
    /// Where it listens.
    pub(crate) base: String,
}

impl Process {
    /// Starts one over a database; waits until it listens.
    pub(crate) fn start(database: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tizilim"))
            .args(["--log", "warn", "serve", "--listen", "127.0.0.1:0", "--database-url", database])
            .stdout(Stdio::piped())
            .spawn()
            .expect("started");
        let stdout = child.stdout.take().expect("its output");
        let line = BufReader::new(stdout).lines().next().expect("a line").expect("text");
        let base = line.strip_prefix("tizilim listens on ").and_then(|url| url.strip_suffix("/graphql")).expect("an address");
        Self { base: base.to_owned(), child }
    }

    /// Kills it at once: nothing is finished, nothing is said.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }

    /// Tells it to stop, and waits until it has; gives whether it ended well.
    pub(crate) fn stop(mut self) -> bool {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("told");
        assert!(told.success());
        self.child.wait().expect("ended").success()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that was killed or stopped before is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
