import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/** True while a process of this group runs. One that has ended and that nobody collected does not count. */
export function isGroupAlive(group: number): boolean {
  if (!answers(group)) return false
  const members = processes()
  return members === null || members.some((one) => one.group === group && one.state !== 'Z')
}

/** Resolves when the group is gone: true; false when it is still there after so many milliseconds. */
export async function groupEnds(group: number, withinMs: number): Promise<boolean> {
  for (let waitedMs = 0; isGroupAlive(group); ) {
    if (waitedMs >= withinMs) return false
    const pauseMs = waitedMs < 50 ? 2 : 20
    await setTimeout(pauseMs)
    waitedMs += pauseMs
  }
  return true
}

/** Ends the whole group: asked first, so that git removes its locks, then killed. Resolves when it is gone. */
export async function endGroup(group: number, graceMs = 2_000): Promise<void> {
  signal(group, 'SIGTERM')
  if (await groupEnds(group, graceMs)) return
  signal(group, 'SIGKILL')
  await groupEnds(group, 10_000)
}

/** The groups of processes that were started with this text in their environment. Null: this system does not tell. */
export function groupsStartedWith(text: string): number[] | null {
  const found = processes()
    ?.filter(({ pid, state }) => state !== 'Z' && pid !== process.pid && environmentOf(pid).includes(text))
    .map(({ group }) => group)
  return found ? [...new Set(found)] : null
}

/** Whether a git may be at work in one of these folders. Also true where this system does not tell. */
export function mayGitRunIn(folders: readonly string[]): boolean {
  const members = processes()
  if (members === null) return true
  return members.some(({ pid, state, name }) => {
    if (state === 'Z' || !name.startsWith('git')) return false
    try {
      const at = readlinkSync(`/proc/${pid}/cwd`)
      return folders.some((folder) => at === folder || at.startsWith(`${folder}/`))
    } catch {
      return true // somebody else's: it may be anywhere
    }
  })
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name)
  } catch {
    // It is gone, which is what was wanted.
  }
}

function answers(group: number): boolean {
  try {
    process.kill(-group, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** All processes, where the system lists them as files; null elsewhere. */
function processes(): { pid: number; group: number; state: string; name: string }[] | null {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const stat = read(`/proc/${name}/stat`)
        // The program's name stands in brackets and may contain anything.
        const [state = '', , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const program = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
        return group ? [{ pid: Number(name), group: Number(group), state, name: program }] : []
      })
  } catch {
    return null
  }
}

function environmentOf(pid: number): string {
  return read(`/proc/${pid}/environ`)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
