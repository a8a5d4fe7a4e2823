import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import {
  isSekishoError,
  noOwnTypes,
  readOwnTypes,
  readUserFile,
  type OwnTypes,
  type UserFileKind,
} from "@sekisho/estate";
import { loadUserFile } from "../load.ts";
import { validate } from "./validate-settings.generated.ts";

/** The settings that hold for a folder unless others are named. */
export const settingsFile = "sekisho.yaml";

const kind: UserFileKind = {
  code: "SETTINGS_INVALID",
  what: "settings file",
  schema: "sekisho.settings.v1.schema.json",
  validate,
};

/** Names the settings that hold: those given, or those of the current folder if it has any. */
export async function settingsAt(given: string | undefined): Promise<string | undefined> {
  if (given !== undefined) return given;
  const isThere = await stat(settingsFile).then(
    (found) => found.isFile(),
    () => false,
  );
  return isThere ? settingsFile : undefined;
}

/** Reads the resource types that the settings list which hold. */
export async function ownTypesAt(given: string | undefined): Promise<OwnTypes> {
  return loadOwnTypes(await settingsAt(given));
}

/**
 * Reads the resource types that settings list; without settings there are none.
 *
 * @throws SekishoError `SETTINGS_INVALID`, `TYPE_INVALID`, both with file, line and column; `FILE_UNREADABLE`.
 */
export async function loadOwnTypes(path: string | undefined): Promise<OwnTypes> {
  if (path === undefined) return noOwnTypes;
  const { text } = await loadUserFile(path, kind.what, kind.code);
  const { content, problemAt } = readUserFile({ name: basename(path), text }, kind);
  const { types = [] } = content as unknown as { readonly types?: readonly string[] };
  const files = await Promise.all(
    types.map(async (name, index) => {
      try {
        const file = await loadUserFile(join(dirname(path), name), "resource type", "TYPE_INVALID");
        return { name, text: file.text };
      } catch (error) {
        if (!isSekishoError(error) || error.code !== "FILE_UNREADABLE") throw error;
        throw problemAt(
          `/types/${String(index)}`,
          `${name} cannot be read`,
          "Correct the path, or write it: sekisho new type",
        );
      }
    }),
  );
  return readOwnTypes(files);
}
