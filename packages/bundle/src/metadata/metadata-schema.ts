import { severities } from "@sekisho/policy";

const text = { type: "string", minLength: 1, pattern: "\\S" } as const;

const bilingual = {
  type: "object",
  properties: { en: text, ja: text },
  required: ["en", "ja"],
  additionalProperties: false,
} as const;

/** The JSON Schema of a policy's METADATA block. */
export const metadataSchema = {
  type: "object",
  properties: {
    scope: { const: "package" },
    title: text,
    description: text,
    schemas: {
      type: "array",
      items: { type: "object", properties: { input: text }, required: ["input"], additionalProperties: false },
      minItems: 1,
      maxItems: 1,
    },
    custom: {
      type: "object",
      properties: {
        severity: { enum: severities },
        evidence: { enum: ["inherited"] },
        profile: { type: "array", items: text, uniqueItems: true },
        ja: {
          type: "object",
          properties: { title: text, description: text },
          required: ["title", "description"],
          additionalProperties: false,
        },
        reasons: {
          type: "object",
          propertyNames: { pattern: "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$" },
          additionalProperties: bilingual,
        },
        remediation: bilingual,
        references: { type: "array", items: text, minItems: 1, uniqueItems: true },
      },
      required: ["severity", "ja", "reasons", "remediation", "references"],
      additionalProperties: false,
    },
  },
  required: ["title", "description", "schemas", "custom"],
  additionalProperties: false,
} as const;

/** The JSON Schema of the METADATA of a rule, or of a package of the library. */
export const plainMetadataSchema = {
  type: "object",
  properties: {
    scope: { enum: ["package", "rule", "document"] },
    title: text,
    description: text,
    related_resources: { type: "array", items: text },
  },
  additionalProperties: false,
} as const;
