import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { isUrl, openRepository } from '../../chant/repository.ts'
import { rejectionActionOf } from '../../chant/writing/rejection-action.ts'
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
    const repository = await openRepository(where, { name, environment })
    const action = await rejectionActionOf(repository)
    if (typeof action !== 'string') return { about, state: 'warn', says: action.problem }
    if (action === 'group') {
      const remedy = 'set approval.rejection_action to manual or dependency in .chant/config.md.'
      return {
        about,
        state: 'warn',
        says: `rejection_action is group, so findings cannot be rejected in Slack: ${remedy}`,
      }
    }
    return { about, state: 'ok', says: repository.isBare ? `a bare repository; ${unseen}` : 'a checkout' }
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
