//! `tizilim migrate`: tables up to date, starting rules recorded.

use super::open;
use crate::settings::Settings;

pub(super) async fn run(settings: &Settings) -> anyhow::Result<()> {
    let registry = open(settings).await?;
    let was_empty = registry.init().await?;
    let view = registry.view_now().await?;
    if was_empty {
        println!("the register was empty: its starting rules are recorded; sequence {}", view.seq);
    } else {
        println!("the tables are up to date; sequence {}", view.seq);
    }
    Ok(())
}
