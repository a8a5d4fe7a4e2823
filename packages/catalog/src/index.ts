/**
 * The built-in sheet: typed claims, worded in Japanese and English, with the policies that decide them.
 * The compiled built-in policies are beside it.
 *
 * @module
 */
export { builtinBundleFile, builtinPoliciesFolder } from "./files.ts";
export { securitySheet, sheets } from "./sheets/index.ts";
