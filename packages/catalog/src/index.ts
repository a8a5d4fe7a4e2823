/**
 * The built-in sheet: typed claims, worded in Japanese and English, with the policies that decide them.
 * Where the compiled built-in policies stand, `@sekisho/catalog/files` tells.
 *
 * @module
 */
export { securitySheet, sheets } from "./sheets/index.ts";
