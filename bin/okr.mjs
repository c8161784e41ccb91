#!/usr/bin/env node
// Plain JavaScript: an older Node must be able to say that it is too old.
import { existsSync } from 'node:fs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`okr needs Node 22.18 or newer, and this is ${process.versions.node}.\n`)
  process.exit(1)
}
// A checkout has the sources; an installed package only what was made of them.
const source = new URL('../src/main.ts', import.meta.url)
await import(existsSync(source) ? source.href : new URL('../dist/main.js', import.meta.url).href)
