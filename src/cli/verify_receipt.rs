//! `tizilim verify-receipt`: whether a receipt is genuine, and what it proves. Works offline.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use chrono::DateTime;
use clap::Args;

use crate::journal::note::{KeyKind, NoteKey};
use crate::journal::receipt::{Answer, Checked, Expected, Item, Outcome, PublicKeys, Said, check};

#[derive(Args, Debug)]
pub(super) struct VerifyReceiptArgs {
    /// The receipt: a compact JWS, and after a tilde each item of a batch that is shown; - for the standard input
    #[arg(value_name = "FILE")]
    receipt: PathBuf,
    /// The register's keys, as its /.well-known/jwks.json told them: fetch them once, from where you trust them
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// For whom the receipt must be
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    audience: Option<String>,
    /// Which mark it must bear
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    nonce: Option<String>,
    /// A witness that is trusted, as name+hash+key; may be given several times
    #[arg(long = "witness", value_name = "KEY")]
    witnesses: Vec<NoteKey>,
    /// How many of the witnesses must have signed the checkpoint [default: all of them]
    #[arg(long, value_name = "N")]
    quorum: Option<usize>,
}

pub(super) fn run(args: &VerifyReceiptArgs) -> anyhow::Result<()> {
    for key in &args.witnesses {
        ensure!(key.kind() == KeyKind::Witness, "{key} is the key of a log, not of a witness (`tizilim witness show-key`)");
    }
    let keys = std::fs::read_to_string(&args.keys).with_context(|| format!("cannot read {}", args.keys.display()))?;
    let keys: PublicKeys = serde_json::from_str(&keys)
        .with_context(|| format!("{} does not hold a register's keys: fetch its /.well-known/jwks.json", args.keys.display()))?;
    let expected = Expected {
        audience: args.audience.clone(),
        nonce: args.nonce.clone(),
        witnesses: args.witnesses.clone(),
        quorum: args.quorum.unwrap_or(args.witnesses.len()),
    };
    let text = read(&args.receipt)?;
    // The reason is the last thing on the screen, and the exit code is for programs.
    let checked = check(&text, &keys, &expected).context("NOT GENUINE")?;
    print!("{}", report(&checked));
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    let longest = u64::try_from(crate::journal::jose::LONGEST).unwrap_or(u64::MAX);
    if path.as_os_str() == "-" {
        std::io::stdin().take(longest + 1).read_to_string(&mut text).context("cannot read the standard input")?;
    } else {
        let file = std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        file.take(longest + 1).read_to_string(&mut text).with_context(|| format!("cannot read {}", path.display()))?;
    }
    ensure!(u64::try_from(text.len()).is_ok_and(|length| length <= longest), "the file is longer than any receipt");
    Ok(text)
}

/// What is proved and what is not, in words.
fn report(checked: &Checked) -> String {
    let Checked { receipt, checkpoint, witnesses, items, proved } = checked;
    let from = receipt.from();
    let mut lines = vec![
        format!("GENUINE: given by {} at {}", receipt.issuer, receipt.valid_from),
        format!(
            "Speaks of {}, from version {} of the register, under version {} of its rules",
            from.as_of, from.sequence, from.rule_set
        ),
    ];
    lines.extend(receipt.aud.as_ref().map(|audience| format!("For {audience}")));
    lines.extend(receipt.nonce.as_ref().map(|nonce| format!("Nonce {nonce}")));
    match &receipt.credential_subject {
        Answer::Verification { said, .. } => lines.extend(said_lines(said)),
        Answer::ChainVerification { verdict, parties, links, .. } => {
            lines.push(format!("\nA chain: {verdict}"));
            let between = links.iter().filter_map(|link| Some((link, link.to.as_ref()?)));
            lines.extend(between.map(|(link, to)| format!("  {} → {to}: {}", link.from, link.verdict)));
            lines.extend(parties.iter().flat_map(said_lines));
        }
        Answer::BatchVerification { count, .. } => {
            lines.push(format!("\nA batch of {count} subjects, of which {} are shown", items.len()));
            lines.extend(items.iter().flat_map(item_lines));
        }
    }
    lines.push(format!("\nThe journal's checkpoint over {} acts, signed by {}", checkpoint.size, checkpoint.origin));
    lines.extend(witnesses.iter().map(|(name, at)| format!("  seen by the witness {name} at {}", time(*at))));
    lines.push(format!("{} acts are proved to be in it", proved.len()));
    lines.push(
        "Not proved: that the acts are true, and that the rules were applied rightly; replaying the journal shows the latter \
         (`tizilim audit`)"
            .to_owned(),
    );
    lines.join("\n") + "\n"
}

fn said_lines(said: &Said) -> Vec<String> {
    let mut lines = vec![format!("\n{} as {} by {}: {}", said.question.key, said.question.role, said.question.by, said.verdict)];
    if let Some(subject) = &said.subject {
        lines.push(format!("  {}, {}, {} ({})", subject.names.ru, subject.bin, subject.number, subject.standing));
    }
    lines.extend(
        said.findings.iter().map(|finding| format!("  {} version {}: {}", finding.rule, finding.version, finding.outcome)),
    );
    lines.extend(said.next_change_on.map(|day| format!("  changes on {day}, if no new fact arrives")));
    lines.extend(said.warnings.iter().map(|act| format!("  the public was warned by act {act}")));
    lines
}

fn item_lines((place, item): &(u32, Item)) -> Vec<String> {
    let mut lines = vec![format!("\nItem {place}, {}:", item.reference)];
    match &item.outcome {
        Outcome::Verification { said, .. } => lines.extend(said_lines(said)),
        Outcome::Problem(code) => lines.push(format!("  not looked up: {code}")),
    }
    lines
}

fn time(seconds: u64) -> String {
    let at = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    at.map_or_else(|| seconds.to_string(), |at| at.to_rfc3339())
}
