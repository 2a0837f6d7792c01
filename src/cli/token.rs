//! `tizilim token`: who may record acts.

use clap::{Args, Subcommand, ValueEnum};

use super::open;
use crate::domain::day::Day;
use crate::domain::office::Role;
use crate::settings::SettingsArgs;

#[derive(Args, Debug)]
pub(super) struct TokenArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// Make a token. It is printed once and kept only as a hash
    Create {
        #[command(flatten)]
        settings: SettingsArgs,
        /// For what
        #[arg(long)]
        role: RoleArg,
        /// For whom: a department or a desk, not a person's name
        #[arg(long, value_name = "TEXT")]
        office: String,
        /// The last day on which it is good
        #[arg(long, value_name = "YYYY-MM-DD")]
        expires: Day,
    },
    /// List all tokens that were ever made
    List {
        #[command(flatten)]
        settings: SettingsArgs,
    },
    /// Revoke a token, from now on
    Revoke {
        #[command(flatten)]
        settings: SettingsArgs,
        /// Its number, as `token list` shows it
        id: i64,
    },
}

/// A role as the command line writes it.
#[derive(Clone, Copy, Debug)]
struct RoleArg(Role);

impl ValueEnum for RoleArg {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [RoleArg; 7] = [
            RoleArg(Role::Ministry),
            RoleArg(Role::Afsa),
            RoleArg(Role::NationalBank),
            RoleArg(Role::EnergyOperator),
            RoleArg(Role::TaxAuthority),
            RoleArg(Role::Supervisor),
            RoleArg(Role::Auditor),
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.code()))
    }
}

pub(super) async fn run(args: TokenArgs) -> anyhow::Result<()> {
    match args.action {
        Action::Create { settings, role, office, expires } => {
            let registry = open(&settings.finish()?).await?;
            let token = registry.create_token(role.0, &office, expires).await?;
            eprintln!("token {} for {office}, role {}, good until {expires}. It is shown only now:", token.id, role.0.code());
            println!("{}", token.bearer);
        }
        Action::List { settings } => {
            let registry = open(&settings.finish()?).await?;
            println!("{:>4}  {:<16} {:<12} {:<28} office", "id", "role", "expires", "revoked");
            for token in registry.tokens().await? {
                let revoked = token.revoked_at.map_or_else(|| "-".to_owned(), |at| at.to_string());
                println!(
                    "{:>4}  {:<16} {:<12} {revoked:<28} {}",
                    token.id,
                    token.role.code(),
                    token.expires_on.to_string(),
                    token.office
                );
            }
        }
        Action::Revoke { settings, id } => {
            let registry = open(&settings.finish()?).await?;
            anyhow::ensure!(registry.revoke_token(id).await?, "there is no token {id} that could be revoked");
            println!("token {id} is revoked");
        }
    }
    Ok(())
}
