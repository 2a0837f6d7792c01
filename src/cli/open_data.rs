//! `tizilim open-data`: the public register as files, as the server hands them out.

use std::path::PathBuf;

use clap::Args;

use super::open;
use crate::domain::sequence::Sequence;
use crate::files::{OpenDataOptions, write_open_data};
use crate::open_data::Addresses;
use crate::settings::SettingsArgs;

#[derive(Args, Debug)]
pub(super) struct OpenDataArgs {
    #[command(flatten)]
    settings: SettingsArgs,
    /// As the register stood after this act [default: the newest]
    #[arg(long, value_name = "ACT", value_parser = sequence)]
    sequence: Option<Sequence>,
    /// Only what changed after this act
    #[arg(long, value_name = "ACT", value_parser = sequence)]
    after: Option<Sequence>,
    /// The folder to write into, made where there is none
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

fn sequence(text: &str) -> Result<Sequence, String> {
    text.parse().ok().and_then(Sequence::new).ok_or_else(|| "a whole number from 0".to_owned())
}

pub(super) async fn run(args: OpenDataArgs) -> anyhow::Result<()> {
    let settings = args.settings.finish()?;
    let registry = open(&settings).await?;
    let addresses = Addresses::under(settings.public_url.as_deref());
    let options = OpenDataOptions { sequence: args.sequence, after: args.after, addresses };
    for file in write_open_data(&registry, &args.folder, &options).await? {
        println!("{}: {} bytes", args.folder.join(file.cut.file_name(file.form)).display(), file.fingerprint.bytes);
    }
    Ok(())
}
