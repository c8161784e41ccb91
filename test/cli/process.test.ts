import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'

const checkout = new URL('../../', import.meta.url).pathname
const program = join(checkout, 'bin/okr.mjs')

describe('the program', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'okr-process-'))
    return () => rmSync(folder, { recursive: true })
  })

  function okr(args: string[], env: Record<string, string> = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    })
    return { code: status, out: stdout, err: stderr }
  }

  test('says its version, and imports from stdin', () => {
    expect(okr(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
    const file = join(checkout, 'src/demo/acme/okrs.yaml')
    const out = execFileSync(process.execPath, [program, 'import', '-', '--json'], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      input: execFileSync('cat', [file]),
      encoding: 'utf8',
    })
    expect(JSON.parse(out).cycle).toBe('2026-Q1')
  })

  test('never shows a stack, unless LOG_LEVEL=debug asks for it', () => {
    const wrong = { DATABASE_PATH: folder }
    const quiet = okr(['status'], wrong)
    expect(quiet).toMatchObject({ code: 1, out: '' })
    expect(quiet.err.trim().split('\n')).toHaveLength(1)
    expect(okr(['status'], { ...wrong, LOG_LEVEL: 'debug' }).err).toContain('"stack":')
  })

  test('ends well when nobody reads on', async () => {
    const { promise, resolve } = Promise.withResolvers<{ code: number | null; err: string }>()
    const child = spawn(process.execPath, [program, 'export', '--format', 'json'], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
    })
    onTestFinished(() => void child.kill())
    let err = ''
    child.stderr.on('data', (chunk) => (err += chunk))
    child.stdout.destroy()
    child.on('close', (code) => resolve({ code, err }))
    expect(await promise).toEqual({ code: 0, err: '' })
  })

  test('writes everything to a slow reader before it ends', () => {
    const all = okr(['export', '--format', 'json']).out
    expect(JSON.parse(all).readings).toHaveLength(45)
  })
})
