//! The program. See the library for all that it does.

use clap::Parser;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tizilim::cli::Cli::parse().run().await
}
