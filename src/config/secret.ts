import { inspect } from 'node:util'

/** A value that shows itself to nobody who does not ask for it by name: not in JSON, not in a log, not in a dump. */
export interface Secret {
  reveal(): string
}

export function secret(value: string): Secret {
  const hidden = () => '[secret]'
  return Object.freeze({ reveal: () => value, toJSON: hidden, toString: hidden, [inspect.custom]: hidden })
}
