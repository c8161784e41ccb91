import { Problem } from '../domain/problem.ts'

/** Why the HTTP port cannot be had, in a sentence; null for any other error. */
export function listenProblem(error: unknown, { port, host }: { port: number; host: string }): Problem | null {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE')
    return new Problem(`Port ${port} is in use by another program: stop that, or set PORT to another one.`)
  if (code === 'EACCES') return new Problem(`Port ${port} may not be used by this user: set PORT to one above 1024.`)
  if (code === 'EADDRNOTAVAIL')
    return new Problem(`${host} is no address of this machine: set HOST to 127.0.0.1 or 0.0.0.0.`)
  return null
}
