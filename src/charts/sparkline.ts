export function sparkline(values: readonly number[]): string {
  return values.map(() => '▅').join('')
}
