/** After `npm install`: says again that better-sqlite3 brings its binary along, so `npm ci` needs no compiler. */
import { readFileSync, writeFileSync } from 'node:fs'

const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'))
lockfile.packages['node_modules/better-sqlite3'].gypfile = false
writeFileSync('package-lock.json', `${JSON.stringify(lockfile, null, 2)}\n`)
