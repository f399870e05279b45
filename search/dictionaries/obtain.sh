#!/bin/sh
# Show how the dictionaries in this folder were obtained: needs mvn and unzip; run it inside this folder.
# It overwrites the files and then compares them with the checksums of checksums.sha256.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=$(mktemp -d)
trap 'rm -rf "$repository"' EXIT

fetch() { # coordinates, path of the jar in the local repository, folder in the jar, name, files
    mvn -q -B -Dmaven.repo.local="$repository" dependency:get -Dartifact="$1" -Dtransitive=false
    unzip -qjo "$repository/$2" "$3/*" -d "$repository/$4"
    cp "$repository/$4/$4.dict" "$repository/$4/$4.info" "$here/$4/"
}
fetch org.carrot2:morfologik-polish:2.1.9 \
    org/carrot2/morfologik-polish/2.1.9/morfologik-polish-2.1.9.jar morfologik/stemming/polish polish
cp "$repository/polish/polish.LICENSE.txt" "$here/polish/LICENSE.txt"
fetch ua.net.nlp:morfologik-ukrainian-search:4.9.1 \
    ua/net/nlp/morfologik-ukrainian-search/4.9.1/morfologik-ukrainian-search-4.9.1.jar ua/net/nlp ukrainian
cp "$repository/ukrainian/README" "$here/ukrainian/README.upstream.txt"
cd "$here" && sha256sum --check checksums.sha256
