import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";
import { builtinBundleFile } from "@sekisho/catalog/files";
import {
  inputSchema,
  isSekishoError,
  maxBytes,
  SekishoError,
  tooLarge,
  type DocumentInput,
  type FileInput,
  type ErrorCode,
  noOwnTypes,
  typesWith,
  type OwnTypes,
  type ProfileInput,
  type UserFileInput,
} from "@sekisho/estate";
import { createEngine, readBundle, type Gunzip, type PolicyBundle, type PolicyEngine } from "@sekisho/policy";
import type { BaselineInput, WaiversInput } from "@sekisho/sheet";
import { decompressed, isArchive } from "./decompress.ts";
import { loadDeviceSources } from "./device-source-files.ts";
import { digestOf, readBytes } from "./files.ts";
import { isSnapshotFolder, readSnapshotArchive, readSnapshotFolder } from "./snapshot/snapshot-files.ts";
import { readTemplateParameters } from "./template-parameters.ts";
import { createSourceLoader, type Place, type SourceSettings } from "./source/load-source.ts";

/** A document as it is given: the path of a file, `LABEL=FILE`, `-` for standard input, or its content. */
export type DocumentSource =
  string | { readonly label?: string; readonly name: string; readonly content: string | Uint8Array };

/** A profile as it is given: the path of a file, or its content. */
export type ProfileSource = string | { readonly name: string; readonly text: string };

/** A file of waivers as it is given: the path of a file, or its content. */
export type WaiversSource = string | { readonly name: string; readonly text: string };

/** An earlier report as it is given: the path of a file, or its content. */
export type BaselineSource = string | { readonly name: string; readonly text: string };

/** A bundle that is ready to evaluate. */
export interface LoadedBundle {
  readonly bundle: PolicyBundle;
  readonly engine: PolicyEngine;
}

/**
 * Fetches documents in the order given, each with its name and digest; gzip is undone, Terraform source is evaluated, and a
 * snapshot in a folder or archive becomes one document, and so does a file of device sources with the files that it names.
 *
 * @throws SekishoError `USAGE` for files of variable values without source, `FILE_UNREADABLE`, `DOCUMENT_TOO_LARGE`,
 * `SOURCE_INVALID`, `EVALUATOR_MISSING`, `DOCUMENT_INVALID`, the last also for a file of parameters.
 */
export async function loadDocuments(
  sources: readonly DocumentSource[],
  stdin: () => Promise<Uint8Array>,
  settings: SourceSettings = {},
): Promise<readonly DocumentInput[]> {
  assertOneInput(sources);
  const loadSource = createSourceLoader(settings);
  const sourceOfPlan = settings.source === undefined ? undefined : await loadSource.ofPlan(settings.source);
  const template = await loadTemplateSettings(settings);
  const documents: DocumentInput[] = [];
  for (const source of sources) {
    const place = typeof source === "string" ? placeOf(source) : null;
    if (place !== null && (await isSnapshotFolder(place.path))) {
      const bytes = await readSnapshotFolder(place.path);
      documents.push({ label: place.label, name: basename(resolve(place.path)), digest: digestOf(bytes), bytes });
      continue;
    }
    const terraform = place === null ? null : await loadSource.at(place);
    if (terraform !== null) documents.push(...terraform);
    else {
      const { label, name, bytes, digest } = await openDocument(source, stdin);
      const fleet = place === null || place.path === "-" ? null : await loadDeviceSources(place.path, bytes);
      if (fleet !== null) {
        documents.push({ label, name, digest, ...fleet });
        continue;
      }
      documents.push({
        label,
        name,
        digest,
        bytes,
        template,
        ...(sourceOfPlan === undefined ? {} : { sourceOfPlan }),
      });
    }
  }
  const isSourceGiven = sourceOfPlan !== undefined || documents.some((document) => "source" in document);
  if ((settings.variableFiles ?? []).length > 0 && !isSourceGiven) {
    throw new SekishoError(
      "USAGE",
      "--var-file holds values for Terraform source, and none is given. Give the folder of the source, or leave the values out.",
    );
  }
  return documents;
}

async function loadTemplateSettings({
  isNew,
  parameterFile,
}: SourceSettings): Promise<NonNullable<FileInput["template"]>> {
  return {
    ...(isNew === undefined ? {} : { isNew }),
    ...(parameterFile === undefined
      ? {}
      : {
          parameters: readTemplateParameters(await readBytes(parameterFile, "parameter file"), basename(parameterFile)),
        }),
  };
}

/**
 * Refuses that standard input is asked for twice.
 *
 * @throws SekishoError `USAGE`.
 */
export function assertOneInput(sources: readonly DocumentSource[]): void {
  if (sources.filter((source) => typeof source === "string" && /(^|=)-$/u.test(source)).length < 2) return;
  throw new SekishoError("USAGE", "Standard input is one document: - can be given once. Give the others as files.");
}

/** Splits a document's argument into the label, if it has one, and the path: `mine=plan.json`, or `plan.json`. */
export function placeOf(argument: string): Place {
  const [, label, path = argument] = /^([A-Za-z][\w.-]*)=(.+)$/u.exec(argument) ?? [];
  return { label: label ?? null, path };
}

interface GivenDocument extends Pick<DocumentInput, "label" | "name"> {
  readonly bytes: Uint8Array;
}

interface OpenDocument extends GivenDocument {
  readonly digest: string;
}

async function openDocument(source: DocumentSource, stdin: () => Promise<Uint8Array>): Promise<OpenDocument> {
  const { label, name, bytes } = await givenDocument(source, stdin);
  const content = isArchive(bytes) ? await readSnapshotArchive(bytes, name, unzip) : await decompressed(bytes, name);
  // Of an archive it is the digest of the snapshot that it holds, of a compressed file that of the file.
  return { label, name, bytes: content, digest: digestOf(isArchive(bytes) ? content : bytes) };
}

async function givenDocument(source: DocumentSource, stdin: () => Promise<Uint8Array>): Promise<GivenDocument> {
  if (typeof source !== "string") {
    const bytes = typeof source.content === "string" ? new TextEncoder().encode(source.content) : source.content;
    return { label: source.label ?? null, name: source.name, bytes };
  }
  const { label, path } = placeOf(source);
  const bytes = path === "-" ? await stdin() : await readDocument(path);
  return { label, name: path === "-" ? "-" : basename(path), bytes };
}

async function readDocument(path: string): Promise<Uint8Array> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  );
  // Before it is read, because reading it takes as much memory.
  if (size > maxBytes) throw tooLarge(basename(path), size);
  return readBytes(path, "document");
}

/** Fetches a profile with its name and digest. */
export function loadProfile(source: ProfileSource): Promise<ProfileInput> {
  return loadUserFile(source, "profile", "PROFILE_INVALID");
}

/** Fetches a file of waivers with its name and digest. */
export function loadWaivers(source: WaiversSource): Promise<WaiversInput> {
  return loadUserFile(source, "file of waivers", "WAIVERS_INVALID");
}

/** Fetches a file that people write by hand, with its name and digest; the code is that of what is wrong with such a file. */
export async function loadUserFile(
  source: string | { readonly name: string; readonly text: string },
  noun: string,
  code: ErrorCode,
): Promise<UserFileInput & { readonly digest: string }> {
  if (typeof source !== "string") return { ...source, digest: digestOf(source.text) };
  const bytes = await readBytes(source, noun);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { name: basename(source), digest: digestOf(bytes), text };
  } catch (cause) {
    throw new SekishoError(code, `The ${noun} ${source} cannot be used: it is not UTF-8. Save it as UTF-8.`, {
      cause,
      details: { file: source },
    });
  }
}

/** Fetches an earlier report with its name and digest. */
export async function loadBaseline(source: BaselineSource): Promise<BaselineInput> {
  if (typeof source !== "string") return { ...source, digest: digestOf(source.text) };
  const bytes = await readBytes(source, "report");
  return { name: basename(source), digest: digestOf(bytes), text: new TextDecoder().decode(bytes) };
}

/**
 * Reads a bundle from a file, the built-in one unless a path is given, and makes it ready to evaluate; `own` are resource types
 * of the user's own beside those that it keeps.
 *
 * @throws SekishoError `BUNDLE_INVALID`, also if it was built with another declaration of one of them.
 */
export async function loadBundle(path?: string, own: OwnTypes = noOwnTypes): Promise<LoadedBundle> {
  const name = path ?? "built-in policies";
  const bytes = await readBytes(path ?? builtinBundleFile, "bundle");
  const read = readBundle(bytes, { name, digest: digestOf(bytes), gunzip: unzip });
  const bundle = { ...read, own: joined(own, read.own, name) };
  const types = typesWith(bundle.own);
  if (digestOf(bundle.wasm) !== bundle.wasmDigest) {
    throw new SekishoError(
      "BUNDLE_INVALID",
      `The bundle ${name} cannot be used: its policy.wasm is not the one that its manifest names. Build or fetch it again.`,
    );
  }
  for (const { id, selection, profile } of bundle.policies) {
    try {
      inputSchema(types, selection, profile);
    } catch (cause) {
      // A type or link that is not known here would have no resources, and then nothing fails.
      const what = isSekishoError(cause) ? cause.message : "";
      throw new SekishoError("BUNDLE_INVALID", `The bundle ${name} is made for another version: ${id}: ${what}`, {
        cause,
      });
    }
  }
  return { bundle, engine: await createEngine(bundle.wasm) };
}

function joined(own: OwnTypes, kept: OwnTypes, name: string): OwnTypes {
  for (const declaration of own.declarations) {
    const other = kept.declarations.find(({ type }) => type === declaration.type);
    if (other === undefined || isDeepStrictEqual(other, declaration)) continue;
    throw new SekishoError(
      "BUNDLE_INVALID",
      `The bundle ${name} was built with another declaration of ${declaration.type}. Build it again: sekisho bundle build.`,
    );
  }
  const isOwn = (type: string): boolean => own.declarations.some((declaration) => declaration.type === type);
  return {
    declarations: [...own.declarations, ...kept.declarations.filter(({ type }) => !isOwn(type))],
    types: [...own.types, ...kept.types.filter(({ type }) => !isOwn(type))],
  };
}

const unzip: Gunzip = (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength });
