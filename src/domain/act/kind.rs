//! The kinds of act.

use crate::domain::codes::coded;

coded! {
    /// The kinds of act, one for each mutation of the API.
    pub enum ActKind {
        /// An organisation enters the register.
        RegisterOrganisation = "REGISTER_ORGANISATION",
        /// Its names, region or addresses change.
        AmendOrganisation = "AMEND_ORGANISATION",
        /// A mining licence is granted (art. 9).
        GrantMiningLicence = "GRANT_MINING_LICENCE",
        /// A mining licence is renewed.
        RenewLicence = "RENEW_LICENCE",
        /// A mining licence is suspended (art. 9(4)).
        SuspendLicence = "SUSPEND_LICENCE",
        /// A mining licence is resumed (art. 9(6)).
        ResumeLicence = "RESUME_LICENCE",
        /// A mining licence is revoked by a court (art. 9(7)).
        RevokeLicence = "REVOKE_LICENCE",
        /// A mining licence is given back.
        SurrenderLicence = "SURRENDER_LICENCE",
        /// A pool is accredited (art. 10).
        AccreditPool = "ACCREDIT_POOL",
        /// An accreditation is renewed.
        RenewAccreditation = "RENEW_ACCREDITATION",
        /// An accreditation is suspended.
        SuspendAccreditation = "SUSPEND_ACCREDITATION",
        /// An accreditation is resumed.
        ResumeAccreditation = "RESUME_ACCREDITATION",
        /// An accreditation is withdrawn.
        WithdrawAccreditation = "WITHDRAW_ACCREDITATION",
        /// The place of a pool's complex is recorded (art. 10(2)(1)).
        RecordPoolComplex = "RECORD_POOL_COMPLEX",
        /// A pool's security test is recorded (art. 10(2)(2)).
        RecordSecurityTest = "RECORD_SECURITY_TEST",
        /// An exchange licence is granted (art. 11).
        GrantExchangeLicence = "GRANT_EXCHANGE_LICENCE",
        /// An exchange licence is renewed.
        RenewExchangeLicence = "RENEW_EXCHANGE_LICENCE",
        /// An exchange licence is suspended.
        SuspendExchangeLicence = "SUSPEND_EXCHANGE_LICENCE",
        /// An exchange licence is resumed.
        ResumeExchangeLicence = "RESUME_EXCHANGE_LICENCE",
        /// An exchange licence is revoked.
        RevokeExchangeLicence = "REVOKE_EXCHANGE_LICENCE",
        /// A file of distributions is recorded (art. 10(3)).
        RecordDistributions = "RECORD_DISTRIBUTIONS",
        /// A file of sales is recorded.
        RecordSales = "RECORD_SALES",
        /// A data centre is registered (art. 1(9), 9(1)).
        RegisterDataCentre = "REGISTER_DATA_CENTRE",
        /// What is said of a data centre changes.
        AmendDataCentre = "AMEND_DATA_CENTRE",
        /// A data centre is no longer held.
        CloseDataCentre = "CLOSE_DATA_CENTRE",
        /// A meter is installed in a data centre.
        InstallMeter = "INSTALL_METER",
        /// A meter is checked.
        CheckMeter = "CHECK_METER",
        /// A meter is removed.
        RemoveMeter = "REMOVE_METER",
        /// Hardware of a subkind II licensee is placed in another's data centre (art. 9(1)).
        PlaceHardware = "PLACE_HARDWARE",
        /// A placement ends.
        EndPlacement = "END_PLACEMENT",
        /// A miner declares its hardware.
        DeclareHardware = "DECLARE_HARDWARE",
        /// A miner's hardware is entered in the register of hardware (art. 4(1)(11)-(12)).
        RegisterHardware = "REGISTER_HARDWARE",
        /// A proof of a source of power is recorded.
        RecordEnergySource = "RECORD_ENERGY_SOURCE",
        /// A change of a licensee's data is recorded, with the day of its notice (art. 9(4)(4)).
        RecordDataChange = "RECORD_DATA_CHANGE",
        /// A report that a licensee handed in is recorded.
        RecordFiling = "RECORD_FILING",
        /// A payment of the fee for digital mining is recorded (Tax Code art. 661).
        RecordPayment = "RECORD_PAYMENT",
        /// A session of surplus power is opened.
        OpenSurplusSession = "OPEN_SURPLUS_SESSION",
        /// A file of bids in a session is recorded.
        RecordBids = "RECORD_BIDS",
        /// A session's quota is awarded to its bids.
        ClearSurplusSession = "CLEAR_SURPLUS_SESSION",
        /// A file of awards of a session that was cleared elsewhere is recorded.
        RecordAwards = "RECORD_AWARDS",
        /// A file of hourly readings of one data centre is recorded.
        RecordReadings = "RECORD_READINGS",
        /// A public warning is published.
        PublishWarning = "PUBLISH_WARNING",
        /// A version of a rule comes into force.
        AddRuleVersion = "ADD_RULE_VERSION",
        /// A version of a rule gets its last day.
        EndRuleVersion = "END_RULE_VERSION",
        /// A recorded fact is corrected.
        CorrectFact = "CORRECT_FACT",
    }
}
