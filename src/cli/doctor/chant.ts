import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Config } from '../../config/schema.ts'
import type { Finding } from './finding.ts'

const run = promisify(execFile)

/** git and chant, which only matter where repositories are named. */
export async function checkChant({ repos, bin }: Config['chant']): Promise<Finding[]> {
  if (repos.length === 0)
    return [{ about: 'chant', state: 'ok', says: 'CHANT_REPO is not set, so nothing of chant is shown' }]
  return [
    await answers('git', 'git', 'fail', 'install git, or put it on PATH.'),
    // What happened is read from git; chant itself is only needed to decide.
    await answers('chant', bin, 'warn', 'install chant, or set CHANT_BIN to where it is.'),
  ]
}

async function answers(about: string, program: string, missing: 'warn' | 'fail', remedy: string): Promise<Finding> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 10_000 })
    return { about, state: 'ok', says: stdout.trim().split('\n')[0] ?? program }
  } catch {
    return { about, state: missing, says: `${program} does not answer: ${remedy}` }
  }
}
