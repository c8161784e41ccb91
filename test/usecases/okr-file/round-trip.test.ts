import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OkrFile } from '../../../src/domain/okr-file/okr-file.ts'
import { describeProblem, parseOkrFile } from '../../../src/usecases/okr-file/parse.ts'
import { writeOkrFile } from '../../../src/usecases/okr-file/write.ts'
import { okrFiles } from '../../support/okr-file-arbitrary.ts'

describe('an OKR file that is written', () => {
  test('reads as what was written, whatever people call their things', () => {
    fc.assert(
      fc.property(okrFiles, (file) => {
        expect(read(writeOkrFile(file))).toEqual(file)
      }),
      { numRuns: 300 },
    )
  })

  test('reads as the documented example, which uses every key', () => {
    const example = read(readFileSync(new URL('../../fixtures/okr-file-format.yaml', import.meta.url), 'utf8'))
    const written = writeOkrFile(example)
    expect(read(written)).toEqual(example)
    expect(writeOkrFile(read(written))).toBe(written)
  })
})

function read(text: string): OkrFile {
  const parsed = parseOkrFile(text)
  if (parsed.kind === 'file') return parsed.file
  throw new Error(`${parsed.problems.map((one) => describeProblem('okrs.yaml', one)).join('\n')}\n${text}`)
}
