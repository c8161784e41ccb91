import type { Db } from '../../platform/db.ts'
import { type Report, reportKey } from '../../storage/reports.ts'
import { oweMessage } from '../owe-message.ts'

/** Owes the channel its report; `post` says which one of that day, should an earlier one be gone. */
export function oweReport(
  tx: Db,
  { id, post, channelId, date }: Pick<Report, 'id' | 'post' | 'channelId' | 'date'>,
  now: Date,
): void {
  oweMessage(
    tx,
    {
      key: reportKey({ id, post }),
      mark: `daily-report:${channelId}:${date}${post === 1 ? '' : `:${post}`}`,
      notice: { kind: 'daily-report', reportId: id, post },
      to: { channel: channelId },
    },
    now,
  )
}
