//! The same file twice is recorded once.

use tizilim::domain::act::Content;
use tizilim::domain::correction::Correction;
use tizilim::domain::office::Role;
use tizilim::files::Outcome;

use crate::folder::{Folder, TODAY, examples, problems};
use crate::support::TestRegister;
use crate::support::acts::{granting, mining};

#[tokio::test]
async fn a_folder_imported_again_changes_nothing() {
    let register = TestRegister::without_rules(TODAY).await;
    register.import_all(&examples().join("register")).await;
    let before = register.registry.store().dump().await.unwrap();
    for report in register.import(&examples().join("register")).await {
        assert!(matches!(report.outcome, Outcome::AlreadyRecorded), "{report:#?}");
    }
    assert_eq!(before, register.registry.store().dump().await.unwrap());
}

/// A file is known again by its bytes: under another name, and also when what it says leads elsewhere by now.
#[tokio::test]
async fn a_file_is_known_by_its_bytes() {
    let register = TestRegister::at(TODAY).await;
    let licence = register.miner(1, "2024-01-15", None).await;
    let text = "event,number,effective_on,units,reason,reference\nDECLARED,M-1,2024-02-01,100,r,r\n";
    let folder = Folder::with("hardware.csv", text);
    let first = register.import(&folder.path().join("hardware.csv")).await;
    assert!(matches!(first[0].outcome, Outcome::Recorded { acts: 1, .. }), "{first:#?}");
    let licensees = register.registry.licensees(&[licence], register.view(TODAY).await).await.unwrap();
    let with = Box::new(mining(licensees[&licence].organisation.id, "M-1-CORRECTED", Some("2027-01-14")));
    let corrected =
        Correction::Replaced { corrects: granting(licence), effective_on: licensees[&licence].authorisation.granted_on, with };
    register.act(Role::Ministry, TODAY, Content::CorrectFact(corrected)).await;
    let again = register.import(&folder.write("hardware-again.csv", text)).await;
    assert!(matches!(again[0].outcome, Outcome::AlreadyRecorded), "{again:#?}");
    // One byte more is another file: it names a licence that is not there any more.
    let other = register.import(&folder.write("hardware-other.csv", &format!("{text}\n"))).await;
    assert_eq!(problems(&other[0]), ["2: number: No such licence or accreditation is in the register."]);
}

/// Other bytes that say the same: the register knows a file of rows by what it says.
#[tokio::test]
async fn the_same_rows_in_other_bytes_are_refused() {
    let register = TestRegister::without_rules(TODAY).await;
    register.import_all(&examples().join("register")).await;
    let text = std::fs::read_to_string(examples().join("register/sales.csv")).unwrap();
    let refused = register.refuses("sales.csv", &text.replace('\n', "\r\n")).await;
    assert_eq!(refused.len(), 2, "one for each venue: {refused:?}");
    assert!(refused[0].starts_with("2: venue: The very same file was recorded by act"), "{refused:?}");
}
