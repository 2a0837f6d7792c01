package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// An act with the proof that the log holds it.
type act struct {
	Sequence int64
	Entry    string
	Proof    tlog.RecordProof
}

// Of a receipt, what its proofs need.
type receipt struct {
	CredentialSubject struct {
		Sequence int64
		Count    int64
		Root     tlog.Hash
	}
	Evidence []struct {
		Checkpoint string
		Acts       []act
	}
}

// An item of a batch, as it is shown.
type disclosure struct {
	Place int64
	Item  string
	Proof tlog.RecordProof
}

// How much of a receipt was proved.
type proved struct{ acts, items int }

// Checks the proofs of a receipt, not its signature: that is for any JOSE library.
func (l *log) checkReceipt(text string) (proved, error) {
	parts := strings.Split(text, "~")
	jws := strings.Split(parts[0], ".")
	var said receipt
	if len(jws) != 3 {
		return proved{}, errors.New("it is no compact JWS")
	}
	if err := decode(jws[1], &said); err != nil {
		return proved{}, err
	}
	if len(said.Evidence) != 1 {
		return proved{}, errors.New("there must be one piece of evidence")
	}
	tree, err := l.open([]byte(said.Evidence[0].Checkpoint))
	if err != nil {
		return proved{}, fmt.Errorf("checkpoint: %w", err)
	}
	subject := said.CredentialSubject
	if subject.Sequence > tree.N {
		return proved{}, fmt.Errorf("it speaks of act %d, and its checkpoint ends at %d", subject.Sequence, tree.N)
	}
	if err := l.checkOlder(tree); err != nil {
		return proved{}, err
	}
	sum := proved{acts: len(said.Evidence[0].Acts), items: len(parts) - 1}
	if err := l.checkActs(said.Evidence[0].Acts, tree); err != nil {
		return proved{}, err
	}
	for _, part := range parts[1:] {
		acts, err := l.checkItem(part, subject.Count, subject.Root, tree)
		if err != nil {
			return proved{}, err
		}
		sum.acts += acts
	}
	return sum, nil
}

func (l *log) checkActs(acts []act, tree tlog.Tree) error {
	for _, act := range acts {
		hash := tlog.RecordHash([]byte(act.Entry))
		if err := tlog.CheckRecord(act.Proof, tree.N, tree.Hash, act.Sequence-1, hash); err != nil {
			return fmt.Errorf("act %d: %w", act.Sequence, err)
		}
		if act.Entry != string(l.records[act.Sequence-1]) {
			return fmt.Errorf("act %d is another in the log", act.Sequence)
		}
	}
	return nil
}

// Checks that an item is of the batch with a root, and the proofs in it; gives how many acts they are of.
func (l *log) checkItem(text string, count int64, root tlog.Hash, tree tlog.Tree) (int, error) {
	var shown disclosure
	if err := decode(text, &shown); err != nil {
		return 0, err
	}
	if err := tlog.CheckRecord(shown.Proof, count, root, shown.Place, tlog.RecordHash([]byte(shown.Item))); err != nil {
		return 0, fmt.Errorf("item %d: %w", shown.Place, err)
	}
	var item struct {
		Outcome struct{ Verification struct{ Acts []act } }
	}
	if err := json.Unmarshal([]byte(shown.Item), &item); err != nil {
		return 0, err
	}
	acts := item.Outcome.Verification.Acts
	return len(acts), l.checkActs(acts, tree)
}

func decode(text string, into any) error {
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}
