import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allSamples } from '../../src/demo/gallery/all-samples.ts'
import { okrFolder } from '../support/okr-command.ts'

describe('okr gallery', () => {
  it('writes one JSON file for each sample, exactly as it is sent, and a page that shows them', async () => {
    const { ok, folder } = okrFolder()
    expect(await ok('gallery', '--out', 'shown')).toBe('shown/index.html\n')
    const files = readdirSync(join(folder, 'shown')).sort()
    expect(files).toEqual([...allSamples.map(({ name }) => `${name}.json`), 'index.html'].sort())
    for (const { name, sent } of allSamples) {
      const written = JSON.parse(readFileSync(join(folder, 'shown', `${name}.json`), 'utf8'))
      expect(written, name).toEqual(JSON.parse(JSON.stringify(sent())))
    }
    const page = readFileSync(join(folder, 'shown/index.html'), 'utf8')
    for (const { name } of allSamples) expect(page).toContain(`"name":"${name}"`)
  })

  it('goes into gallery/ unless told otherwise, and writes the same twice', async () => {
    const { ok, folder } = okrFolder()
    await ok('gallery')
    const first = readFileSync(join(folder, 'gallery/check-in-request.json'), 'utf8')
    await ok('gallery')
    expect(readFileSync(join(folder, 'gallery/check-in-request.json'), 'utf8')).toBe(first)
  })

  it('says so when the folder is a file', async () => {
    const { okr, write } = okrFolder()
    write('taken', 'text')
    const { code, err } = await okr('gallery', '--out', 'taken')
    expect(code).toBe(1)
    expect(err).toContain('taken cannot be written: check that it is a folder')
  })
})
