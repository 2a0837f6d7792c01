//! The program. See the library for all that it does.

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    match tizilim::cli::Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Words for the one who ran it: what went wrong and why, and no trace of the program's insides.
            eprintln!("Error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
