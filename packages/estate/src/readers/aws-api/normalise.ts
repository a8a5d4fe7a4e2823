import type { Json } from "../../model/value.ts";
import { isList, isObject, own, type JsonObject } from "../json-access.ts";

/** The members in which IAM gives a policy document percent-encoded (RFC 3986); the command line decodes them. */
const documents = ["AssumeRolePolicyDocument", "PolicyDocument", "Document"];

/** Decodes the policy documents that IAM gives encoded. */
export function decodeDocuments(service: string, response: Json): Json {
  return service === "iam" ? decoded(response) : response;
}

function decoded(value: Json): Json {
  if (isList(value)) return value.map(decoded);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      documents.includes(key) && typeof member === "string" ? decodeText(member) : decoded(member),
    ]),
  );
}

function decodeText(text: string): string {
  // A document that is not encoded begins with its brace and may hold a percent sign of its own.
  if (!/^\s*%/u.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Turns dates that a recorder of boto3 wrote as objects (`{"__class__":"datetime",…}`) into ISO 8601. */
export function plainDates(value: Json): Json {
  if (isList(value)) return value.map(plainDates);
  if (!isObject(value)) return value;
  if (own(value, "__class__") === "datetime") return isoDate(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainDates(member)]));
}

function isoDate(value: JsonObject): Json {
  const part = (name: string, digits: number): string => {
    const number = own(value, name) ?? 0;
    return typeof number === "number" ? String(number).padStart(digits, "0") : "";
  };
  const day = [part("year", 4), part("month", 2), part("day", 2)].join("-");
  const time = [part("hour", 2), part("minute", 2), part("second", 2)].join(":");
  return `${day}T${time}.${part("microsecond", 6)}Z`;
}
