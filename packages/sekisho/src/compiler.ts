import type * as Bundle from "@sekisho/bundle";
import { SekishoError } from "@sekisho/estate";

/**
 * Loads what compiles selections and bundles. It is an optional part, because checking documents needs none of it.
 *
 * @throws SekishoError `USAGE` if it is not installed.
 */
export async function loadCompiler(command: string): Promise<typeof Bundle> {
  try {
    return await import("@sekisho/bundle");
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new SekishoError(
      "USAGE",
      `${command} needs the package @sekisho/bundle, which is not installed. Install it: npm install @sekisho/bundle.`,
      { cause },
    );
  }
}

/**
 * Loads OPA's compiler.
 *
 * @throws SekishoError `COMPILER_MISSING` if neither the WebAssembly build nor a native `opa` of the version is there.
 */
export async function loadOpa(): ReturnType<typeof Bundle.createCompiler> {
  const { createCompiler, isOpaCompilerMissing } = await loadCompiler("bundle build");
  try {
    return await createCompiler();
  } catch (error) {
    if (isOpaCompilerMissing(error)) throw new SekishoError("COMPILER_MISSING", error.message, { cause: error });
    throw error;
  }
}
