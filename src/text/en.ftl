# Findings: one sentence each. {$…} are filled in by the program.
in-force-for-good = In force; no last day is set.
in-force-until = In force until {$day}.
expires-soon = In force, but only until {$day}: a renewal is due.
not-yet-valid = Not valid yet: its first day is {$day}.
expired = Expired: its last day was {$day}.
revoked = Revoked or withdrawn from {$day}.
surrendered = Surrendered by its holder from {$day}.
not-suspended = Not suspended.
suspended-until = Suspended until {$day}; the activity is forbidden meanwhile.
suspended = Suspended until it is resumed; the activity is forbidden meanwhile.
nothing-distributed = No distributions in the period.
all-through-accredited-pools = All distributions in the period ({$count}) came through pools accredited on their day.
not-through-accredited-pool = {$some} of {$count} distributions in the period came from a pool that was not accredited on their day.
pool-may-be-used = The accreditation of the pool is in force on this day: mining through it is allowed.
pool-may-not-be-used = No accreditation of the pool is in force on this day: mining through it is not allowed.
miner-may-be-served = The mining licence is in force on this day: the pool may distribute to its holder.
miner-may-not-be-served = No mining licence is in force on this day: the pool may not distribute to this party.
sale-would-count = The licence of the exchange is in force on this day: a sale there counts.
sale-would-not-count = No licence of the exchange is in force on this day: a sale there does not count.
all-to-licensed-miners = All distributions in the period ({$count}) went to miners licensed on their day.
to-unlicensed = {$some} of {$count} distributions in the period went to someone without a mining licence in force on their day.
share-met = In {$year}, {$sold} of the mined {$asset} was sold on licensed exchanges; at least {$required} was called for.
share-missed = In {$year}, only {$sold} of the mined {$asset} was sold on licensed exchanges; at least {$required} was called for.
share-met-so-far = So far in {$year}, {$sold} of the mined {$asset} was sold on licensed exchanges; at least {$required} is called for.
share-below-so-far = So far in {$year}, only {$sold} of the mined {$asset} was sold on licensed exchanges; at least {$required} is called for by the end of the period.
nothing-to-sell = Nothing was distributed in the periods of the duty.
nothing-sold = No sales in the period.
all-on-licensed-exchanges = All sales in the period ({$count}) were on exchanges licensed on their day.
not-on-licensed-exchange = {$some} of {$count} sales in the period were not on an exchange licensed on their day and do not count towards the share.
complex-in-kazakhstan = The complex is in Kazakhstan: {$place}.
complex-abroad = The complex is not in Kazakhstan: {$place}.
complex-unknown = Where the complex is has not been recorded.
test-passed = Security test passed on {$day} (protocol {$number}).
test-failed = The security test of {$day} (protocol {$number}) was not passed, and no passed one is on record.
test-too-old = The last passed security test, of {$day} (protocol {$number}), is too old.
no-test = No security test is on record.
site-held = { $count ->
    [one] One data centre is held.
   *[other] {$count} data centres are held.
}
no-site-held = No data centre is held, though a licence of subkind I calls for one.
placed = All data centres in which hardware is placed ({$count}) belong to hosts with a mining licence of subkind I in force.
place-unknown = Where the hardware is placed has not been recorded.
host-not-licensed = Hardware is placed with a host that has no mining licence of subkind I in force; the data centre: {$name}.
holds-own-site = A data centre is held, though a licence of subkind II does not provide for one: {$name}.
no-site-used = No data centre is in use.
outside-residential-zones = All data centres in use ({$count}) are outside residential zones.
in-residential-zone = A data centre in use is in a residential zone: {$name}.
residential-zone-unknown = Whether a data centre in use is in a residential zone has not been recorded: {$name}.
hardware-registered = All declared units of hardware ({$count}) are entered in the register of hardware.
hardware-missing = {$some} of {$count} declared { $count ->
    [one] unit
   *[other] units
} of hardware { $some ->
    [one] is
   *[other] are
} not entered in the register of hardware.
hardware-undeclared = No declared hardware is on record.
power-without-distribution = Power was consumed for mining in the period, but no distribution is on record.
within-award = In every hour of the period, no more surplus power was taken than the awards allow.
beyond-award = More surplus power was taken than the awards allow, in { $count ->
    [one] one hour
   *[other] {$count} hours
} of the period.
awards-without-readings = Surplus power was awarded in the period, but no meter readings are on record.
no-surplus-power = No surplus power was awarded or taken in the period.
exemption-proven = The source of all exempt power consumed in the period is proved by valid documents.
exemption-unproven = Exempt power was consumed without a valid proof of its source on { $count ->
    [one] one day
   *[other] {$count} days
} of the period.
no-exempt-power = No exempt power was consumed in the period.
metered = All data centres in use ({$count}) have a working meter with a valid check.
meter-lapsed = The check of the meters of a data centre in use is no longer valid: {$name}.
meter-faulty = The meters of a data centre in use are faulty: {$name}.
meter-absent = All meters of a data centre in use were removed: {$name}.
meter-unknown = No meter, or no check of one, is on record for a data centre in use: {$name}.
reports-filed = No report is overdue: all reports looked at ({$count}) are filed or not due yet.
report-filed-late = No report is overdue; the one for {$span} was filed { $count ->
    [one] one day
   *[other] {$count} days
} late.
report-due = The report for {$span} has not been filed yet; its last day is {$day}.
report-missing = The report for {$span} has not been filed, and its time has passed: the last day was {$day}.
no-report-owed = No report has come to be owed yet.
fee-paid = No fee is overdue: for all quarters looked at ({$count}) it is paid or not due yet.
fee-due = The fee for digital mining for {$span} has not been paid in full yet; its last day is {$day}.
fee-short = The fee for digital mining for {$span} has not been paid in full, and its time has passed: the last day was {$day}.
no-fee-owed = No fee for digital mining has come to be owed yet.
changes-notified = No notice is overdue: all changes of data in the period ({$count}) were notified in time or can still be.
changes-notified-late = {$some} of {$count} { $count ->
    [one] change
   *[other] changes
} of data in the period { $some ->
    [one] was
   *[other] were
} not notified in time.
no-changes = No changes of data in the period.
rule-ended = The rule ended on {$day}; it places no duty on the day asked about.
rule-to-come = The rule begins on {$day}; it places no duty on the day asked about.
parameter-missing = Not assessed: the parameter {$parameter} of the rule has no value yet.

# Months, quarters and years, as the sentences name them.
span-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} {$year}
span-quarter = Q{$quarter} {$year}
span-year = {$year}

# Headlines of verdicts and of licensees.
headline-miner-active = Licensed miner: mining licence {$number} is in force{$until}.
headline-pool-active = Accredited mining pool: accreditation {$number} is in force{$until}.
headline-exchange-active = Licensed exchange: licence {$number} is in force{$until}.
headline-until = {" "}until {$day}
headline-miner-not-yet-valid = Not authorised to mine: licence {$number} is not valid yet.
headline-miner-suspended = Not authorised to mine: licence {$number} is suspended.
headline-miner-expired = Not authorised to mine: licence {$number} has expired.
headline-miner-revoked = Not authorised to mine: licence {$number} was revoked.
headline-miner-surrendered = Not authorised to mine: licence {$number} was surrendered.
headline-pool-not-yet-valid = Not an accredited pool: accreditation {$number} is not valid yet.
headline-pool-suspended = Not an accredited pool: accreditation {$number} is suspended.
headline-pool-expired = Not an accredited pool: accreditation {$number} has expired.
headline-pool-revoked = Not an accredited pool: accreditation {$number} was withdrawn.
headline-pool-surrendered = Not an accredited pool: accreditation {$number} was surrendered.
headline-exchange-not-yet-valid = Not a licensed exchange: licence {$number} is not valid yet.
headline-exchange-suspended = Not a licensed exchange: licence {$number} is suspended.
headline-exchange-expired = Not a licensed exchange: licence {$number} has expired.
headline-exchange-revoked = Not a licensed exchange: licence {$number} was revoked.
headline-exchange-surrendered = Not a licensed exchange: licence {$number} was surrendered.
headline-not-found-miner = Not in the register: no mining licence was ever recorded for this subject.
headline-not-found-pool = Not in the register: no pool accreditation was ever recorded for this subject.
headline-not-found-exchange = Not in the register: no exchange licence was ever recorded for this subject.
status-compliant = All duties in force are met.
status-at-risk = Something will be breached if nothing changes.
status-undetermined = An input is missing, so compliance cannot be determined.
status-non-compliant = At least one duty is breached.

# Receipts, as a person sees them.
receipt-title = Receipt of the register
receipt-given = Given
receipt-day = Speaks of
receipt-version = Version of the register
receipt-audience = For
receipt-nonce = The asker's own mark
receipt-duty = Duty
receipt-outcome = Outcome
receipt-proof = What proves it
receipt-proved = The register signed its journal of {$size} acts. The answer rests on {$count} of them; the receipt carries the proof for {$proved}, and the journal has it for all.
receipt-download = The signed receipt, which anyone can check without the register
receipt-keys = The keys to check it with
receipt-not-kept = The register keeps no record of who asked. This page answers again what its address says was asked.
receipt-otherwise = The register would answer otherwise today, because its program was mended since. The receipt that was given stands as it is, and whoever holds it can check it.
receipt-batch = A receipt for { $count ->
    [one] one subject
   *[other] {$count} subjects
}. The register does not keep of whom it was; whoever holds the receipt can show each without the others.
receipt-chain = A miner, a pool and an exchange together
receipt-none = No receipt of this register has this address. Compare it with the one that you were given, letter by letter.
receipt-silent = This register signs nothing, so it has no receipts.
receipt-later = The receipt cannot be shown right now. Please try again later.
outcome-satisfied = met
outcome-at-risk = at risk
outcome-breached = breached
outcome-undetermined = undetermined
outcome-not-assessed = not assessed
outcome-not-applicable = does not apply
verdict-authorised = Authorised
verdict-authorised-with-findings = Authorised, with findings
verdict-not-authorised = Not authorised
verdict-not-found = Not in the register

# Badges.
badge-miner = Mining licence
badge-pool = Pool accreditation
badge-exchange = Exchange licence
badge-active = in force
badge-not-yet-valid = not valid yet
badge-suspended = suspended
badge-expired = expired
badge-revoked = revoked
badge-surrendered = surrendered

# Acts: what happened, to whom it may concern.
act-register-organisation = Organisation registered.
act-amend-organisation = Details of an organisation changed from {$day}.
act-grant-mining-licence = Mining licence granted from {$day}.
act-renew-licence = Mining licence renewed on {$day}.
act-suspend-licence = Mining licence suspended from {$day}.
act-resume-licence = Mining licence resumed from {$day}.
act-revoke-licence = Mining licence revoked by a court from {$day}.
act-surrender-licence = Mining licence surrendered from {$day}.
act-accredit-pool = Mining pool accredited from {$day}.
act-renew-accreditation = Pool accreditation renewed on {$day}.
act-suspend-accreditation = Pool accreditation suspended from {$day}.
act-resume-accreditation = Pool accreditation resumed from {$day}.
act-withdraw-accreditation = Pool accreditation withdrawn from {$day}.
act-record-pool-complex = Place of a pool's complex recorded from {$day}.
act-record-security-test = Security test of a pool of {$day} recorded.
act-grant-exchange-licence = Exchange licence granted from {$day}.
act-renew-exchange-licence = Exchange licence renewed on {$day}.
act-suspend-exchange-licence = Exchange licence suspended from {$day}.
act-resume-exchange-licence = Exchange licence resumed from {$day}.
act-revoke-exchange-licence = Exchange licence revoked from {$day}.
act-record-distributions = File of distributions recorded.
act-record-sales = File of sales recorded.
act-register-data-centre = Data centre registered from {$day}.
act-amend-data-centre = Details of a data centre changed from {$day}.
act-close-data-centre = Data centre no longer held from {$day}.
act-install-meter = Meter installed in a data centre on {$day}.
act-check-meter = Check of a data centre's meter of {$day} recorded.
act-remove-meter = Meter removed from a data centre on {$day}.
act-place-hardware = Hardware placed in another's data centre from {$day}.
act-end-placement = Hardware no longer placed in another's data centre from {$day}.
act-declare-hardware = Hardware declared from {$day}.
act-register-hardware = Hardware entered in the register of hardware from {$day}.
act-record-energy-source = Proof of a source of power recorded, valid from {$day}.
act-record-data-change = Change of a licensee's data of {$day} recorded.
act-record-filing = Report filed on {$day} recorded.
act-record-payment = Payment of {$day} of the fee for digital mining recorded.
act-open-surplus-session = Session of surplus power opened.
act-record-bids = File of bids for surplus power recorded.
act-clear-surplus-session = Session of surplus power cleared: its quota was awarded to the bids.
act-record-awards = File of awards of surplus power recorded.
act-record-readings = File of meter readings recorded.
act-publish-warning = Public warning published on {$day}.
act-add-rule-version = Version of a rule in force from {$day}.
act-end-rule-version = A version of a rule got its last day.
act-correct-fact = A recorded fact was corrected.

# Feeds: their titles.
feed-acts = Acts of the register of digital mining
feed-licensee = Acts about {$name}

# Refusals: what is wrong with an act, and what to do.
open-end = (without an end)
refusal-before-the-law = {$day} is too early: this act is possible from {$earliest}.
refusal-in-the-future = {$day} has not come yet: the latest possible day is {$latest}.
refusal-out-of-order = {$day} lies before {$earlier}, the day of an earlier act on the same subject. To change the past, correct the earlier act.
refusal-not-active = On {$day} the authorisation is {$standing}, and only an ACTIVE one can be suspended.
refusal-not-suspended = On {$day} the authorisation is {$standing}, and only a SUSPENDED one can be resumed, from the day after its suspension began.
refusal-already-ended = The authorisation is {$standing}: this act needs one that is alive.
refusal-expiry-too-early = The last day {$last} is too early: the earliest possible is {$earliest}.
refusal-expiry-required = A renewal must name the new last day.
refusal-term-too-long = The last day {$last} exceeds the term that the rules allow: the latest possible is {$latest}.
refusal-suspension-length = The suspension must end between {$earliest} and {$latest}.
refusal-duplicate-number = The number {$number} is taken: act {$sequence} granted it.
refusal-duplicate-organisation = The organisation {$bin} is in the register already, since act {$sequence}.
refusal-duplicate-file = The very same file was recorded by act {$sequence}.
refusal-already-authorised = The organisation holds an authorisation of this kind (act {$sequence}) from {$from} to {$until}, and can hold only one at a time.
refusal-unknown-organisation = No such organisation is in the register.
refusal-unknown-authorisation = No such licence or accreditation is in the register.
refusal-unknown-region = No such region: use the first two digits of the KATO code, such as 55.
refusal-unknown-rule = No such version of the rule is in the register.
refusal-unknown-act = Act {$sequence} does not exist or recorded no fact that can be corrected. Correct the original act, not its correction.
refusal-unknown-row = The act has no row {$row}; rows are counted from 0.
refusal-wrong-kind = A correction must be of the same kind, and about the same subject, as the act that it corrects.
refusal-other-authority = Only {$authority}, which recorded it, may change this.
refusal-not-a-legal-entity = Only a legal entity can be a pool or an exchange, not a sole trader.
refusal-authority-not-yet-competent = On {$day} the National Bank did not license exchanges yet: it has done so from {$earliest}.
refusal-nothing-to-change = The act would change nothing.
refusal-bad-amount = The amount cannot be taken: {$why}.
refusal-text-empty = The text is empty.
refusal-text-too-long = The text is longer than {$most} characters.
refusal-text-control-character = The text holds a control character.
refusal-no-rows = The file has no rows.
refusal-too-many-rows = The file has {$count} rows; one act may carry {$most}.
refusal-bad-parameter = The rule has no parameter {$parameter}, or it cannot take this value.
refusal-bad-domain = {$domain} is no host on the web such as example.kz.
refusal-rule-of-others = The rule {$code} is not set by this authority.
refusal-rule-overlap = Version {$version} of the rule is in force until {$until}: end it first.
refusal-still-needed = What is annulled carries later facts: annul those first.
refusal-unknown-data-centre = No such data centre is in the register.
refusal-data-centre-not-held = On {$day} the data centre is not held: it was not registered yet, or it was closed.
refusal-unknown-meter = On {$day} the data centre has no meter {$serial}: record its installation first.
refusal-meter-installed = The meter {$serial} is installed in the data centre already.
refusal-not-subkind-two = Only the hardware of a holder of a mining licence of subkind II can be placed in another's data centre.
refusal-placement-overlap = The hardware is placed in this data centre on some of these days already: the first day is {$from}, the last day {$until}.
refusal-not-placed = On {$day} no hardware of the licensee is placed in this data centre; a placement can be ended from the day after it began.
refusal-wrong-span = {$span} has the wrong length: a report or payment of this kind is made for another one of month, quarter and year.
refusal-span-not-over = {$span} is not over: its last day is {$until}, and a report is filed only after it.
refusal-span-not-begun = {$span} has not begun: its first day is {$from}, and a payment is possible only from it on.
refusal-already-filed = The report for {$span} was filed already: act {$sequence} recorded it.
refusal-unknown-hour = {$day} has no hour {$hour}; hours are counted from 1.
refusal-duplicate-hour = Hour {$hour} is named twice.
refusal-duplicate-reading = Hour {$hour} of {$day} was read already for this meter and this source of power: act {$sequence} recorded it.
refusal-site-not-used = On {$day} the miner does not use the data centre: it neither holds it nor has hardware placed there.
refusal-duplicate-session = A session of this delivery day and zone exists already: act {$sequence} opened it.
refusal-unknown-session = No such session of surplus power is in the register.
refusal-hour-not-offered = The session does not offer hour {$hour}.
refusal-below-start-price = The price of {$price} tenge per kWh is below the starting price: the lowest possible is {$least} tenge per kWh.
refusal-duplicate-bid = The miner has bid for hour {$hour} of the session already.
refusal-miner-not-licensed = On {$day} the miner holds no mining licence in force.
refusal-above-quota = The awards in hour {$hour} exceed its quota: the most possible is {$quota} kWh.
refusal-already-awarded = The quota of the session was awarded already by act {$sequence}.
refusal-no-bids = The session has no bids: record them first.
refusal-idempotency-key-reused = The idempotency key was used with other content by act {$sequence}.
refusal-subject-changed = Someone else acted on the subject: its newest act is {$newest}, later than {$expected}. Read it again.
refusal-entry-too-long = The act says too much for one entry of the journal: {$length} bytes of at most {$most}. Split it into several acts.

# Subjects that cannot be read.
problem-malformed-bin = "{$given}" is no BIN or IIN: twelve digits with a date part and a check digit are called for.
problem-malformed-id = "{$given}" is no id of this register: take ids as the register gives them.
problem-malformed-name = "{$given}" is no name: a name has letters or digits, and at most 200 characters.
problem-malformed-domain = "{$given}" is no address on the web such as example.kz.

# Why something was found.
match-named = Found: {$matched}.
match-exact-name = This is the name that was typed.
match-former-name = It bore this name formerly.
match-homoglyph = Caution: it is written with look-alike letters of another alphabet.
match-typo = A letter differs, is missing or too many, or two neighbours are swapped.
match-kazakh-letters = Russian letters stand in place of Kazakh ones.
match-transliteration = It is the same in another script or transliteration.
match-name-prefix = It begins with what was typed.
match-spacing = Only the spaces between the words differ.
match-some-words = Some of the words are the same.
match-legal-form = The legal form is another.
match-number = This is the number that was typed.
match-number-one-digit-off = One digit or letter of the number differs, is missing or too many, or two neighbours are swapped.
match-number-prefix = The number begins with what was typed.
match-bin = This is the BIN or IIN that was typed.
match-bin-one-digit-off = One digit of the BIN differs, is missing or too many, or two neighbours are swapped.
match-domain = This is the web address that was typed.
match-domain-one-letter-off = One letter of the web address differs, is missing or too many, or two neighbours are swapped.
match-domain-other-ending = The web address has another ending.
match-subdomain = What was typed lies under this web address.

# Why an authorisation was suspended or revoked.
ground-false-data = False data in the application.
ground-requirements-breached = Requirements of the law were breached.
ground-violations-not-cured = Violations found by an inspection were not cured in time.
ground-change-not-notified = A change of data was not notified in time.
ground-own-request = The holder asked for it.
ground-other-law = Another case that a law names.
ground-ruling = Ruling {$number} of {$day}: {$court}.
