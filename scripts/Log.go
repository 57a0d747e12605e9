// Checks a folder of a log by Go's own code for the checksum database: the signature of its head, that every entry is in the
// tree under it, and that the tree goes on from older ones. Arguments: folder, verifier key.
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Older sizes from which the tree has to go on, about so many.
const olderSizes = 400

type folder struct{ path string }

func (f folder) Height() int { return 8 }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// Go names tiles tile/8/<level>/<index>, the specification tile/<level>/<index>.
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		name := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(f.path, name))
		if err != nil {
			return nil, err
		}
		read = append(read, bytes)
	}
	return read, nil
}

func must(err error) {
	if err != nil {
		fmt.Println("FAIL", err)
		os.Exit(1)
	}
}

func main() {
	path, vkey := os.Args[1], os.Args[2]
	head, err := os.ReadFile(filepath.Join(path, "checkpoint"))
	must(err)
	verifier, err := note.NewVerifier(vkey)
	must(err)
	opened, err := note.Open(head, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	bytes, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	var root tlog.Hash
	copy(root[:], bytes)
	hashes := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, folder{path})
	for entry := int64(0); entry < size; entry++ {
		proof, err := tlog.ProveRecord(size, entry, hashes)
		must(err)
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, entry)})
		must(err)
		must(tlog.CheckRecord(proof, size, root, entry, leaf[0]))
	}
	step := size/olderSizes + 1
	for older := int64(1); older <= size; older += step {
		oldRoot, err := tlog.TreeHash(older, hashes)
		must(err)
		proof, err := tlog.ProveTree(size, older, hashes)
		must(err)
		must(tlog.CheckTree(proof, size, root, older, oldRoot))
	}
	fmt.Println("ok", lines[0], size)
}
