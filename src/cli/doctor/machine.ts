import { instantAt } from '../../domain/local-time.ts'
import type { Finding } from './finding.ts'

/** Node and the time zones it knows. */
export function checkMachine(): Finding[] {
  return [checkNode(), checkZones()]
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isEnough = major > 22 || (major === 22 && minor >= 18)
  const says = `Node ${process.versions.node}`
  return isEnough
    ? { about: 'machine', state: 'ok', says }
    : { about: 'machine', state: 'fail', says: `${says} is too old: install 22.18 or newer.` }
}

/** A zone whose rules are known to us must come out right, else messages would go out at wrong hours. */
function checkZones(): Finding {
  const isRight = instantAt('2026-07-01', '09:00', 'Europe/Berlin').toISOString() === '2026-07-01T07:00:00.000Z'
  const version = process.versions['tz'] ?? 'unknown'
  return isRight
    ? { about: 'time zones', state: 'ok', says: `tz database ${version}` }
    : {
        about: 'time zones',
        state: 'fail',
        says: `tz database ${version} is wrong or missing: use a Node with full ICU.`,
      }
}
