import { randomBytes, randomInt } from 'node:crypto'

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A random id of 16 characters (80 bits) without look-alikes, safe in URLs, block ids and shells. */
export function newId(): string {
  return Array.from(randomBytes(16), (byte) => alphabet[byte % 32]).join('')
}

/** Three random characters of chant's alphabet, `k3x`: they make a new spec's id its own. */
export function newSpecSuffix(): string {
  return randomInt(36 ** 3)
    .toString(36)
    .padStart(3, '0')
}

/** 256 random bits in hexadecimal: the key that marks our own messages. */
export function newSecret(): string {
  return randomBytes(32).toString('hex')
}
