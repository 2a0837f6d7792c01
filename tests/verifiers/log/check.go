package main

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Checks that the signed root is of these records, that the tiles prove each, and that nothing older was rewritten.
func (l *log) check() (int, error) {
	root, err := tlog.TreeHash(l.tree.N, l)
	if err != nil {
		return 0, err
	}
	if root != l.tree.Hash {
		return 0, fmt.Errorf("the records give the root %v, and %v is signed", root, l.tree.Hash)
	}
	for number, record := range l.records {
		proof, err := tlog.ProveRecord(l.tree.N, int64(number), l.tiles)
		if err != nil {
			return 0, fmt.Errorf("record %d: %w", number, err)
		}
		if err := tlog.CheckRecord(proof, l.tree.N, l.tree.Hash, int64(number), tlog.RecordHash(record)); err != nil {
			return 0, fmt.Errorf("record %d: %w", number, err)
		}
	}
	sizes := olderSizes(l.tree.N)
	for _, size := range sizes {
		older, err := tlog.TreeHash(size, l)
		if err != nil {
			return 0, err
		}
		if err := l.checkOlder(tlog.Tree{N: size, Hash: older}); err != nil {
			return 0, err
		}
	}
	return len(sizes), nil
}

// Each power of two with its neighbours, where trees change their form, and the last few.
func olderSizes(size int64) []int64 {
	var sizes []int64
	wanted := map[int64]bool{size - 2: true, size - 1: true, size: true}
	for power := int64(1); power <= size; power *= 2 {
		wanted[power-1], wanted[power], wanted[power+1] = true, true, true
	}
	for older := range wanted {
		if older > 0 && older <= size {
			sizes = append(sizes, older)
		}
	}
	return sizes
}

// Checks that the log only grew since an older tree.
func (l *log) checkOlder(older tlog.Tree) error {
	proof, err := tlog.ProveTree(l.tree.N, older.N, l.tiles)
	if err == nil {
		err = tlog.CheckTree(proof, l.tree.N, l.tree.Hash, older.N, older.Hash)
	}
	if err != nil {
		return fmt.Errorf("the log does not continue the tree of %d records with root %v: %w", older.N, older.Hash, err)
	}
	return nil
}
