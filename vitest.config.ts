import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: at('./') },
      // Its real entry throws outside a server component.
      { find: /^server-only$/, replacement: at('./node_modules/server-only/empty.js') },
    ],
  },
  test: {
    include: ['{lib,db,app,scripts,examples,testkit,bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // A password hash is slow on purpose, and machines of CI are slow without one.
    testTimeout: 20_000,
  },
})
