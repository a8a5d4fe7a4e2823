import type { SekishoError } from "../../../errors.ts";
import { timeOf, instantOf } from "../../aws-config/time.ts";
import type { TextEncoding } from "../../encoded-text.ts";
import { pointer } from "../../json-access.ts";
import { readUserFile, type UserFile, type UserFileKind } from "../../user-file.ts";
import { instantReader, type InstantFormat, type ReadInstant } from "../written-instant.ts";
import { isValueOf, type CellReading, type CellValue } from "./cell.ts";
import { roles, type RoleName } from "./roles.ts";
import { validate } from "./validate-device-sources.generated.ts";

/** How a listing of a Windows PC says whose it is. */
export interface ListingDevice {
  /** `file_name`, or the name of a property. */
  readonly from: string;
  readonly is: "device_id" | "serial" | "hostname";
}

/** What a column tells, and how its cells are read. */
export interface MappedColumn extends CellReading {
  readonly field: string;
}

/** Some files that tell of a fleet, and what is said of them. */
export interface DeviceSource {
  readonly role: RoleName;
  readonly label: string | null;
  /** The system that tells it. */
  readonly system: string;
  readonly version: string | null;
  /** As the file of sources names them. */
  readonly files: readonly string[];
  /** RFC 3339, in UTC. */
  readonly collectedAt: string;
  readonly encoding: TextEncoding | null;
  /** Reads dates that no column is about; null if their format is not stated. */
  readonly instant: ReadInstant | null;
  /** What a column tells, by its header as `headerKey` gives it. */
  readonly columns: ReadonlyMap<string, readonly MappedColumn[]>;
  readonly constants: ReadonlyMap<string, CellValue>;
  readonly device: ListingDevice | null;
}

interface WrittenDates {
  readonly pattern: string;
  readonly zone?: string;
}

type WrittenValues = Readonly<Record<string, CellValue>>;

interface WrittenColumn {
  readonly field: string | readonly string[];
  readonly values?: WrittenValues;
  readonly dates?: WrittenDates;
}

interface WrittenSource {
  readonly role: RoleName;
  readonly label?: string;
  readonly name?: string;
  readonly version?: string;
  readonly files: readonly string[];
  readonly collected_at?: string;
  readonly encoding?: TextEncoding;
  readonly dates?: WrittenDates;
  readonly columns?: Readonly<Record<string, string | WrittenColumn>>;
  readonly values?: WrittenValues;
  readonly constants?: Readonly<Record<string, CellValue>>;
  readonly device?: ListingDevice;
}

/** What the schema admits. */
interface WrittenSources {
  readonly collected_at?: string;
  readonly sources: readonly WrittenSource[];
}

const sourcesFile: UserFileKind = {
  what: "file of device sources",
  code: "DOCUMENT_INVALID",
  schema: "sekisho.device-sources.v1.schema.json",
  validate,
};

/** Tells by its beginning whether a text is a file of device sources. */
export function isDeviceSources(text: string): boolean {
  return /^(?:---[ \t]*\r?\n|[ \t]*#[^\n]*\n|\s)*\{?\s*["']?schema["']?[ \t]*:[ \t]*["']?sekisho\.device-sources\//u.test(
    text,
  );
}

/**
 * Reads a file of device sources: which files tell of a fleet, what each is, and what its columns mean.
 *
 * @throws SekishoError `DOCUMENT_INVALID` with line and column: what the schema
 * (`schema/sekisho.device-sources.v1.schema.json`) does not admit, a field that the role does not have, a value or format that a
 * field cannot have, or a required column that is not mapped, by its name.
 */
export function readDeviceSources(file: { readonly name: string; readonly text: string }): readonly DeviceSource[] {
  const written = readUserFile(file, sourcesFile);
  const { collected_at: collectedAt, sources } = written.content as unknown as WrittenSources;
  return sources.map((source, index) =>
    new SourceReader(written, `/sources/${String(index)}`).read({
      ...(collectedAt === undefined ? {} : { collected_at: collectedAt }),
      ...source,
    }),
  );
}

class SourceReader {
  readonly #at: string;
  readonly #problemAt: UserFile["problemAt"];

  constructor({ problemAt }: UserFile, at: string) {
    this.#at = at;
    this.#problemAt = problemAt;
  }

  read(written: WrittenSource): DeviceSource {
    const { role, name, columns = {}, constants = {}, device = null } = written;
    const { system } = roles[role];
    this.#assertFits(written);
    const instant = written.dates === undefined ? null : this.#instantOf(written.dates, "dates");
    const mapped = new Map<string, readonly MappedColumn[]>();
    for (const [header, column] of Object.entries(columns)) {
      mapped.set(headerKey(header), this.#columnsOf(role, header, column, { instant, values: written.values ?? {} }));
    }
    for (const [field, value] of Object.entries(constants)) this.#assertConstant(role, field, value);
    this.#assertRequired(role, [...mapped.values()].flat(), constants);
    return {
      role,
      label: written.label ?? null,
      system: system ?? name ?? "",
      version: written.version ?? null,
      files: written.files,
      collectedAt: this.#collectedAt(written),
      encoding: written.encoding ?? null,
      instant,
      columns: mapped,
      constants: new Map(Object.entries(constants)),
      device,
    };
  }

  /** Refuses what a role has no use for, so that nothing is stated in vain. */
  #assertFits({ role, name, columns, constants, values, device, encoding }: WrittenSource): void {
    const { system, form } = roles[role];
    if ((name === undefined) === (system === null)) {
      const what = system === null ? "needs a name: the system that tells it" : "has the name of its system already";
      throw this.#fault(name === undefined ? "" : "name", `a source of the role ${role} ${what}`);
    }
    const misfit = [
      ["columns", form === "listing" ? columns : undefined],
      ["values", form === "listing" ? values : undefined],
      ["constants", form === "table" ? undefined : constants],
      ["encoding", form === "inventory" ? encoding : undefined],
      ["device", form === "listing" ? undefined : device],
    ].find(([, value]) => value !== undefined)?.[0];
    if (typeof misfit === "string") throw this.#fault(misfit, `a source of the role ${role} has no ${misfit}`);
    if (form === "table" && columns === undefined)
      throw this.#fault("", `a source of the role ${role} needs its columns`);
  }

  #columnsOf(
    role: RoleName,
    header: string,
    written: string | WrittenColumn,
    source: { readonly instant: ReadInstant | null; readonly values: WrittenValues },
  ): readonly MappedColumn[] {
    const { field, values = {}, dates } = typeof written === "string" ? { field: written } : written;
    const at = `columns${pointer("", header)}`;
    const instant = dates === undefined ? source.instant : this.#instantOf(dates, `${at}/dates`);
    return (typeof field === "string" ? [field] : field).map((name) => {
      const kind = this.#kindOf(role, name, at);
      for (const value of Object.values(values)) {
        if (!isValueOf(kind, value)) throw this.#fault(at, `${name} cannot have one of these values`, wordsOf(kind));
      }
      if (kind === "instant" && instant === null) {
        const advice = "Give the source or the column dates";
        throw this.#fault(at, `${name} is a date, and how dates are written is not stated`, advice);
      }
      // What is said for all columns holds where it says more than the text itself.
      const general = Object.entries(source.values).filter(
        ([, value]) => isValueOf(kind, value) && (value === null || kind !== "string"),
      );
      return { field: name, kind, values: new Map([...general, ...Object.entries(values)]), instant };
    });
  }

  #kindOf(role: RoleName, field: string, at: string): CellReading["kind"] {
    const kind = roles[role].fields.get(field);
    if (kind !== undefined) return kind;
    const names = [...roles[role].fields.keys()];
    throw this.#fault(at, `a source of the role ${role} has no field "${field}"`, `It is one of ${names.join(", ")}`);
  }

  #assertConstant(role: RoleName, field: string, value: CellValue): void {
    const at = `constants${pointer("", field)}`;
    const kind = this.#kindOf(role, field, at);
    const isInstant = kind !== "instant" || (typeof value === "string" && timeOf(value) !== Number.NEGATIVE_INFINITY);
    if (!isInstant || !isValueOf(kind, value)) throw this.#fault(at, `${field} cannot have this value`, wordsOf(kind));
  }

  #assertRequired(role: RoleName, columns: readonly MappedColumn[], constants: object): void {
    const fields = columns.map(({ field }) => field);
    const twice = fields.find((field, index) => fields.indexOf(field) !== index || Object.hasOwn(constants, field));
    if (twice !== undefined) throw this.#fault("columns", `${twice} is told twice`, "Leave one of them out");
    for (const names of roles[role].required) {
      if (names.some((name) => fields.includes(name) || Object.hasOwn(constants, name))) continue;
      throw this.#fault(
        "columns",
        `no column is mapped to ${names.join(" or ")}, which a source of the role ${role} needs`,
        "Name the header of the column that holds it",
      );
    }
  }

  #instantOf({ pattern, zone }: WrittenDates, at: string): ReadInstant {
    const format: InstantFormat = { pattern, zone: zone ?? null };
    const read = instantReader(format);
    if (read === null) {
      throw this.#fault(
        at,
        "the pattern of dates is not understood",
        "Write it as iso8601, yyyy/MM/dd HH:mm:ss or M/d/yyyy h:mm:ss a",
      );
    }
    if (pattern !== "iso8601" && zone === undefined) {
      throw this.#fault(at, "the dates have no zone", 'Give one: zone: "+09:00"');
    }
    return read;
  }

  #collectedAt({ collected_at: written }: WrittenSource): string {
    const instant = written === undefined ? null : instantOf(timeOf(withSeconds(written)));
    if (instant !== null) return instant;
    throw this.#fault(
      written === undefined ? "" : "collected_at",
      "when the source was collected is not stated",
      "Give collected_at, for the source or for all: 2026-11-01T09:00:00+09:00",
    );
  }

  #fault(below: string, what: string, advice = "Correct it"): SekishoError {
    return this.#problemAt(below === "" ? this.#at : `${this.#at}/${below}`, what, advice);
  }
}

function withSeconds(instant: string): string {
  return instant.replace(/^(.{16})(?=Z|[+-]\d{2}:\d{2}$)/u, "$1:00");
}

function wordsOf(kind: CellReading["kind"]): string {
  return typeof kind === "string"
    ? `It is a ${kind === "instant" ? "date in RFC 3339" : kind}`
    : `It is one of ${kind.join(", ")}`;
}

/** The header of a column as it is compared: full-width and half-width letters are the same. */
export function headerKey(header: string): string {
  return header.normalize("NFKC").trim();
}
