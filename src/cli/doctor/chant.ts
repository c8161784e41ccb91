import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { isUrl, openRepository } from '../../chant/repository.ts'
import type { Environment } from '../../config/load.ts'
import type { Config } from '../../config/schema.ts'
import { Problem } from '../../domain/problem.ts'
import type { Finding } from './finding.ts'

const run = promisify(execFile)

/** git and chant, which only matter where repositories are named. */
export async function checkChant({ repos, bin }: Config['chant'], environment: Environment): Promise<Finding[]> {
  if (repos.length === 0)
    return [{ about: 'chant', state: 'ok', says: 'CHANT_REPO is not set, so nothing of chant is shown' }]
  return [
    await answers('git', 'git', 'fail', 'install git, or put it on PATH.'),
    // What happened is read from git; chant itself is only needed to decide.
    await answers('chant', bin, 'warn', 'install chant, or set CHANT_BIN to where it is.'),
    ...(await Promise.all(repos.map((repo) => checkRepository(repo, environment)))),
  ]
}

const unseen = 'what nobody has committed, such as *started*, cannot be seen there'

async function checkRepository(
  { name, where }: Config['chant']['repos'][number],
  environment: Environment,
): Promise<Finding> {
  const about = `chant ${name}`
  if (isUrl(where)) return { about, state: 'ok', says: `the app keeps a clone of its own; ${unseen}` }
  try {
    const { isBare } = await openRepository(where, { name, environment })
    return { about, state: 'ok', says: isBare ? `a bare repository; ${unseen}` : 'a checkout' }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { about, state: 'fail', says: error.message }
  }
}

async function answers(about: string, program: string, missing: 'warn' | 'fail', remedy: string): Promise<Finding> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 10_000 })
    return { about, state: 'ok', says: stdout.trim().split('\n')[0] ?? program }
  } catch {
    return { about, state: missing, says: `${program} does not answer: ${remedy}` }
  }
}
