import { execFile } from 'node:child_process'

export type Environment = Readonly<Record<string, string | undefined>>

/** Runs git in one folder; resolves with what it says, whole. Rejects when it fails. */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>

/** git without the person's own configuration: no hooks, no signing, no template. */
export function gitIn(path: string, environment: Environment): Git {
  const own = Object.entries(environment).filter(([name]) => !name.startsWith('GIT_'))
  const env = { ...Object.fromEntries(own), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }
  const options = { env, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 } as const
  return (args, input = '') =>
    new Promise((resolve, reject) => {
      const child = execFile('git', ['-C', path, ...args], options, (error, stdout) => {
        if (error) reject(error)
        else resolve(stdout)
      })
      // A git command that reads nothing may be gone before this is written.
      child.stdin?.on('error', () => {})
      child.stdin?.end(input)
    })
}

/** The lines of an answer, or those between NULs. */
export function parts(answer: Buffer, between = '\n'): string[] {
  return answer.toString('utf8').split(between).filter(Boolean)
}
