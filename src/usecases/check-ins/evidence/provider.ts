import type { Evidence } from '../../../domain/check-ins.ts'
import type { LocalDate } from '../../../domain/local-time.ts'
import type { KeyResult } from '../../../domain/objectives.ts'
import type { Db } from '../../../platform/db.ts'

/** What evidence is wanted about. */
export interface About {
  keyResult: KeyResult
  /** The last answer before this week's: what is older is no news. Null: there was none. */
  since: Date | null
  /** On the owner's wall. */
  today: LocalDate
}

/** Something that can say by itself what is new about a key result, each line true, short, and with its source. */
export type EvidenceProvider = (db: Db, about: About) => Evidence[]
