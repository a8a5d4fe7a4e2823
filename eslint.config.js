import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const purePackages = ["estate", "policy", "sheet", "report", "form"];
const pureFiles = purePackages.map((name) => `packages/${name}/src/**/*.ts`);
const pureGlobals = [
  "fetch",
  "setTimeout",
  "setInterval",
  "performance",
  "crypto",
  "console",
  "process",
  "Buffer",
  "Date",
  "setImmediate",
  "queueMicrotask",
  "XMLHttpRequest",
  "WebSocket",
].map((name) => ({ name, message: "estate, policy, sheet, report and form are pure: take it as an argument." }));

export default defineConfig(
  {
    ignores: [
      "**/dist/**",
      "**/node_modules/**",
      "**/*.generated.*",
      "**/dist-wasm/**",
      "**/dist-native/**",
      "**/.cache/**",
    ],
  },
  js.configs.recommended,
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: {
      globals: Object.fromEntries(
        [
          "process",
          "Buffer",
          "URL",
          "console",
          "setTimeout",
          "fetch",
          "performance",
          "WebAssembly",
          "TextDecoder",
          "TextEncoder",
        ].map((name) => [name, "readonly"]),
      ),
    },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "as" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    // Tests print tables, figures and why they skip.
    files: ["**/*.test.ts"],
    rules: { "no-console": "off" },
  },
  {
    files: pureFiles,
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-globals": ["error", ...pureGlobals],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "The pure packages draw nothing at random." },
      ],
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["node:*"], message: "The pure packages run in a browser, too." }] },
      ],
    },
  },
);
