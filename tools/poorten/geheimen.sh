#!/usr/bin/env bash
# Gate: no secret in the history or in the tree, after the scanner has found a planted one.
. "$(dirname "$0")/gereedschap.sh"

INSTELLING="$POORTEN/gitleaks.toml"

zoek() { "$SCANNER" "$1" "$2" --config "$INSTELLING" --no-banner --redact --log-level "${3:-warn}"; }

# The planted key is put together here, so that this file itself holds none.
plant_en_vind() {
  mkdir "$WERK/proef"
  printf 'token = "%s_%s"\n' ghp "$(printf 'q8Zr1Lw5Xc7Vb2Nm4Kj6Hg3Fd9Sa0Po8Iu5Y')" >"$WERK/proef/instelling.ini"
  ! zoek dir "$WERK/proef" fatal >/dev/null 2>&1 || stop "de scanner vindt een geplant geheim niet" "controleer $INSTELLING"
  melding "geplant geheim gevonden"
}

# Only what git would publish: tracked files plus new ones that are not ignored.
kopieer_boom() {
  mkdir "$WERK/boom"
  git -C "$WORTEL" ls-files -z --cached --others --exclude-standard |
    (cd "$WORTEL" && xargs -0 -r sh -c 'for f; do [ -f "$f" ] && printf "%s\0" "$f"; done' sh) |
    tar -C "$WORTEL" --null -T - -cf - | tar -C "$WERK/boom" -xf -
}

apt_pakket git git
werkmap
SCANNER=$(go_programma "${GITLEAKS[@]}")
plant_en_vind
zoek git "$WORTEL" && melding "geschiedenis: geen geheimen"
kopieer_boom
zoek dir "$WERK/boom" && melding "werkmap: geen geheimen"
