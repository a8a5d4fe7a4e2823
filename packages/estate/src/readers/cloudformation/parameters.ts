import type { Json } from "../../model/value.ts";
import { isList, isObject, own, ownString } from "../json-access.ts";
import { unsettled, type Told } from "../vocabulary/told.ts";

/** What is known of the deployment of a template beside the template itself. */
export interface TemplateSettings {
  /** Values of parameters by name; those of pseudo parameters by theirs (`AWS::Region`). */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * Whether a parameter without a given value has its default, as CloudFormation takes it where nothing is given. False
   * where the deployment is known to have values that the document does not hold.
   */
  readonly defaultsHold?: false;
}

/** The parameters of a template, with what is known of their values. */
export interface Parameters {
  /** The value of a parameter; undefined if there is none of that name. */
  readonly valueOf: (name: string) => Told | undefined;
  /** How many parameters are read with their defaults. */
  readonly defaults: number;
}

/**
 * Reads the parameters of a template. A value that is given goes before the default. Of a parameter that names an entry of
 * the parameter store the default is that name, not the value (U2), and one that is not to be shown is not read (U6).
 */
export function readParameters(template: Json, { parameters: given = {}, defaultsHold }: TemplateSettings): Parameters {
  const values = new Map<string, Told>();
  let defaults = 0;
  const declared = own(template, "Parameters");
  for (const [name, declaration] of isObject(declared) ? Object.entries(declared) : []) {
    const type = ownString(declaration, "Type") ?? "String";
    const noEcho = own(declaration, "NoEcho");
    const isStored = type.startsWith("AWS::SSM::Parameter::Value<");
    const standard = own(declaration, "Default");
    if (noEcho === true || noEcho === "true") values.set(name, unsettled("U6"));
    else if (isStored) values.set(name, unsettled("U2"));
    else if (Object.hasOwn(given, name)) values.set(name, typed(given[name] ?? "", type));
    else if (standard === undefined || isObject(standard) || defaultsHold === false) values.set(name, unsettled("U1"));
    else {
      defaults += 1;
      values.set(name, typed(isList(standard) ? standard.map(asText).join(",") : asText(standard), type));
    }
  }
  return { valueOf: (name) => values.get(name) ?? pseudo(name, given), defaults };
}

/** A list is written as a text with commas. */
function typed(text: string, type: string): Told {
  if (type !== "CommaDelimitedList" && !type.startsWith("List<")) return text;
  return text === "" ? [] : text.split(",").map((item) => item.trim());
}

function asText(value: Json): string {
  return typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
}

const pseudoNames = ["AccountId", "NotificationARNs", "Partition", "Region", "StackId", "StackName", "URLSuffix"];

function pseudo(name: string, given: Readonly<Record<string, string>>): Told | undefined {
  if (!pseudoNames.some((one) => name === `AWS::${one}`)) return undefined;
  return Object.hasOwn(given, name) ? (given[name] ?? null) : unsettled("U1");
}
