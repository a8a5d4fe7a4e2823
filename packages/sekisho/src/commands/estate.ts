import { readFile } from "node:fs/promises";
import {
  buildEstate,
  emptyProfile,
  findResourceType,
  readDocuments,
  readProfile,
  SekishoError,
  sliceOf,
  wholeSelection,
  type Estate,
  typesWith,
  type ResourceType,
} from "@sekisho/estate";
import { slicesOf } from "@sekisho/policy";
import { declareSheet } from "@sekisho/sheet";
import { parseCommand, someDocuments, sourceFlags, sourceSettings } from "../arguments.ts";
import { toInstant } from "../check.ts";
import { loadCompiler } from "../compiler.ts";
import type { CommandIo } from "../io.ts";
import { loadBundle, loadDocuments, loadProfile } from "../load.ts";
import { loadSheet } from "../load-sheet.ts";
import { ownTypesAt } from "../settings/load-settings.ts";

const estateFlags = {
  profile: { type: "string" },
  sheet: { type: "string" },
  settings: { type: "string" },
  ...sourceFlags,
} as const;

type EstateFlags = Parameters<typeof sourceSettings>[0] & {
  readonly profile?: string | undefined;
  readonly sheet?: string | undefined;
  readonly settings?: string | undefined;
};

async function loadEstate(
  documents: readonly string[],
  values: EstateFlags,
  io: CommandIo,
  types: readonly ResourceType[],
  instant?: string,
): Promise<Estate> {
  const contents = readDocuments(await loadDocuments(documents, io.stdin, sourceSettings(values)), types);
  const profile = values.profile === undefined ? emptyProfile : readProfile(await loadProfile(values.profile));
  const sheet = values.sheet === "none" ? null : await loadSheet(values.sheet);
  return buildEstate(contents, {
    profile,
    types,
    ...(sheet === null ? {} : { sheet: declareSheet(sheet, profile) }),
    ...(instant === undefined ? {} : { instant }),
  });
}

function print(io: CommandIo, value: unknown): Promise<void> {
  return io.stdout(`${JSON.stringify(value, null, 2)}\n`);
}

/** Prints the estate that documents make: every resource with its values and what its links lead to. */
export async function documentCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("document", argv, estateFlags);
  const types = typesWith(await ownTypesAt(values.settings));
  const estate = await loadEstate(someDocuments("document", positionals), values, io, types);
  const resources = estate.resources.map((resource) => {
    const type = findResourceType(types, resource.type);
    return {
      id: resource.id,
      type: resource.type,
      address: resource.address,
      arn: resource.arn,
      account: resource.account,
      region: resource.regionId,
      running: resource.running,
      origin: resource.origin,
      values: sliceOf(estate, resource, wholeSelection(type?.attributes ?? {})),
      links: Object.fromEntries(
        Object.keys(type?.links ?? {}).map((name) => {
          const { state, code, items } = estate.forward(resource, name);
          return [name, { state, code, items: items.map(({ id }) => id) }];
        }),
      ),
    };
  });
  const { documents, diagnostics, accounting, partial } = estate;
  await print(io, { documents, partial, diagnostics, accounting, resources });
  return 0;
}

/** Prints what each policy is given, one slice a subject, as the input that the bundle's `sekisho.main` takes. */
export async function slicesCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("slices", argv, {
    ...estateFlags,
    policy: { type: "string", multiple: true },
    bundle: { type: "string" },
    now: { type: "string" },
  });
  const instant = toInstant(values.now ?? new Date().toISOString());
  const documents = someDocuments("slices", positionals);
  const { bundle } = await loadBundle(values.bundle, await ownTypesAt(values.settings));
  const types = typesWith(bundle.own);
  const estate = await loadEstate(documents, values, io, types, instant);
  await print(
    io,
    slicesOf({ estate, bundle, instant, ...(values.policy === undefined ? {} : { policies: values.policy }) }),
  );
  return 0;
}

/** Prints what a selection in GraphQL notation cuts from the estate, by type, each tree with its resource's id. */
export async function queryCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("query", argv, estateFlags);
  const [selectionText, ...documents] = positionals;
  if (selectionText === undefined) {
    throw new SekishoError(
      "USAGE",
      "query needs a selection and a document. Write: sekisho query '{ aws_lb { internal } }' plan.json",
    );
  }
  const { compileQuery } = await loadCompiler("query");
  const declared = typesWith(await ownTypesAt(values.settings));
  const { selection, types } = compileQuery(await selectionOf(selectionText), declared);
  const estate = await loadEstate(someDocuments("query", documents), values, io, types);
  const found = Object.entries(selection.roots).map(([type, tree]) => [
    type,
    estate.subjects(type).map((resource) => ({ id: resource.id, tree: sliceOf(estate, resource, tree) })),
  ]);
  await print(io, Object.fromEntries(found));
  return 0;
}

async function selectionOf(text: string): Promise<string> {
  if (!text.startsWith("@")) return text;
  try {
    return await readFile(text.slice(1), "utf8");
  } catch (cause) {
    throw new SekishoError("FILE_UNREADABLE", `The selection ${text.slice(1)} cannot be read. Check the path.`, {
      cause,
    });
  }
}
