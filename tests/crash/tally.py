"""What happened: the kills, and in which moments they fell."""

from dataclasses import dataclass


@dataclass
class Tally:
    rounds: int = 0
    kills: int = 0
    while_starting: int = 0
    # Kills that left no server, and so can be said to have fallen in a certain moment.
    of_all: int = 0
    unsigned: int = 0
    unpublished: int = 0
    half_remembered: int = 0
    acknowledged: int = 0
    unanswered: int = 0
    unanswered_recorded: int = 0

    def moment(self, newest, signed, published):
        """Of a kill that left no server: what the database and the memory of what was signed hold."""
        self.of_all += 1
        self.unpublished += newest > published
        self.unsigned += newest > max(signed, published)

    def words(self, recorder, acts, seconds):
        lost, signed = self.unanswered - self.unanswered_recorded, self.unpublished - self.unsigned
        return f"""\
  rounds                {self.rounds}
  kills                 {self.kills}, {self.while_starting} of them while starting
  acts acknowledged     {self.acknowledged}
  acts without answer   {self.unanswered}: {self.unanswered_recorded} were recorded all the same, {lost} were not
  acts in the log       {acts}
  checkpoints seen      {len(recorder.checkpoints)}, {recorder.times_seen} times
  receipts              {recorder.receipts}
  rounds without survivor            {self.of_all}
    between commit and publication   {self.unpublished}: {self.unsigned} not signed yet, {signed} signed
    files half remembered            {self.half_remembered}
  refused while alive   {len(recorder.refusals)}
  seconds               {seconds:.0f}"""
