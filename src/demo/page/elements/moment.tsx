import type { Datepicker, DateTimepicker, Timepicker } from '@slack/types'
import { useEffect, useRef, useState } from 'react'
import { instantAt, localDateAt, localTimeAt } from '../../../domain/local-time.ts'
import { useSurface, useWorld } from '../blocks/surface.tsx'
import { ariaOf, type Field } from './field.ts'
import { valueIn } from './state.ts'
import { useAction } from './use-action.tsx'

interface MomentProps {
  element: Datepicker | Timepicker | DateTimepicker
  blockId: string
  field?: Field | undefined
  dispatches: boolean
}

const kinds = {
  datepicker: { type: 'date', place: 'selected_date', word: 'Date' },
  timepicker: { type: 'time', place: 'selected_time', word: 'Time' },
  datetimepicker: { type: 'datetime-local', place: 'selected_date_time', word: 'Date and time' },
} as const

/** Dates and times, with the browser's own pickers; a date with a time is meant in the viewer's zone. */
export function Moment({ element, blockId, field, dispatches }: MomentProps) {
  const surface = useSurface()
  const { zone } = useWorld().viewpoint
  const { pending, send, question } = useAction(blockId, element)
  const { type, place, word } = kinds[element.type]
  const value = valueIn(surface.stateOf(blockId, element))
  const [typed, setTyped] = useState<string | null>(null)
  const settle = useSettled((text: string) => {
    setTyped(null)
    const next = readMoment(element.type, text, zone)
    if (next !== null && next !== value) send({ [place]: next })
  })
  const change = (text: string) => {
    if (!dispatches) return surface.put(blockId, element, readMoment(element.type, text, zone))
    setTyped(text)
    settle(text)
  }
  return (
    <>
      <input
        className="input moment"
        type={type}
        value={typed ?? showMoment(element.type, value, zone)}
        onChange={(event) => change(event.target.value)}
        aria-busy={pending}
        {...ariaOf(field, 'placeholder' in element ? element : {}, word)}
      />
      {question}
    </>
  )
}

/** Typing 2026 passes through the year 2: the app is told when the person has come to rest. */
function useSettled(then: (text: string) => void): (text: string) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (text) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => then(text), 700)
  }
}

function readMoment(type: MomentProps['element']['type'], text: string, zone: string): string | number | null {
  if (text === '' || type !== 'datetimepicker') return text || null
  const [date = '', time = ''] = text.split('T')
  return instantAt(date, time, zone).getTime() / 1000
}

function showMoment(type: MomentProps['element']['type'], value: unknown, zone: string): string {
  if (type !== 'datetimepicker' || typeof value !== 'number') return typeof value === 'string' ? value : ''
  const at = new Date(value * 1000)
  return `${localDateAt(at, zone)}T${localTimeAt(at, zone)}`
}
