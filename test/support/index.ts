/**
 * What tests of all packages share: builders of small documents, temporary folders, the corpus of real ones.
 * Imported by tests only.
 *
 * @module
 */
export * from "@sekisho/bundle/documents";
export * from "./aws-subjects.ts";
export * from "./folders.ts";
export * from "./fuzz.ts";
