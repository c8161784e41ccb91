import { readFileSync } from 'node:fs'

/** A section of a recorded run of the real chant (test/fixtures/chant), byte for byte. */
export function chantOutput(name: string, section: string): string {
  const bytes = readFileSync(new URL(`../fixtures/chant/${name}.txt`, import.meta.url))
  const mark = `=====[ ${section}`
  const start = bytes.indexOf(mark)
  if (start < 0) throw new Error(`${name} has no section ${section}`)
  const line = bytes.subarray(start, bytes.indexOf(10, start)).toString()
  const size = Number(/\| (\d+) bytes \]=====$/.exec(line)?.[1])
  const from = start + Buffer.byteLength(line) + 1
  return bytes.subarray(from, from + size).toString('utf8')
}
