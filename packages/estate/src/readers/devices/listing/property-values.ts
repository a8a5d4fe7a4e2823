import { SekishoError } from "../../../errors.ts";
import type { Json } from "../../../model/value.ts";
import { instantOf } from "../../aws-config/time.ts";
import { own } from "../../json-access.ts";
import { instantReader, type ReadInstant } from "../written-instant.ts";
import type { Listing, Property } from "./properties.ts";

/** Reads the values of a listing, as PowerShell writes them in JSON and in text. */
export class PropertyValues {
  readonly #listing: Listing;
  readonly #name: string;
  readonly #instant: ReadInstant | null;

  /**
   * @param name - File name, for messages.
   * @param instant - Reads dates as the culture of the computer writes them; null if it is not stated.
   */
  constructor(listing: Listing, name: string, instant: ReadInstant | null) {
    this.#listing = listing;
    this.#name = name;
    this.#instant = instant;
  }

  /** Where a property stands, or would. */
  at(name: string): string {
    return this.#listing.properties.get(name)?.at ?? this.#listing.pointer;
  }

  text(name: string): string | undefined {
    const value = this.#value(name);
    return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
  }

  boolean(name: string): boolean | undefined {
    const value = this.#value(name);
    if (typeof value === "boolean") return value;
    return value === "True" ? true : value === "False" ? false : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#value(name);
    if (typeof value === "number") return value;
    return typeof value === "string" && /^\d{1,15}$/u.test(value) ? Number(value) : undefined;
  }

  /**
   * Reads a date: null for one that never was (empty, or of the years in which calendars of Windows begin), undefined where
   * it is not there or written as a culture writes it that nobody has stated.
   *
   * @throws SekishoError `DOCUMENT_INVALID` for a date that is none in the stated format.
   */
  instant(name: string): string | null | undefined {
    const property = this.#listing.properties.get(name);
    if (property === undefined) return undefined;
    const written = own(property.value, "value") ?? own(property.value, "DateTime") ?? property.value;
    if (written === null || written === "") return null;
    const instant = typeof written === "string" ? this.#read(written, property) : undefined;
    return instant !== undefined && /^(?:0001|1600|1601)-/u.test(instant) ? null : instant;
  }

  #read(written: string, { at }: Property): string | undefined {
    const milliseconds = /^\\?\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\\?\/$/u.exec(written)?.[1];
    if (milliseconds !== undefined) return instantOf(Number(milliseconds)) ?? undefined;
    if (/^\d{4}-\d{2}-\d{2}T/u.test(written)) return readIso?.(written) ?? undefined;
    if (this.#instant === null) return undefined;
    const instant = this.#instant(written);
    if (instant !== null) return instant;
    throw new SekishoError(
      "DOCUMENT_INVALID",
      `${this.#name}#${at} is no date in the format that is stated for the source. State how the computer writes dates, or export them with ConvertTo-Json.`,
      { details: { name: this.#name, pointer: at } },
    );
  }

  #value(name: string): Json | undefined {
    return this.#listing.properties.get(name)?.value;
  }
}

const readIso = instantReader({ pattern: "iso8601", zone: null });
