/**
 * What tests of all packages share: builders of small documents, temporary folders, the corpus of real ones.
 * Imported by tests only.
 *
 * @module
 */
export * from "./attestations-document.ts";
export * from "./aws-subjects.ts";
export * from "./config-document.ts";
export * from "./devices-document.ts";
export * from "./folders.ts";
export * from "./fuzz.ts";
export * from "./plan-document.ts";
export { isList, isObject, type Json, type JsonObject } from "./json.ts";
