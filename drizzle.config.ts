import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: ['./src/storage/tables/*.ts', './src/durable/tables.ts'],
  out: './drizzle',
  casing: 'snake_case',
})
