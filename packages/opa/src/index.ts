/**
 * OPA's own compiler and interpreter as WebAssembly: build, check, format, test, inspect, parse, capabilities
 * and evaluate over files in memory. What is wrong with the files comes back as data, never as an exception.
 *
 * @module
 */
export type {
  AstAnnotations,
  AstComment,
  AstEvery,
  AstExpression,
  AstHead,
  AstLocation,
  AstModule,
  AstRule,
  AstSome,
  AstTerm,
  AstWith,
} from "./ast.ts";
export { readBundleArchive } from "./archive.ts";
export { createCompiler, isOpaCompilerMissing } from "./create-compiler.ts";
export type { CompilerOptions, OpaCompilerMissingError } from "./create-compiler.ts";
export type * from "./types.ts";
export { OPA_VERSION } from "./version.ts";
