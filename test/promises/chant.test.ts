import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { readDocuments } from '../../src/chant/documents.ts'
import { readRepository } from '../../src/chant/reading.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { parseSpecFile } from '../../src/chant/spec-file.ts'
import { chantProject, specText, temporaryFolder } from '../support/chant-project.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

describe('S7: no path and no link leaves the repository', () => {
  let figures = 'did not end'
  afterAll(() => say(`S7: ${figures}`))

  it('whatever is asked for, and wherever a link points', async () => {
    const outside = temporaryFolder()
    mkdirSync(join(outside, '.chant/specs'), { recursive: true })
    for (const name of ['secret.md', '.chant/specs/secret.md'])
      writeFileSync(join(outside, name), specText({ title: 'SECRET' }))
    const project = chantProject()
    project.write('.chant/specs/good.md', specText())
    const targets = ['secret.md', '.', '.chant', '.chant/specs', 'nothing'].map((name) => join(outside, name))
    const inside = ['a.md', 'b', 'deep/er/c.md', 'deep/d'].flatMap((name) => [
      `.chant/specs/${name}`,
      `.chant/archive/${name}`,
    ])
    const links = inside.flatMap((name) =>
      targets.map((target, at) => ({ target, name: name.replace(/(\.md)?$/, `${at}$1`) })),
    )
    for (const { target, name } of [
      ...links,
      { target: 'a0.md', name: '.chant/specs/chain.md' },
      { target: 'loop.md', name: '.chant/specs/loop.md' },
    ]) {
      mkdirSync(dirname(join(project.path, name)), { recursive: true })
      symlinkSync(target, join(project.path, name))
    }
    project.commit('Links', { at: '2026-01-13T10:00:00Z' })
    const repository = await openRepository(project.path, { environment: process.env })
    const told: unknown[] = []
    await readRepository(repository, null, (part) => void told.push(part))
    expect(JSON.stringify(told)).not.toContain('SECRET')

    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'secret.md',
      '.chant',
      'specs',
      'a0.md',
      'b1',
      '.git',
      'config',
      outside,
      '%2e%2e',
      '\\..\\',
      ':/',
      '-x',
      '*',
    )
    const paths = fc.sample(
      fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => parts.join('/')),
      { numRuns: 2_000, seed: 7 },
    )
    const read = await readDocuments(repository, paths)
    const left = [...read].filter(([, document]) => 'text' in document)
    expect(left).toEqual([])
    figures = `${links.length + 2} links and ${paths.length} paths tried, ${left.length} left the repository`
  })
})

describe('S8: a bomb is refused at once', () => {
  let figures = 'did not end'
  afterAll(() => say(`S8: ${figures}`))

  it('in at most 20 ms, whatever it is made of', () => {
    const grow = (levels: number, wide: number) =>
      Array.from({ length: levels }, (_, at) => `k${at}: &k${at} [${at ? `*k${at - 1}, `.repeat(wide) : 'x'}]`).join(
        '\n',
      )
    const bombs = {
      'nine levels of nine aliases': grow(9, 9),
      'a hundred levels of two': grow(100, 2),
      'one anchor, a thousand aliases': `a: &a x\nb: [${'*a, '.repeat(1_000)}]`,
      'brackets in brackets': `a: ${'['.repeat(60_000)}`,
      'braces in braces': `a: ${'{a: '.repeat(15_000)}`,
      'a list in a list in a list': '- '.repeat(30_000),
      'a key in a key in a key': '? '.repeat(30_000),
      'a document of 5 MB': `a: "${'x'.repeat(5_000_000)}"`,
      'half a million keys': Array.from({ length: 500_000 }, (_, at) => `k${at}: "\\n"`).join('\n'),
    }
    const times = Object.entries(bombs).map(([name, text]) => {
      // Processor time: what others on the machine take is not the bomb's.
      const turns = Array.from({ length: 5 }, () => {
        const began = process.threadCpuUsage()
        expect(() => parseSpecFile('bomb', `---\n${text}\n---\n`, false), name).toThrow(/^frontmatter /)
        const { user, system } = process.threadCpuUsage(began)
        return (user + system) / 1e3
      })
      return { name, milliseconds: Math.min(...turns) }
    })
    const [longest = { name: '', milliseconds: Number.NaN }] = times.toSorted((a, b) => b.milliseconds - a.milliseconds)
    figures = `${times.length} bombs, the longest (${longest.name}) took ${longest.milliseconds.toFixed(1)} ms to refuse`
    expect(longest.milliseconds).toBeLessThanOrEqual(20)
  })
})
