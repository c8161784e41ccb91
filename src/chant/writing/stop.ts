/** Nothing is written, and this is why: in a sentence for the person who decided, that says what has to happen. */
export class Stop extends Error {
  override readonly name = 'Stop'
  readonly kind: 'later' | 'refused'

  constructor(kind: 'later' | 'refused', problem: string) {
    super(problem)
    this.kind = kind
  }
}

/** Trying again later may help. */
export function later(problem: string): Stop {
  return new Stop('later', problem)
}

/** Trying again helps nothing before a person changes something. */
export function refused(problem: string): Stop {
  return new Stop('refused', problem)
}

/** Nothing is wrong: the next try will find it quiet. */
export function atTheSameMoment(name: string): string {
  return `Somebody else staged or committed something in ${name} at the same moment: this is tried again.`
}

/** What another program said, as part of a sentence: its first line, without addresses (a password may be in them). */
export function saidBy(output: string, directory = ''): string {
  const lines = output.split('\n').map((line) => line.trim())
  const line = lines.find((one) => one !== '' && !/^(warning|hint|to|remote):? /i.test(one)) ?? ''
  const plain = line
    .replace(/^(Error|fatal|error): /, '')
    .replaceAll(directory || '\0', '')
    .replace(/\S*:\/\/\S+|\S+@\S+:\S*/g, '…')
    .replace(/[\p{Cc}]/gu, ' ')
    .replace(/[.\s]+$/, '')
  return plain.length > 160 ? `${plain.slice(0, 159)}…` : plain
}
