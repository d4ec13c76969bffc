import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.tsx'];
const tests = ['**/*.test.ts', '**/*.test.tsx', 'test/**'];

export default defineConfig(
  globalIgnores(['dist/', 'data/', '.cache/', 'coverage/', 'test-results/', '**/fixtures/']),
  {
    // Rules are changed here, where everybody sees it, not by comments in the code.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: { 'max-lines': ['error', 300], eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error' },
  },
  js.configs.recommended,
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Nest's modules are classes without members.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Nest's options are classes in its types, and plain objects everywhere else.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // [...text] counts characters, as every limit here does.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // A channel's method returns a promise by contract, whether or not it has to wait for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // Tests pass methods around to look at them.
    files: ['**/*.test.ts', '**/*.test.tsx', 'test/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['src/**', 'channels/**', 'console/**', 'displays/**'],
    ignores: tests,
    rules: { 'no-console': 'error' },
  },
  {
    files: ['src/**', 'channels/**'],
    ignores: [...tests, 'src/platform/config/**', 'channels/*/drill/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/platform/config reads the environment.' },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        ...{ process: 'readonly', console: 'readonly', performance: 'readonly', URL: 'readonly' },
        ...{
          setTimeout: 'readonly',
          clearTimeout: 'readonly',
          setInterval: 'readonly',
          clearInterval: 'readonly',
        },
        ...{
          fetch: 'readonly',
          Buffer: 'readonly',
          AbortSignal: 'readonly',
          module: 'writable',
          globalThis: 'readonly',
        },
      },
    },
  },
);
