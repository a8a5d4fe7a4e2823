import { isSekishoError } from "@sekisho/estate";
import { describe, expect, test } from "vitest";
import { readTemplateParameters } from "./template-parameters.ts";

const read = (text: string): unknown => readTemplateParameters(new TextEncoder().encode(text), "parameters.json");

describe("readTemplateParameters", () => {
  test.each<[string, unknown]>([
    [
      "keys and values",
      [
        { ParameterKey: "A", ParameterValue: "x=y" },
        { ParameterKey: "B", ParameterValue: "1" },
      ],
    ],
    ["texts", ["A=x=y", "B=1"]],
    ["names and values", { A: "x=y", B: 1 }],
    ["names and values below a member", { Parameters: { A: "x=y", B: 1 }, Tags: {} }],
  ])("%s", (_, json) => {
    expect(read(JSON.stringify(json))).toEqual({ A: "x=y", B: "1" });
  });

  test.each<[string, string]>([
    ["no JSON", "A: secret"],
    ["a value", '"secret"'],
    ["a list of something else", '[{"ParameterKey":"A","UsePreviousValue":true}]'],
    ["nested values", '{"A":{"B":"secret"}}'],
  ])("%s is refused without a word of it", (_, text) => {
    try {
      read(text);
      throw new Error("it was read");
    } catch (error) {
      if (!isSekishoError(error)) throw error;
      expect([error.code, error.message.includes("secret")]).toEqual(["DOCUMENT_INVALID", false]);
    }
  });
});
