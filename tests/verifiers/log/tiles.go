package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// The height of tiles that C2SP tlog-tiles settles, which is why its paths do not name it.
const height = 8

var client = http.Client{Timeout: time.Minute}

func fetch(url string) ([]byte, error) {
	response, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", url, response.Status)
	}
	return io.ReadAll(response.Body)
}

// Where C2SP tlog-tiles keeps a tile; Go's own paths name the height, and call entries data.
func path(tile tlog.Tile) string {
	rest := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tile.H))
	return "/log/tile/" + strings.Replace(rest, "data/", "entries/", 1)
}

// Tiles of hashes, fetched once. The library compares them with the signed root before it uses them.
type tiles struct {
	url  string
	kept map[tlog.Tile][]byte
}

func (t *tiles) Height() int { return height }

func (t *tiles) SaveTiles(saved []tlog.Tile, data [][]byte) {
	for at, tile := range saved {
		t.kept[tile] = data[at]
	}
}

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(wanted))
	for at, tile := range wanted {
		if found[at] = t.kept[tile]; found[at] != nil {
			continue
		}
		var err error
		if found[at], err = fetch(t.url + path(tile)); err != nil {
			return nil, err
		}
	}
	return found, nil
}
