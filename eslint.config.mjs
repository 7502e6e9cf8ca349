// @ts-check
import { fileURLToPath } from 'node:url'
import { defineConfig, globalIgnores } from 'eslint/config'
import vitals from 'eslint-config-next/core-web-vitals'
import nextTypescript from 'eslint-config-next/typescript'
import tseslint from 'typescript-eslint'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig([
  globalIgnores(['.next/', '.next-dev/', 'data/', 'test-results/', 'playwright-report/', '**/next-env.d.ts', 'bench/peers/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  vitals,
  nextTypescript,
  {
    rules: {
      // Takes routes of the API for pages; they are left with a plain link on purpose.
      '@next/next/no-html-link-for-pages': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      // The content security policy blocks style attributes.
      'react/forbid-dom-props': ['error', { forbid: ['style'] }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  // Drawn into a PNG, which no policy reads; styles are all that the renderer takes.
  { files: ['app/{apple-icon,opengraph-image}.tsx'], rules: { 'react/forbid-dom-props': 'off' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Modes and stores are closures without a `this`, and may be taken apart.
      '@typescript-eslint/unbound-method': 'off',
      // Brackets say that a key may be absent.
      '@typescript-eslint/dot-notation': 'off',
      // Doing nothing is what the silent trace is for.
      '@typescript-eslint/no-empty-function': 'off',
      // Counts a password's characters by code point, which is what spreading does.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Next's URL is not a subclass of URL, and declared so that it may stand for one.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    // `expect.any` and parsed answers are `any`; the assertion is what gives them a shape.
    files: ['**/*.test.{ts,tsx}', '**/*conformance.ts', 'e2e/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // A fixture's `use` is Playwright's, not React's, and Playwright reads its first parameter's braces.
    files: ['e2e/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off', 'no-empty-pattern': 'off' },
  },
  {
    // Configuration is read, checked and named in one place.
    files: ['{app,db,lib,testkit}/**/*.{ts,tsx}', 'proxy.ts', 'instrumentation.ts'],
    ignores: ['lib/env.ts', '**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only lib/env.ts reads the environment.' }],
      'no-restricted-imports': ['error', { paths: ['process', 'node:process'].map((name) => ({ name, message: 'Only lib/env.ts reads the environment.' })) }],
    },
  },
  {
    // Pages read headers, for the nonce, and leave cookies to lib/next.
    files: ['app/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'next/headers', allowImportNames: ['headers'], message: 'Pages leave cookies to lib/next.' }] }],
    },
  },
  {
    files: ['*.config.{js,mjs,ts}', '.dependency-cruiser.mjs'],
    rules: { 'import/no-anonymous-default-export': 'off' },
  },
])
