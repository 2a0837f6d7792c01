package main

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A log: what its keys have signed, its records, and its hashes by two ways, from the records and from the tiles.
type log struct {
	keys    note.Verifiers
	tree    tlog.Tree
	records [][]byte
	hashes  []tlog.Hash
	tiles   tlog.HashReader
}

func fetchLog(url string) (*log, error) {
	keys, err := fetch(url + "/log/keys")
	if err != nil {
		return nil, err
	}
	var verifiers []note.Verifier
	for _, key := range strings.Fields(string(keys)) {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return nil, fmt.Errorf("key %s: %w", key, err)
		}
		verifiers = append(verifiers, verifier)
	}
	l := &log{keys: note.VerifierList(verifiers...)}
	checkpoint, err := fetch(url + "/log/checkpoint")
	if err != nil {
		return nil, err
	}
	if l.tree, err = l.open(checkpoint); err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	l.tiles = tlog.TileHashReader(l.tree, &tiles{url: url, kept: map[tlog.Tile][]byte{}})
	return l, l.fetchRecords(url)
}

// The tree that a checkpoint is of, once a key of the log is found to have signed it.
func (l *log) open(checkpoint []byte) (tlog.Tree, error) {
	signed, err := note.Open(checkpoint, l.keys)
	if err != nil {
		return tlog.Tree{}, err
	}
	parts := strings.Split(signed.Text, "\n")
	if len(parts) != 4 || parts[0] != signed.Sigs[0].Name {
		return tlog.Tree{}, fmt.Errorf("it is no checkpoint of this log: %q", signed.Text)
	}
	size, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(parts[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// Bundles of records, each after its length in two bytes.
func (l *log) fetchRecords(url string) error {
	for from := int64(0); from < l.tree.N; from += 1 << height {
		bundle := tlog.Tile{H: height, L: -1, N: from >> height, W: 1 << height}
		if left := l.tree.N - from; left < int64(bundle.W) {
			bundle.W = int(left)
		}
		data, err := fetch(url + path(bundle))
		if err != nil {
			return err
		}
		for number := 0; number < bundle.W; number++ {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return fmt.Errorf("%s ends within record %d", path(bundle), from+int64(number))
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			if err := l.add(data[2:end]); err != nil {
				return err
			}
			data = data[end:]
		}
		if len(data) > 0 {
			return fmt.Errorf("%s goes on after its last record", path(bundle))
		}
	}
	return nil
}

func (l *log) add(record []byte) error {
	hashes, err := tlog.StoredHashes(int64(len(l.records)), record, tlog.HashReaderFunc(l.ReadHashes))
	l.records = append(l.records, record)
	l.hashes = append(l.hashes, hashes...)
	return err
}

// ReadHashes reads hashes that were computed from the records.
func (l *log) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for at, index := range indexes {
		if index >= int64(len(l.hashes)) {
			return nil, fmt.Errorf("there is no hash %d", index)
		}
		found[at] = l.hashes[index]
	}
	return found, nil
}
