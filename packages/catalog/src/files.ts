/**
 * Where the built-in policies stand: compiled, and as sources.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** Path of the compiled built-in policies: a bundle, made by the build. */
export const builtinBundleFile: string = fileURLToPath(new URL("../dist/policies.tar.gz", import.meta.url));

/** Path of the sources of the built-in policies, as the build copied them. */
export const builtinPoliciesFolder: string = fileURLToPath(new URL("../dist/policies", import.meta.url));
