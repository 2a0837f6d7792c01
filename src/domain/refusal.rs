//! Why an act is refused: a stable code, where in the input, and the particulars that its message names.

use std::fmt;

use super::codes::coded;

coded! {
    /// Why the register refuses an act. The wording in three languages is in `text`.
    pub enum RefusalCode as "ProblemCode" {
        /// The day lies before the law that gives the act its meaning.
        BeforeTheLaw = "BEFORE_THE_LAW",
        /// The day has not come yet, and the act speaks of what has happened.
        InTheFuture = "IN_THE_FUTURE",
        /// The day lies before the day of an earlier act on the same subject.
        OutOfOrder = "OUT_OF_ORDER",
        /// Only what is active can be suspended.
        NotActive = "NOT_ACTIVE",
        /// Only what is suspended can be resumed.
        NotSuspended = "NOT_SUSPENDED",
        /// It was revoked, surrendered, withdrawn or has expired, and the act needs it alive.
        AlreadyEnded = "ALREADY_ENDED",
        /// The last day lies before the first, or no later than the one in force.
        ExpiryTooEarly = "EXPIRY_TOO_EARLY",
        /// A renewal of what has expired must name the new last day.
        ExpiryRequired = "EXPIRY_REQUIRED",
        /// Longer than the term that the rules allow.
        TermTooLong = "TERM_TOO_LONG",
        /// Shorter or longer than a suspension may be.
        SuspensionLength = "SUSPENSION_LENGTH",
        /// The number is taken.
        DuplicateNumber = "DUPLICATE_NUMBER",
        /// The organisation is registered already.
        DuplicateOrganisation = "DUPLICATE_ORGANISATION",
        /// The very same file was recorded by an earlier act.
        DuplicateFile = "DUPLICATE_FILE",
        /// The organisation holds an authorisation of the same kind for some of these days.
        AlreadyAuthorised = "ALREADY_AUTHORISED",
        /// No such organisation.
        UnknownOrganisation = "UNKNOWN_ORGANISATION",
        /// No such licence or accreditation.
        UnknownAuthorisation = "UNKNOWN_AUTHORISATION",
        /// No such region.
        UnknownRegion = "UNKNOWN_REGION",
        /// No such rule.
        UnknownRule = "UNKNOWN_RULE",
        /// No such act, or one that recorded no fact that can be corrected.
        UnknownAct = "UNKNOWN_ACT",
        /// The act has no such row.
        UnknownRow = "UNKNOWN_ROW",
        /// A correction must be of the same kind as what it corrects.
        WrongKind = "WRONG_KIND",
        /// The authorisation is another authority's.
        OtherAuthority = "OTHER_AUTHORITY",
        /// A pool or an exchange is a legal entity.
        NotALegalEntity = "NOT_A_LEGAL_ENTITY",
        /// The National Bank licenses exchanges only from 2026.
        AuthorityNotYetCompetent = "AUTHORITY_NOT_YET_COMPETENT",
        /// Nothing would change.
        NothingToChange = "NOTHING_TO_CHANGE",
        /// An amount that is negative or too large.
        BadAmount = "BAD_AMOUNT",
        /// Text that is empty.
        TextEmpty = "TEXT_EMPTY",
        /// Text over its limit.
        TextTooLong = "TEXT_TOO_LONG",
        /// Text with a control character.
        TextControlCharacter = "TEXT_CONTROL_CHARACTER",
        /// A file without rows.
        NoRows = "NO_ROWS",
        /// A file with more rows than one act may carry.
        TooManyRows = "TOO_MANY_ROWS",
        /// A parameter the rule does not have, or a value it cannot take.
        BadParameter = "BAD_PARAMETER",
        /// Not a host on the web.
        BadDomain = "BAD_DOMAIN",
        /// The authority does not set this rule.
        RuleOfOthers = "RULE_OF_OTHERS",
        /// Two versions of a rule would be in force on one day.
        RuleOverlap = "RULE_OVERLAP",
        /// What is annulled carries later facts.
        StillNeeded = "STILL_NEEDED",
        /// No such data centre.
        UnknownDataCentre = "UNKNOWN_DATA_CENTRE",
        /// The data centre is not held on the day.
        DataCentreNotHeld = "DATA_CENTRE_NOT_HELD",
        /// No such meter in the data centre on the day.
        UnknownMeter = "UNKNOWN_METER",
        /// The meter is installed already.
        MeterInstalled = "METER_INSTALLED",
        /// Only hardware of a subkind II licensee is placed in another's data centre.
        NotSubkindTwo = "NOT_SUBKIND_TWO",
        /// The hardware is placed there on some of these days already.
        PlacementOverlap = "PLACEMENT_OVERLAP",
        /// No hardware is placed there on the day.
        NotPlaced = "NOT_PLACED",
        /// The report is not made for a stretch of this length.
        WrongSpan = "WRONG_SPAN",
        /// A report is handed in after the time that it speaks of, not before.
        SpanNotOver = "SPAN_NOT_OVER",
        /// A payment is for a quarter that has begun.
        SpanNotBegun = "SPAN_NOT_BEGUN",
        /// The report was handed in already.
        AlreadyFiled = "ALREADY_FILED",
        /// The day has no such hour.
        UnknownHour = "UNKNOWN_HOUR",
        /// The hour stands twice.
        DuplicateHour = "DUPLICATE_HOUR",
        /// The hour was read already for this meter and source.
        DuplicateReading = "DUPLICATE_READING",
        /// The miner does not use the data centre on the day.
        SiteNotUsed = "SITE_NOT_USED",
        /// A session of the day and zone is open already.
        DuplicateSession = "DUPLICATE_SESSION",
        /// No such session.
        UnknownSession = "UNKNOWN_SESSION",
        /// The session does not offer the hour.
        HourNotOffered = "HOUR_NOT_OFFERED",
        /// A bid below the starting price.
        BelowStartPrice = "BELOW_START_PRICE",
        /// The miner bid for the hour already.
        DuplicateBid = "DUPLICATE_BID",
        /// The miner's licence is not active on the day of delivery.
        MinerNotLicensed = "MINER_NOT_LICENSED",
        /// More than the session's quota.
        AboveQuota = "ABOVE_QUOTA",
        /// The session's quota is awarded already.
        AlreadyAwarded = "ALREADY_AWARDED",
        /// The session has no bids to clear.
        NoBids = "NO_BIDS",
        /// The idempotency key was used with other content.
        IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED",
        /// Someone else acted on the subject since the sequence that the caller saw.
        SubjectChanged = "SUBJECT_CHANGED",
        /// The public entry of the act would be longer than the journal takes.
        EntryTooLong = "ENTRY_TOO_LONG",
    }
}

/// A refused act: nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub code: RefusalCode,
    /// Where in the input, as a dotted path such as `rows.3.on`.
    pub path: Option<String>,
    /// What the message names, by placeholder.
    pub args: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal without particulars.
    pub fn new(code: RefusalCode) -> Self {
        Self { code, path: None, args: Vec::new() }
    }

    /// Says where in the input.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Gives the message a particular.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.code.code())?;
        self.path.iter().try_for_each(|path| write!(out, " at {path}"))?;
        self.args.iter().try_for_each(|(name, value)| write!(out, " {name}={value}"))
    }
}

impl std::error::Error for Refusal {}
