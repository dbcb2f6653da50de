#!/usr/bin/env bash
# Installs the packed package into an empty folder, as the README tells a newcomer, and builds and runs a route with it.
# `newcomer.sh PACKAGE.tgz` installs a package that has been packed before.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT

if [ $# -eq 0 ]; then npm pack --silent --pack-destination "$folder"; else cp "$1" "$folder"; fi
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --save-dev ./ademattos-bunbox-*.tgz bun@"$(node -p "require('$repository/package.json').devDependencies.bun")"
mkdir -p app/ws/rooms/'[room]'
awk '/^```ts$/ { on = 1; next } /^```$/ { if (on) exit } on' "$repository/README.md" > app/ws/rooms/'[room]'/route.ts
echo '{ "compilerOptions": { "strict": true, "lib": ["esnext"], "types": ["bun"] } }' > tsconfig.json

for command in "npx bunbox" "npx bunx bunbox" "npx bunx --bun bunbox"; do
  echo "$ $command build"
  $command build
  sum=$(sha256sum dist/server.js)
  [ "${first:=$sum}" = "$sum" ] || { echo "$command wrote other bytes" >&2; exit 1; }
done
npx bunbox routes

# The output runs alone.
mkdir alone
cp dist/server.js alone/
cd alone
PORT=0 HOST=127.0.0.1 ../node_modules/.bin/bun server.js > log &
server=$!
for _ in $(seq 100); do grep -q Listening log && break; sleep 0.1; done
url=$(sed -n 's/^Listening on //p' log)
[ "$(node -e "fetch('$url/healthz').then((r) => console.log(r.status))")" = 200 ]
../node_modules/.bin/bun -e "
  const socket = new WebSocket('${url/http/ws}/ws/rooms/kitchen?name=ada');
  socket.onopen = () => socket.send('hi');
  socket.onmessage = ({ data }) => { console.log(data); process.exit(data === '{\"room\":\"kitchen\",\"from\":\"ada\",\"text\":\"hi\"}' ? 0 : 1); };
  socket.onerror = () => process.exit(1);
"
kill -TERM "$server"
wait "$server"

# The guides, and the example app, with the installed package in place of the repository.
cd "$repository"
BUNBOX_PACKAGE=$folder/node_modules/@ademattos/bunbox "$folder/node_modules/.bin/bun" test --timeout 60000 \
  test/docs/guide-by-block.test.ts test/docs/guide.test.ts test/docs/example-app.test.ts
echo "the packed package works in an empty folder"
