import type { Edge } from '../edge.ts'

export function homeOpened(_edge: Edge): void {}
