import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importOkrFile } from '../../../src/usecases/import-okr-file.ts'
import { parseOkrFile } from '../../../src/usecases/okr-file/parse.ts'
import { freshDatabase } from '../../support/database.ts'

const acme = readFileSync(new URL('../../../src/demo/acme/okrs.yaml', import.meta.url), 'utf8')
const lines = acme.split('\n')

const damage = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat(lines.length - 1) }),
  fc.record({ kind: fc.constant('twice' as const), at: fc.nat(lines.length - 1) }),
  fc.record({ kind: fc.constant('swap' as const), at: fc.nat(lines.length - 2) }),
  fc.record({
    kind: fc.constant('indent' as const),
    at: fc.nat(lines.length - 1),
    by: fc.constantFrom(' ', '  ', '\t'),
  }),
  fc.record({
    kind: fc.constant('value' as const),
    at: fc.nat(lines.length - 1),
    to: fc.oneof(
      fc.constantFrom(
        'null',
        '[]',
        '{}',
        '[[]]',
        '{ a: b }',
        '12',
        'true',
        '""',
        '*x',
        '&x',
        '!x',
        '@x',
        '#x',
        '|',
        '>',
        '"',
        "'",
      ),
      fc.string({ unit: 'binary', maxLength: 10 }),
    ),
  }),
)

test('no text makes the reader fail: it is an OKR file, or every problem has a line and a sentence', () => {
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
      const text = damages.reduce(damaged, lines).join('\n')
      const parsed = parseOkrFile(text)
      if (parsed.kind === 'problems') {
        expect(parsed.problems.length).toBeGreaterThan(0)
        for (const { line, message } of parsed.problems) {
          expect(line).toBeGreaterThan(0)
          expect(line).toBeLessThanOrEqual(text.split('\n').length)
          expect(message).toMatch(/^\S.*[^.\n]$/s)
        }
      }
    }),
    { numRuns: 200 },
  )
})

test('what the reader takes, the database takes', () => {
  const { db } = freshDatabase()
  const now = new Date('2026-01-09T17:00:00Z')
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      const text = damages.reduce(damaged, lines).join('\n')
      importOkrFile(db, text, { defaultZone: 'UTC', dryRun: true }, now)
    }),
    { numRuns: 40 },
  )
})

test('random bytes are no OKR file', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(parseOkrFile(bytes).kind).toBe('problems')
    }),
    { numRuns: 500 },
  )
})

function damaged(text: readonly string[], one: typeof damage extends fc.Arbitrary<infer T> ? T : never): string[] {
  const at = Math.min(one.at, text.length - 1)
  const before = text.slice(0, at)
  const line = text[at] ?? ''
  const after = text.slice(at + 1)
  switch (one.kind) {
    case 'drop':
      return [...before, ...after]
    case 'twice':
      return [...before, line, line, ...after]
    case 'swap':
      return [...before, ...after.slice(0, 1), line, ...after.slice(1)]
    case 'indent':
      return [...before, one.by + line, ...after]
    case 'value':
      return [...before, line.replace(/:.*$/, () => `: ${one.to}`), ...after]
  }
}
