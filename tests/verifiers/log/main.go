// Checks the whole log of a register, and receipts that rest on it, with Go's reference library for transparent logs.
//
//	go run ./log URL [FILE]
//
// URL is the register's; FILE holds receipts, one a line, each perhaps with items after tildes; - is standard input.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
)

// Bytes that one receipt may have, with all its items.
const longest = 64 << 20

func main() {
	if len(os.Args) < 2 || len(os.Args) > 3 {
		fail(errors.New("usage: go run ./log URL [FILE]"))
	}
	// The receipts first: the checkpoint that is fetched after them is not older than theirs.
	var receipts []string
	if len(os.Args) == 3 {
		var err error
		if receipts, err = lines(os.Args[2]); err != nil {
			fail(err)
		}
	}
	log, err := fetchLog(strings.TrimSuffix(os.Args[1], "/"))
	if err != nil {
		fail(err)
	}
	sizes, err := log.check()
	if err != nil {
		fail(err)
	}
	fmt.Printf("log: %d records proved, consistent with %d older sizes\n", log.tree.N, sizes)
	var sum proved
	for at, text := range receipts {
		one, err := log.checkReceipt(text)
		if err != nil {
			fail(fmt.Errorf("receipt in line %d: %w", at+1, err))
		}
		sum.acts += one.acts
		sum.items += one.items
	}
	fmt.Printf("receipts: %d, with %d acts and %d items proved\n", len(receipts), sum.acts, sum.items)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "log:", err)
	os.Exit(1)
}

func lines(file string) ([]string, error) {
	from := os.Stdin
	if file != "-" {
		opened, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer opened.Close()
		from = opened
	}
	var found []string
	scanner := bufio.NewScanner(from)
	scanner.Buffer(nil, longest)
	for scanner.Scan() {
		if line := strings.TrimSpace(scanner.Text()); line != "" {
			found = append(found, line)
		}
	}
	return found, scanner.Err()
}
